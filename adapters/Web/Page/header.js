import { signOut } from "./api.js";
import { element } from "./dom.js";
import { local } from "./local.js";
import { addressOf, firstName, openBeside, otherOf } from "./people.js";

/** Who sits here; in the demonstration a way to be somebody else, and one to the window of the other end. */
export function startHeader(you, people) {
  const avatar = document.querySelector(".who .avatar");

  document.title = `${firstName(you)} · ChatOps`;
  avatar.textContent = firstName(you)[0];
  avatar.dataset.person = you.id;

  if (you.signedIn) startAccount(you);
  else startPersona(you, people);
}

function startAccount(you) {
  const name = document.querySelector(".who .name");
  const out = document.querySelector(".out");

  for (const part of document.querySelectorAll(".persona")) part.remove();
  name.append(element("span", { class: "hidden" }, `${local("Signed in as")} `), you.name);
  name.title = you.name;
  name.hidden = out.hidden = false;

  out.addEventListener("click", async () => {
    out.disabled = true;

    try {
      await signOut();
      // Nobody who comes after finds what was being written.
      sessionStorage.clear();
      location.assign("/?signin=out");
    } catch (problem) {
      out.disabled = false;
      out.title = problem.message;
    }
  });
}

function startPersona(you, people) {
  const persona = document.querySelector("#persona");
  const beside = document.querySelector(".other");
  const other = otherOf(you, people);

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
