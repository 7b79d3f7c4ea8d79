import * as api from "./api.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { element } from "./dom.js";
import { follow } from "./events.js";
import { local } from "./local.js";
import { startHeader } from "./header.js";
import { firstName, startersOf, toSay } from "./people.js";
import { useZone } from "./times.js";

const find = selector => document.querySelector(selector);
const pause = 2000;

export async function startChat({ you, people }) {
  startHeader(you, people);
  useZone(you.zone);

  const composer = new Composer(you);
  const conversation = new Conversation(composer);
  composer.onSay = (event, text, files) => conversation.say(event, text, files);
  startEmpty(you, composer);

  const start = await firstHistory(composer);
  conversation.begin(start);
  follow(start.last, {
    onMessage: message => conversation.hear([message]),
    // The server began anew with fewer messages than this page shows.
    onLast: (theirs, ours) => theirs < ours && location.reload(),
    onState: showState,
    onRefused: showRefusal,
  });

  const words = toSay(you);
  if (words) composer.say(words);
  else composer.focus();
}

async function firstHistory(composer) {
  for (;;) {
    try {
      const start = await api.history();
      composer.problem(null);
      return start;
    } catch (problem) {
      composer.problem(problem.message);
      await new Promise(done => setTimeout(done, pause));
    }
  }
}

function showState(isHere) {
  find(".away").hidden = isHere;
  find(".away").textContent = isHere ? "" : local("The server is away. This page connects again by itself; what you type is kept.");
}

/** What was typed stays where it is; the way back in is one press. */
function showRefusal(problem) {
  const way = problem instanceof api.SignedOut ? element("a", { href: "/signin" }, local("Sign in")) : element("a", { href: "/" }, local("First page"));
  find(".away").replaceChildren(problem.message, " ", way);
  find(".away").hidden = false;
}

function startEmpty(you, composer) {
  find(".greeting").textContent = local("Hello {0}. What can the help desk do for you?", firstName(you));
  find(".starters").append(...startersOf(you).map(words => {
    const say = element("button", { type: "button", class: "say" }, words);
    say.addEventListener("click", () => composer.say(words));
    return element("li", {}, say);
  }));
}
