import { startChat } from "./chat.js";
import { startTheme } from "./theme.js";
import { startWelcome } from "./welcome.js";

const data = JSON.parse(document.getElementById("data").textContent);
const view = data.you ? "chat" : data.open ? "welcome" : data.signIn ? "signin" : "closed";

document.body.dataset.view = view;
document.body.append(document.getElementById(view).content.cloneNode(true));
showNotice(data.notice);
startTheme(document.querySelector("button.theme"));

if (view === "welcome") startWelcome(data);
if (view === "chat") startChat(data);

/** How the last sign-in ended, where there is a place to say so. */
function showNotice(sentence) {
  const notice = document.querySelector(".notice");
  if (!sentence || !notice) return;
  notice.textContent = sentence;
  notice.hidden = false;
}
