import { startChat } from "./chat.js";
import { startTheme } from "./theme.js";
import { startWelcome } from "./welcome.js";

const data = JSON.parse(document.getElementById("data").textContent);
const view = !data.open ? "closed" : data.you ? "chat" : "welcome";

document.body.dataset.view = view;
document.body.append(document.getElementById(view).content.cloneNode(true));
startTheme(document.querySelector("button.theme"));

if (view === "welcome") startWelcome(data);
if (view === "chat") startChat(data);
