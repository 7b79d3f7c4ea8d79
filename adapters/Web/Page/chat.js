import * as api from "./api.js";
import { startComposer } from "./composer.js";
import { element, scrollBehavior } from "./dom.js";
import { follow } from "./events.js";
import { Messages } from "./messages.js";
import { addressOf, firstName, openBeside, otherOf, starters, toSay } from "./people.js";
import { useZone } from "./times.js";

const find = selector => document.querySelector(selector);

export async function startChat({ you, people }) {
  startHeader(you, people);
  useZone(you.zone);

  const scroll = find(".scroll");
  const messages = new Messages(find(".log"), onPress);
  const composer = startComposer(you, onSay);
  let quiet = true;

  const isAtEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 160;
  const toEnd = () => scroll.scrollTo({ top: scroll.scrollHeight, behavior: quiet ? "auto" : scrollBehavior() });
  const toMessage = node => node.scrollIntoView({ block: node.offsetHeight > scroll.clientHeight ? "start" : "nearest", behavior: scrollBehavior() });

  function apply(list) {
    const follows = quiet || isAtEnd();
    const changed = list.map(message => messages.apply(message)).filter(change => change);

    find(".empty").hidden = !messages.isEmpty;
    if (changed.some(change => change.isNew) && follows) toEnd();
    if (!quiet) changed.filter(change => !change.isNew).forEach(({ item }) => announce(item.message));
    return changed.map(change => change.item);
  }

  function announce(message) {
    if (message.title) find(".news").textContent = `${message.title} has changed.`;
  }

  // What somebody did here takes them on: into the form that it opened, or back to where they write.
  function lead(answer) {
    apply(answer);
    const item = messages.item(answer.filter(message => message.words === undefined).at(-1)?.number);
    if (!item) return composer.focus();

    toMessage(item.node);
    if (item.message.state === "form" && item.card) item.card.focusFirst();
    else composer.focus();
  }

  async function busy(work) {
    const typing = find(".typing");
    typing.hidden = false;
    typing.querySelector("[role=status]").textContent = "The help desk is answering.";
    if (isAtEnd()) toEnd();

    try {
      lead(await work());
    } finally {
      typing.hidden = true;
      typing.querySelector("[role=status]").textContent = "";
    }
  }

  async function onSay(event, text, files) {
    find(".empty").hidden = true;
    const pending = element("li", { class: "message own pending", "data-number": Number.MAX_SAFE_INTEGER }, element("p", { class: "bubble" }, text || files.map(file => file.name).join(", ")));
    find(".log").append(pending);
    toEnd();

    try {
      await busy(async () => {
        const answer = await api.say(event, text, files);
        pending.remove();
        return answer;
      });
    } finally {
      pending.remove();
      find(".empty").hidden = !messages.isEmpty;
    }
  }

  async function onPress(item, data) {
    if (item.busy) return;

    item.busy = true;
    item.node.setAttribute("aria-busy", "true");
    // The same press sent again, after an answer that got lost, is the same event.
    const asked = JSON.stringify(data);
    if (item.asked !== asked) [item.asked, item.event] = [asked, api.newEvent()];

    try {
      await busy(() => api.press(item.event, item.message.number, data));
      item.asked = null;
      composer.problem(null);
    } catch (problem) {
      composer.problem(problem.message);
    } finally {
      item.busy = false;
      item.node.removeAttribute("aria-busy");
    }
  }

  startEmpty(you, composer);
  const start = await firstHistory(composer);
  apply(start.messages);
  quiet = false;
  find(".empty").hidden = !messages.isEmpty;
  startOlder(start.more, messages, scroll, apply);

  follow(start.last, {
    onMessage: message => apply([message]),
    // The server began anew with fewer messages than this page shows.
    onLast: (theirs, ours) => theirs < ours && location.reload(),
    onState: isHere => {
      find(".away").hidden = isHere;
      find(".away").textContent = isHere ? "" : "The server is away. This page connects again by itself; what you type is kept.";
    },
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
      await new Promise(done => setTimeout(done, 2000));
    }
  }
}

function startHeader(you, people) {
  const other = otherOf(you, people);
  const beside = find(".other");
  const persona = find("#persona");

  document.title = `${firstName(you)} · ChatOps`;
  find(".who .avatar").textContent = firstName(you)[0];
  find(".who .avatar").dataset.person = you.id;
  persona.append(...people.map(person => element("option", { value: person.id, selected: person.id === you.id ? "" : null }, `${person.name}, ${person.role}`)));
  persona.addEventListener("change", () => location.assign(addressOf({ id: persona.value })));

  beside.href = addressOf(other);
  beside.textContent = `Open ${firstName(other)}’s window`;
  beside.addEventListener("click", event => {
    event.preventDefault();
    openBeside(other);
  });
}

function startEmpty(you, composer) {
  find(".greeting").textContent = `Hello ${firstName(you)}. What can the help desk do for you?`;
  find(".starters").append(...(starters[you.id] ?? starters.ada).map(words => {
    const say = element("button", { type: "button", class: "say" }, words);
    say.addEventListener("click", () => composer.say(words));
    return element("li", {}, say);
  }));
}

function startOlder(more, messages, scroll, apply) {
  const older = find(".older");
  older.hidden = !more;
  older.querySelector("button").addEventListener("click", async () => {
    const page = await api.history(messages.first);
    const height = scroll.scrollHeight;
    apply(page.messages);
    scroll.scrollTop += scroll.scrollHeight - height;
    older.hidden = !page.more;
  });
}
