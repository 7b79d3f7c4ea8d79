import { upload } from "./api.js";
import { element } from "./dom.js";
import { local } from "./local.js";

const find = selector => document.querySelector(`.composer ${selector}`);

/** The files that go with what is being written: chosen, pasted or dropped, and sent ahead at once. */
export class Attachments {
  all = [];

  #words;
  #problem;
  #uploading = 0;

  constructor(words, problem) {
    [this.#words, this.#problem] = [words, problem];
    const picker = find(".files");

    find(".attach").addEventListener("click", () => picker.click());
    picker.addEventListener("change", () => {
      this.#add([...picker.files]);
      picker.value = "";
    });
    words.addEventListener("paste", event => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      this.#add([...event.clipboardData.files]);
    });
    this.#takeDropped();
  }

  /** Says so too, for whoever wants to send already. */
  get areOnTheirWay() {
    if (this.#uploading) this.#problem(local("A file is still on its way. Send in a moment."));
    return this.#uploading > 0;
  }

  set(files) {
    this.all = files;
    find(".attached").replaceChildren(...files.map(file => element("li", {}, file.name, this.#removal(file))));
  }

  #removal(file) {
    const remove = element("button", { type: "button", "aria-label": local("Remove {0}", file.name) }, "×");
    remove.addEventListener("click", () => {
      this.set(this.all.filter(other => other !== file));
      this.#words.focus();
    });
    return remove;
  }

  #takeDropped() {
    document.addEventListener("dragover", event => {
      event.preventDefault();
      document.body.classList.add("dropping");
    });
    document.addEventListener("dragleave", event => event.relatedTarget || document.body.classList.remove("dropping"));
    document.addEventListener("drop", event => {
      event.preventDefault();
      document.body.classList.remove("dropping");
      this.#add([...event.dataTransfer.files]);
    });
  }

  async #add(files) {
    this.#uploading += files.length;

    for (const file of files) {
      try {
        const { hash, name } = await upload(file);
        this.set([...this.all, { hash, name }]);
        this.#problem(null);
      } catch (trouble) {
        this.#problem(trouble.message);
      } finally {
        this.#uploading--;
      }
    }

    this.#words.focus();
  }
}
