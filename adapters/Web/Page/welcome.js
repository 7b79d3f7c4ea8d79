import { addressOf, firstName, goAndSay, openBeside } from "./people.js";
import { element } from "./dom.js";

const steps = [
  { as: "ada", words: "My VPN drops every few minutes", then: "She looks over the ticket and sends it." },
  { as: "grace", words: "unassigned tickets", then: "She opens it, claims it and replies." },
  { as: "grace", words: "my work", then: "She resolves it, and Ada sees so at once." },
];

export function startWelcome({ people, signIn }) {
  document.querySelector(".own").hidden = !signIn;
  const find = id => people.find(person => person.id === id);

  document.querySelector(".steps").append(...steps.map(step => {
    const person = find(step.as);
    const say = element("button", { type: "button", class: "say" }, `“${step.words}”`);
    say.addEventListener("click", () => goAndSay(person, step.words));
    return element("li", {}, element("span", { class: "as" }, `As ${firstName(person)}`), say, element("span", { class: "then" }, step.then));
  }));

  document.querySelector(".people").append(...people.map(person => element("li", {},
    element("a", { href: addressOf(person) },
      element("span", { class: "avatar", "aria-hidden": "true", "data-person": person.id }, firstName(person)[0]),
      element("strong", {}, person.name),
      element("span", { class: "role" }, person.role)))));

  document.querySelector(".both").addEventListener("click", () => {
    openBeside(find("grace"));
    location.assign(addressOf(find("ada")));
  });
}
