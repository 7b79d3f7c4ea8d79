import { element } from "./dom.js";

let clock, day, whole;

/** Times stand as the cards have them: on the clock of whoever reads. */
export function useZone(timeZone) {
  clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone });
  day = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone });
  whole = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long", timeZone });
}

export function timeElement(at) {
  const instant = new Date(at);
  const isToday = day.format(instant) === day.format(new Date());
  const text = isToday ? clock.format(instant) : `${day.format(instant)}, ${clock.format(instant)}`;
  return element("time", { datetime: at, title: whole.format(instant) }, text);
}
