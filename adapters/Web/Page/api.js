import { local } from "./local.js";

// Somebody of the demonstration; without it the page is for whoever has signed in.
const as = new URLSearchParams(location.search).get("as");
const { largestFile } = JSON.parse(document.getElementById("data").textContent);

/** The server said no, in a sentence that can be shown as it is. */
export class Refused extends Error {}

/** The session is over: nothing goes on before somebody signs in again. */
export class SignedOut extends Refused {}

export class Away extends Error {
  constructor() {
    super(local("The server is away, so nothing was sent. Your words are kept here: try again in a moment."));
  }
}

export const address = (path, query = {}) => `${path}?${new URLSearchParams(as === null ? query : { as, ...query })}`;

async function ask(path, options, query) {
  let response;

  try {
    response = await fetch(address(path, query), options);
  } catch {
    throw new Away();
  }

  const answer = await response.json().catch(() => ({}));
  const language = response.headers.get("Content-Language");

  // Somebody has chosen another language: the page begins anew in it, and what is being written is kept.
  if (language && language !== document.documentElement.lang) location.reload();
  if (response.status === 401) throw new SignedOut(answer.error);
  if (!response.ok) throw new Refused(answer.error ?? local("The server could not do that ({0}). Try again; if it stays, tell an administrator.", response.status));
  return answer;
}

// Another website cannot send it unnoticed.
const mark = { "X-ChatOps": "page" };

const post = (path, body) => ask(path, { method: "POST", headers: { "Content-Type": "application/json", ...mark }, body: JSON.stringify(body) });

/** Throws why the page may not go on; otherwise it may. */
export const here = () => ask("/here", {});

export const signOut = () => ask("/signout", { method: "POST", headers: mark });

export const history = before => ask("/history", {}, before ? { before } : {});

export const say = (event, text, files) => post("/messages", { event, text, files });

export const press = (event, message, data) => post("/presses", { event, message, data });

/** A file that is too large is not even sent: a browser would not hear the refusal while it still sends. */
export async function upload(file) {
  if (file.size > largestFile) throw new Refused(local("{0} is larger than {1} MB. Make it smaller, or put it on a share and send the link.", file.name, largestFile / 1024 / 1024));

  const form = new FormData();
  form.append("file", file, file.name || "picture.png");
  return ask("/files", { method: "POST", headers: mark, body: form });
}

export const newEvent = () => crypto.randomUUID();
