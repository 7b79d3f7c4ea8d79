const { texts } = JSON.parse(document.getElementById("data").textContent);

/** A text of the page in the reader's language, with values in place of {0}, {1}. */
export const local = (text, ...values) => (texts[text] ?? text).replace(/\{(\d)\}/g, (_, n) => values[n]);

/** What numbers and times are written by; English as in Britain, as the cards have it. */
export const locale = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
