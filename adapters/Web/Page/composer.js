import * as api from "./api.js";
import { Attachments } from "./attachments.js";

const find = selector => document.querySelector(`.composer ${selector}`);
const highest = 180;

/** The box that people write in: what stands there survives a reload and a server that is away. */
export class Composer {
  onSay = null;

  #words = find("#words");
  #files = new Attachments(this.#words, sentence => this.problem(sentence));
  #key;
  #sending = null;
  #isBusy = false;

  constructor(you) {
    this.#key = `chatops-draft-${you.id}`;
    this.#words.value = sessionStorage.getItem(this.#key) ?? "";
    this.#words.addEventListener("input", () => this.#keep());
    this.#words.addEventListener("keydown", event => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send();
    });
    find("form").addEventListener("submit", event => {
      event.preventDefault();
      this.#send();
    });
    this.#fit();
  }

  focus() {
    this.#words.focus({ preventScroll: true });
  }

  say(text) {
    this.#words.value = text;
    this.#send();
  }

  /** Null takes the last one away. */
  problem(sentence) {
    find(".problem").hidden = !sentence;
    find(".problem").textContent = sentence ?? "";
  }

  async #send() {
    const text = this.#words.value.trim();
    if (this.#isBusy || this.#files.areOnTheirWay || !text && !this.#files.all.length) return;

    const files = this.#files.all;
    // Sent again unchanged, it is the same event, so that a lost answer does no harm.
    const content = JSON.stringify([text, files]);
    if (this.#sending?.content !== content) this.#sending = { content, event: api.newEvent() };

    this.#isBusy = true;
    this.#words.value = "";
    this.#files.set([]);
    this.#fit();
    this.problem(null);

    try {
      await this.onSay(this.#sending.event, text, files);
      this.#sending = null;
      this.#keep();
    } catch (trouble) {
      this.#giveBack(text, files, trouble);
    } finally {
      this.#isBusy = false;
    }
  }

  #giveBack(text, files, trouble) {
    this.#words.value = this.#words.value ? `${text}\n${this.#words.value}` : text;
    this.#files.set([...files, ...this.#files.all]);
    this.#keep();
    this.problem(trouble.message);
    this.focus();
  }

  #keep() {
    sessionStorage.setItem(this.#key, this.#words.value);
    this.#fit();
  }

  #fit() {
    this.#words.style.height = "auto";
    this.#words.style.height = `${Math.min(this.#words.scrollHeight, highest)}px`;
  }
}
