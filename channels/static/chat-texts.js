// The widget's own words, and the direction of a language. What the assistant says comes from the server.

import ar from "./chat-texts-ar.js";
import en from "./chat-texts-en.js";
import es from "./chat-texts-es.js";
import fr from "./chat-texts-fr.js";
import pt from "./chat-texts-pt.js";
import tr from "./chat-texts-tr.js";

const TEXTS = { ar, en, es, fr, pt, tr };
// Languages that are written from right to left, unless they are in Latin letters ("ar-Latn").
const RIGHT_TO_LEFT = /^(ar|ckb|dv|fa|he|ps|ur)\b(?!-latn)/i;

/** The widget's language for a page's: one of its own, French otherwise. */
export const languageFor = (tag) => {
  const language = (tag || "").toLowerCase().split("-")[0];
  return Object.hasOwn(TEXTS, language) ? language : "fr";
};

export const textsFor = (language) => TEXTS[language];

export const directionOf = (language) => (RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr");
