import { local } from "./local.js";

const looks = ["auto", "light", "dark"];
const names = { auto: local("Theme: as the system"), light: local("Theme: light"), dark: local("Theme: dark") };
const signs = { auto: "◐", light: "☀", dark: "☾" };

/** As the system says, until somebody chooses. */
export function startTheme(button) {
  let look = localStorage.getItem("chatops-theme") ?? "auto";

  const show = () => {
    document.documentElement.dataset.theme = look;

    if (!button) return;
    button.textContent = signs[look];
    button.setAttribute("aria-label", names[look]);
    button.title = names[look];
  };

  button?.addEventListener("click", () => {
    look = looks[(looks.indexOf(look) + 1) % looks.length];
    localStorage.setItem("chatops-theme", look);
    show();
  });
  show();
}
