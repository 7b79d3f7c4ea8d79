import { address, here, Refused } from "./api.js";

const pause = 2000;

/** Tails the conversation; the browser itself connects anew and says what it saw last. */
export function follow(after, { onMessage, onLast, onState, onRefused }) {
  let last = after;
  let source;

  const open = () => {
    source = new EventSource(address("/events", { after: last }));

    source.addEventListener("hello", event => {
      onState(true);
      onLast(Number(event.data), last);
    });

    source.addEventListener("message", event => {
      const message = JSON.parse(event.data);
      last = Math.max(last, message.revision);
      onMessage(message);
    });

    source.addEventListener("error", () => {
      onState(false);

      // A refusal ends it for the browser; for the page only one that stays.
      if (source.readyState === EventSource.CLOSED) setTimeout(again, pause);
    });
  };

  const again = async () => {
    try {
      await here();
    } catch (problem) {
      if (problem instanceof Refused) return onRefused(problem);
    }

    open();
  };

  open();
}
