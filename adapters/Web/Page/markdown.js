const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;" };
const safe = text => text.replace(/[&<>"']/g, letter => escapes[letter]);

// A backslash makes the next mark a letter; the server puts one before every mark that a user wrote.
const token = /\\([!-/:-@[-`{-~])|`([^`]+)`|\*\*((?:\\.|[^*\\])+)\*\*|\*((?:\\.|[^*\\])+)\*|\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s()]+|#[A-Z]+-\d+)\)/g;

function inline(text) {
  let html = "";
  let at = 0;

  for (const match of text.matchAll(token)) {
    const [whole, letter, code, bold, thin, label, url] = match;
    html += safe(text.slice(at, match.index));
    at = match.index + whole.length;

    if (letter) html += safe(letter);
    else if (code) html += `<code>${safe(code.replace(/\\([!-/:-@[-`{-~])/g, "$1"))}</code>`;
    else if (bold) html += `<strong>${inline(bold)}</strong>`;
    else if (thin) html += `<em>${inline(thin)}</em>`;
    else if (url.startsWith("#")) html += `<a class="number" href="${safe(url)}">${inline(label)}</a>`;
    else html += `<a href="${safe(url)}" target="_blank" rel="noopener noreferrer">${inline(label)}</a>`;
  }

  return html + safe(text.slice(at));
}

/** The Markdown subset of the bot's own words: **bold**, *italic*, `code`, [links](https://…), [numbers](#INC-7), lists. All else is text. */
export function markdown(text) {
  let html = "";
  let list = false;

  for (const line of text.split("\n")) {
    const item = /^\s*[-*] (.*)$/.exec(line);

    if (!!item !== list) html += (list = !list) ? "<ul>" : "</ul>";
    html += item ? `<li>${inline(item[1])}</li>` : `${html && !html.endsWith(">") ? "<br>" : ""}${inline(line)}`;
  }

  return list ? `${html}</ul>` : html;
}
