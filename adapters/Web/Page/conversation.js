import * as api from "./api.js";
import { element } from "./dom.js";
import { local } from "./local.js";
import { Messages } from "./messages.js";
import { Scrolling } from "./scrolling.js";

const find = selector => document.querySelector(selector);

/** What is said and pressed in this window, and what comes of it. */
export class Conversation {
  #messages = new Messages(find(".log"), (item, data) => this.#press(item, data));
  #scrolling = new Scrolling();
  #composer;
  #title = document.title;
  #unseen = 0;

  constructor(composer) {
    this.#composer = composer;
    find(".log").addEventListener("click", event => this.#open(event));
    document.addEventListener("visibilitychange", () => this.#countUnseen(0));
  }

  /** What stood here before this window opened. */
  begin({ messages, more }) {
    messages.forEach(message => this.#messages.apply(message));
    this.#showEmpty();
    this.#scrolling.toEnd("auto");
    this.#offerOlder(more);
  }

  /** What came in: from here or from anywhere else. */
  hear(messages) {
    const follows = this.#scrolling.isAtEnd;
    const changed = messages.map(message => this.#messages.apply(message)).filter(change => change);
    const isNew = changed.some(change => change.isNew);

    this.#showEmpty();
    changed.filter(change => !change.isNew && change.item.message.title).forEach(({ item }) => { find(".news").textContent = local("{0} has changed.", item.message.title); });

    if (isNew && follows) this.#scrolling.toEnd();
    else if (isNew) this.#scrolling.tellOfNewer();
    if (isNew && document.hidden) this.#countUnseen(this.#unseen + 1);
  }

  async say(event, text, files) {
    const words = element("p", { class: "bubble" }, text || files.map(file => file.name).join(", "));
    const pending = element("li", { class: "message own pending", "data-number": Number.MAX_SAFE_INTEGER }, words);
    find(".empty").hidden = true;
    find(".log").append(pending);
    this.#scrolling.toEnd();

    try {
      await this.#wait(async () => {
        const answer = await api.say(event, text, files);
        pending.remove();
        return answer;
      });
    } finally {
      pending.remove();
      this.#showEmpty();
    }
  }

  // A number of something in what is said: as if its reader had asked for it.
  #open(event) {
    const number = event.target.closest?.("a.number");
    if (!number) return;
    event.preventDefault();
    this.say(api.newEvent(), number.hash.slice(1), []).catch(problem => this.#composer.problem(problem.message));
  }

  async #press(item, data) {
    if (item.busy) return;

    // The same press sent again, after an answer that got lost, is the same event.
    const asked = JSON.stringify(data);
    if (item.asked !== asked) [item.asked, item.event] = [asked, api.newEvent()];
    item.busy = true;
    item.node.setAttribute("aria-busy", "true");

    try {
      await this.#wait(() => api.press(item.event, item.message.number, data));
      item.asked = null;
      this.#composer.problem(null);
    } catch (problem) {
      this.#composer.problem(problem.message);
    } finally {
      item.busy = false;
      item.node.removeAttribute("aria-busy");
    }
  }

  async #wait(work) {
    const typing = find(".typing");
    const follows = this.#scrolling.isAtEnd;
    typing.hidden = false;
    typing.querySelector("[role=status]").textContent = local("The help desk is answering.");
    if (follows) this.#scrolling.toEnd();

    try {
      this.#lead(await work());
    } finally {
      typing.hidden = true;
      typing.querySelector("[role=status]").textContent = "";
    }
  }

  // What somebody did here takes them on: into the form that it opened, or back to where they write.
  #lead(answer) {
    this.hear(answer);
    const item = this.#messages.item(answer.filter(message => message.words === undefined).at(-1)?.number);
    if (item) this.#scrolling.toMessage(item.node);

    if (item?.message.state === "form" && item.card) item.card.focusFirst();
    else this.#composer.focus();
  }

  #showEmpty() {
    find(".empty").hidden = !this.#messages.isEmpty;
  }

  #countUnseen(count) {
    this.#unseen = count;
    document.title = count ? `(${count}) ${this.#title}` : this.#title;
  }

  #offerOlder(more) {
    const older = find(".older");
    older.hidden = !more;
    older.querySelector("button").addEventListener("click", async () => {
      const page = await api.history(this.#messages.first);
      this.#scrolling.keepPlace(() => page.messages.forEach(message => this.#messages.apply(message)));
      older.hidden = !page.more;
    });
  }
}
