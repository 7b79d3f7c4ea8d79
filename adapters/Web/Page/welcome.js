import { addressOf, firstName, goAndSay, openBeside } from "./people.js";
import { element } from "./dom.js";
import { local } from "./local.js";

const steps = [
  { as: "ada", words: local("My VPN drops every few minutes"), then: local("She looks over the ticket and sends it.") },
  { as: "grace", words: local("unassigned tickets"), then: local("She opens it, claims it and replies.") },
  { as: "grace", words: local("my work"), then: local("She resolves it, and Ada sees so at once.") },
];

export function startWelcome({ people, signIn }) {
  document.querySelector(".own").hidden = !signIn;
  const find = id => people.find(person => person.id === id);

  document.querySelector(".steps").append(...steps.map(step => {
    const person = find(step.as);
    const say = element("button", { type: "button", class: "say" }, local("“{0}”", step.words));
    say.addEventListener("click", () => goAndSay(person, step.words));
    return element("li", {}, element("span", { class: "as" }, local("As {0}", firstName(person))), say, element("span", { class: "then" }, step.then));
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
