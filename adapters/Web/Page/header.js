import { element } from "./dom.js";
import { local } from "./local.js";
import { addressOf, firstName, openBeside, otherOf } from "./people.js";

/** Who sits here, a way to be somebody else, and one to the window of the other end. */
export function startHeader(you, people) {
  const avatar = document.querySelector(".who .avatar");
  const persona = document.querySelector("#persona");
  const beside = document.querySelector(".other");
  const other = otherOf(you, people);

  document.title = `${firstName(you)} · ChatOps`;
  avatar.textContent = firstName(you)[0];
  avatar.dataset.person = you.id;

  persona.append(...people.map(person => element("option", { value: person.id, selected: person.id === you.id ? "" : null }, `${person.name}, ${person.role}`)));
  persona.addEventListener("change", () => location.assign(addressOf({ id: persona.value })));

  beside.href = addressOf(other);
  beside.setAttribute("aria-label", local("Open {0}’s window", firstName(other)));
  beside.append(element("span", { class: "wide" }, local("Open {0}’s window", firstName(other))), element("span", { class: "narrow", "aria-hidden": "true" }, firstName(other)));
  beside.addEventListener("click", event => {
    event.preventDefault();
    openBeside(other);
  });
}
