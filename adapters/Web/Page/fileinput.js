import { upload } from "./api.js";
import { element } from "./dom.js";
import { local } from "./local.js";

/** Turns the text input of a file field into one that takes files and keeps what they are called by. */
export function fileInput(input) {
  const control = input.renderedInputControlElement;
  const text = control?.matches("input, textarea") ? control : control?.querySelector("input, textarea");
  if (!text) return;

  const picker = element("input", { type: "file", multiple: "", class: "picker", id: text.id, "aria-labelledby": text.getAttribute("aria-labelledby") });
  const status = element("span", { class: "picked", role: "status" }, text.value ? local("A file is attached already.") : "");

  text.removeAttribute("id");
  text.hidden = true;
  text.after(picker, status);

  picker.addEventListener("change", async () => {
    const files = [...picker.files];
    status.textContent = local("Sending the file…");

    try {
      const sent = await Promise.all(files.map(upload));
      text.value = sent.map(file => file.value).join(",");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      status.textContent = files.map(file => file.name).join(", ");
    } catch (problem) {
      status.textContent = problem.message;
    }
  });
}
