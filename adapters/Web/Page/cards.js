import { fileInput } from "./fileinput.js";
import { hostConfig } from "./hostconfig.js";
import { local } from "./local.js";
import { markdown } from "./markdown.js";

const cards = window.AdaptiveCards;
// What the library says itself.
cards.Strings.defaults.overflowButtonTooltip = () => local("More options");

const config = new cards.HostConfig(hostConfig);

cards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

/** Draws the card of a message. What somebody has typed into the one before it goes along, and so does the focus. */
export function drawCard(message, before, onPress) {
  const typed = before ? before.typed() : new Map();
  const card = new cards.AdaptiveCard();
  card.hostConfig = config;
  card.parse(withValues(structuredClone(message.card), typed));

  card.onExecuteAction = action => {
    if (action instanceof cards.OpenUrlAction) window.open(action.url, "_blank", "noopener");
    else if (action instanceof cards.ExecuteAction) onPress(action.data);
  };

  const root = card.render();
  const inputs = card.getAllInputs();
  const asDrawn = new Map(inputs.map(input => [input.id, valueIn(message.card, input.id)]));

  for (const name of message.fileInputs ?? []) {
    const input = inputs.find(one => one.id === name);
    if (input) fileInput(input);
  }

  polish(root, `message-${message.number}`);
  if (before) unfoldAs(before.root, root);

  return {
    root,
    inputs,
    typed: () => new Map(inputs.filter(input => (input.value ?? "") !== asDrawn.get(input.id)).map(input => [input.id, input.value])),
    focusFirst: () => (firstOf(inputs) ?? root.querySelector("button, a"))?.focus(),
  };
}

/** Where somebody is inside a card, so that a new drawing of it can put them back there. */
export function placeIn(card) {
  const active = document.activeElement;
  if (!card?.root.contains(active)) return null;

  const at = card.inputs.findIndex(input => controlsOf(input).includes(active));
  const among = at < 0 ? -1 : controlsOf(card.inputs[at]).indexOf(active);
  return { name: card.inputs[at]?.id, among, label: active.getAttribute("aria-label") ?? active.textContent, start: selection(active, "selectionStart"), end: selection(active, "selectionEnd") };
}

export function returnTo(card, place) {
  const input = card.inputs.find(one => one.id === place.name);
  const target = input
    ? controlsOf(input)[place.among]
    : [...card.root.querySelectorAll("button, a")].find(button => (button.getAttribute("aria-label") ?? button.textContent) === place.label);

  target?.focus({ preventScroll: true });
  if (input && place.start !== null) target?.setSelectionRange?.(place.start, place.end);
  return !!target;
}

const selection = (control, name) => control.tagName === "TEXTAREA" || control.type === "text" ? control[name] : null;

const controlsOf = input => {
  const control = input.renderedInputControlElement?.parentElement ?? input.renderedElement;
  return control ? [...control.querySelectorAll("input, select, textarea, button")] : [];
};

const firstOf = inputs => inputs.filter(input => input.isVisible && input.renderedElement?.offsetParent).flatMap(controlsOf).find(control => !control.hidden && control.type !== "hidden");

function walk(node, visit) {
  if (Array.isArray(node)) node.forEach(item => walk(item, visit));
  else if (node && typeof node === "object") {
    visit(node);
    Object.values(node).forEach(value => walk(value, visit));
  }
}

const isInput = node => typeof node.type === "string" && node.type.startsWith("Input.");

function withValues(json, typed) {
  walk(json, node => {
    if (isInput(node) && typed.has(node.id)) node.value = node.type === "Input.Number" ? Number(typed.get(node.id)) : typed.get(node.id);
  });
  return json;
}

function valueIn(json, id) {
  let value = "";
  walk(json, node => {
    if (isInput(node) && node.id === id) value = String(node.value ?? (node.type === "Input.Toggle" ? node.valueOff : ""));
  });
  return value;
}

// What the library leaves to do: a row is pressed anywhere, an anchor that is a button knows the space bar, and it is
// the button that says whether its section is open, under an id that no other card has.
function polish(root, name) {
  for (const link of root.querySelectorAll("[role=cell] a[role=button]")) {
    const row = link.closest("[role=row]");
    row.classList.add("opens");
    row.addEventListener("click", event => event.target.closest("a, button") || link.click());
  }

  for (const link of root.querySelectorAll("a[role=button]")) {
    link.addEventListener("keydown", event => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    });
  }

  for (const button of root.querySelectorAll("button[aria-controls]")) {
    const section = root.querySelector(`[id="${button.getAttribute("aria-controls")}"]`);
    const show = () => {
      section.removeAttribute("aria-expanded");
      button.setAttribute("aria-controls", section.id);
      button.setAttribute("aria-expanded", section.style.display !== "none");
    };

    section.id = `${name}-${section.id}`;
    button.classList.add("unfolds");
    button.addEventListener("click", show);
    show();
  }
}

function unfoldAs(before, now) {
  const open = [...before.querySelectorAll("button.unfolds[aria-expanded=true]")].map(button => button.textContent);
  [...now.querySelectorAll("button.unfolds[aria-expanded=false]")].filter(button => open.includes(button.textContent)).forEach(button => button.click());
}
