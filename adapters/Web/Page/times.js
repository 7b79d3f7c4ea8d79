import { element } from "./dom.js";
import { locale } from "./local.js";

let clock, day, whole;

/** Times stand as the cards have them: on the clock of whoever reads. */
export function useZone(timeZone) {
  clock = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone });
  day = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", timeZone });
  whole = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long", timeZone });
}

export function timeElement(at) {
  const instant = new Date(at);
  const isToday = day.format(instant) === day.format(new Date());
  const text = isToday ? clock.format(instant) : `${day.format(instant)}, ${clock.format(instant)}`;
  return element("time", { datetime: at, title: whole.format(instant) }, text);
}
