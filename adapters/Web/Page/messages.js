import { drawCard, placeIn, returnTo } from "./cards.js";
import { element } from "./dom.js";
import { local } from "./local.js";
import { markdown } from "./markdown.js";
import { timeElement } from "./times.js";

/** The messages in view, each drawn once a revision. */
export class Messages {
  #log;
  #onPress;
  #items = new Map();

  constructor(log, onPress) {
    this.#log = log;
    this.#onPress = onPress;
  }

  get first() {
    return Math.min(...this.#items.keys());
  }

  get isEmpty() {
    return this.#items.size === 0;
  }

  /** Adds a message or puts it in place of its older revision. */
  apply(message) {
    const known = this.#items.get(message.number);
    if (known && known.message.revision >= message.revision) return null;

    const item = known ?? this.#insert(message);
    const place = placeIn(item.card);
    const before = item.card;

    // Those who listen are told of a change in a sentence, not by the whole card again.
    item.node.setAttribute("aria-live", known ? "off" : "polite");
    item.message = message;
    this.#draw(item, before);
    if (place) item.wasIn = returnTo(item.card ?? { inputs: [], root: item.node }, place);
    this.#foldOlder(item);
    return { item, isNew: !known };
  }

  item(number) {
    return this.#items.get(number);
  }

  #insert(message) {
    const node = element("li", { class: message.words === undefined ? "message bot" : "message own", "data-number": message.number });
    const next = [...this.#log.children].find(other => Number(other.dataset.number) > message.number);
    this.#log.insertBefore(node, next ?? null);

    const item = { node, message, card: null };
    this.#items.set(message.number, item);
    return item;
  }

  #draw(item, before) {
    const { message, node } = item;
    const own = message.words !== undefined;
    const parts = [element("span", { class: "hidden" }, own ? local("You said:") : local("Help desk:"))];

    node.dataset.state = message.state;
    node.hidden = message.state === "deleted";
    item.card = null;

    if (own) parts.push(...ownWords(message));
    if (message.text) parts.push(said(message.text));

    if (message.card && message.state === "done") parts.push(element("p", { class: "line" }, local("{0} · answered below", message.title)));
    else if (message.card) {
      item.card = drawCard(message, before, data => this.#onPress(item, data));
      parts.push(element("div", { class: "card" }, item.card.root));
    }

    parts.push(timeElement(message.at));
    node.replaceChildren(...parts);
  }

  // One card of each thing stands open: the newest. The others say where it is, and open when asked to.
  #foldOlder(item) {
    const same = [...this.#items.values()].filter(other => other.message.shown && other.message.shown === item.message.shown);
    const newest = same.reduce((last, other) => other.message.number > last.message.number ? other : last, item);

    for (const older of same.filter(other => other !== newest && other.card && !other.opened && !other.folded)) {
      if (older.card.typed().size || older.node.contains(document.activeElement)) continue;
      this.#fold(older);
    }

    if (item !== newest && item.card && item.folded) this.#fold(item);
  }

  #fold(item) {
    const card = item.node.querySelector(".card");
    const open = element("button", { type: "button", class: "line" }, item.message.title, element("span", {}, ` · ${local("shown again below")}`));

    item.folded = true;
    card.hidden = true;
    item.node.querySelector("button.line")?.remove();
    card.before(open);
    open.addEventListener("click", () => {
      item.folded = false;
      item.opened = true;
      card.hidden = false;
      open.remove();
      item.card.focusFirst();
    });
  }
}

function ownWords(message) {
  const words = message.words ? [element("p", { class: "bubble" }, message.words)] : [];
  return message.files.length ? [...words, element("p", { class: "sent-files" }, message.files.join(", "))] : words;
}

function said(text) {
  const line = element("div", { class: "said" });
  line.innerHTML = markdown(text);
  return line;
}
