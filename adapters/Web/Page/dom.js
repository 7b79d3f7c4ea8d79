/** An element with attributes and children; texts are texts. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);

  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  }

  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

export const scrollBehavior = () => calm.matches ? "auto" : "smooth";
