import * as api from "./api.js";
import { element } from "./dom.js";

const find = selector => document.querySelector(`.composer ${selector}`);

/** The box that people write in: what stands there survives a reload and a server that is away. */
export function startComposer(you, onSay) {
  const words = find("#words");
  const key = `chatops-draft-${you.id}`;
  const files = startFiles(words, problem);
  let sending = null;
  let isBusy = false;

  words.value = sessionStorage.getItem(key) ?? "";
  words.addEventListener("input", () => keep(words.value));
  words.addEventListener("keydown", event => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  find("form").addEventListener("submit", event => {
    event.preventDefault();
    send();
  });
  fit();

  function keep(text) {
    sessionStorage.setItem(key, text);
    fit();
  }

  function fit() {
    words.style.height = "auto";
    words.style.height = `${Math.min(words.scrollHeight, 180)}px`;
  }

  function problem(sentence) {
    find(".problem").hidden = !sentence;
    find(".problem").textContent = sentence ?? "";
  }

  async function send() {
    const text = words.value.trim();
    const attached = files.ready();
    if (isBusy || !attached || !text && !attached.length) return;

    // Sent again unchanged, it is the same event, so that a lost answer does no harm.
    const content = JSON.stringify([text, attached]);
    if (sending?.content !== content) sending = { content, event: api.newEvent() };

    isBusy = true;
    words.value = "";
    files.clear();
    fit();
    problem(null);

    try {
      await onSay(sending.event, text, attached);
      sending = null;
      if (!words.value) keep("");
    } catch (trouble) {
      words.value = words.value ? `${text}\n${words.value}` : text;
      keep(words.value);
      files.restore(attached);
      problem(trouble.message);
      words.focus();
    } finally {
      isBusy = false;
    }
  }

  return {
    problem,
    focus: () => words.focus({ preventScroll: true }),
    say: text => {
      words.value = text;
      send();
    },
  };
}

function startFiles(words, problem) {
  const list = find(".attached");
  const picker = find(".files");
  let attached = [];
  let uploading = 0;

  find(".attach").addEventListener("click", () => picker.click());
  picker.addEventListener("change", () => {
    add([...picker.files]);
    picker.value = "";
  });
  words.addEventListener("paste", event => {
    const pasted = [...event.clipboardData.files];
    if (!pasted.length) return;
    event.preventDefault();
    add(pasted);
  });
  document.addEventListener("dragover", event => {
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", event => event.relatedTarget || document.body.classList.remove("dropping"));
  document.addEventListener("drop", event => {
    event.preventDefault();
    document.body.classList.remove("dropping");
    add([...event.dataTransfer.files]);
  });

  async function add(files) {
    for (const file of files) {
      uploading++;
      try {
        const { hash, name } = await api.upload(file);
        attached.push({ hash, name });
        problem(null);
        show();
      } catch (trouble) {
        problem(trouble.message);
      } finally {
        uploading--;
      }
    }
    words.focus();
  }

  function show() {
    list.replaceChildren(...attached.map(file => {
      const remove = element("button", { type: "button", "aria-label": `Remove ${file.name}` }, "×");
      remove.addEventListener("click", () => {
        attached = attached.filter(other => other !== file);
        show();
        words.focus();
      });
      return element("li", {}, file.name, remove);
    }));
  }

  return {
    /** Null while a file is still on its way. */
    ready: () => uploading ? (problem("A file is still on its way. Send in a moment."), null) : attached,
    clear: () => { attached = []; show(); },
    restore: files => { attached = files; show(); },
  };
}
