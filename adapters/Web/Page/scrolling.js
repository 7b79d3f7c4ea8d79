import { scrollBehavior } from "./dom.js";

const near = 160;

/** Keeps the end in view while the reader is there, and leaves them alone further up. */
export class Scrolling {
  #box = document.querySelector(".scroll");
  #newer = document.querySelector(".newer");

  constructor() {
    this.#newer.addEventListener("click", () => this.toEnd());
    this.#box.addEventListener("scroll", () => this.isAtEnd && (this.#newer.hidden = true), { passive: true });
  }

  get isAtEnd() {
    return this.#box.scrollHeight - this.#box.scrollTop - this.#box.clientHeight < near;
  }

  toEnd(behavior = scrollBehavior()) {
    this.#box.scrollTo({ top: this.#box.scrollHeight, behavior });
    this.#newer.hidden = true;
  }

  toMessage(node) {
    node.scrollIntoView({ block: node.offsetHeight > this.#box.clientHeight ? "start" : "nearest", behavior: scrollBehavior() });
  }

  tellOfNewer() {
    this.#newer.hidden = false;
  }

  /** Adds something above what is read without moving it. */
  keepPlace(add) {
    const height = this.#box.scrollHeight;
    add();
    this.#box.scrollTop += this.#box.scrollHeight - height;
  }
}
