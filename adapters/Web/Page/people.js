import { local } from "./local.js";

/** What each of the people is likely to begin with. */
const starters = {
  ada: [local("My VPN drops every few minutes"), local("my tickets"), local("help")],
  grace: [local("unassigned tickets"), local("my work"), local("help")],
  pam: [local("My notebook does not start"), local("my tickets"), local("help")],
  ruth: [local("open tickets"), local("unassigned tickets"), local("help")],
};

export function startersOf(you) {
  if (!you.signedIn) return starters[you.id] ?? starters.ada;
  const usual = you.staff ? starters.grace : starters.ada;
  return you.mayClaim ? ["admin claim", ...usual] : usual;
}

/** The person at the other end of the desk. */
export const otherOf = (you, people) => people.find(person => person.id === (you.id === "grace" ? "ada" : "grace"));

export const addressOf = person => `/?as=${encodeURIComponent(person.id)}`;

export const firstName = person => person.name.split(" ")[0];

const waiting = "chatops-say";

/** Goes to somebody's window, where the words are said. They are handed over here, so that no link can say anything. */
export function goAndSay(person, words) {
  sessionStorage.setItem(waiting, JSON.stringify({ as: person.id, words }));
  location.assign(addressOf(person));
}

/** What a page before this one wanted to be said here, once. */
export function toSay(you) {
  const { as, words } = JSON.parse(sessionStorage.getItem(waiting) ?? "{}");
  sessionStorage.removeItem(waiting);
  return as === you.id ? words : null;
}

/** A window beside this one. */
export function openBeside(person) {
  const width = Math.floor(screen.availWidth / 2);
  window.open(addressOf(person), "chatops-other", `popup,width=${width},height=${screen.availHeight},left=${width},top=0`);
}
