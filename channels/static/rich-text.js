// Text with its addresses and phone numbers as links. Everything is a text node: no markup is ever read.

// No look-behind: telephones of a few years ago cannot read it.
const LINK = /(?<url>https?:\/\/[^\s<>"]+)|(?:\+33[ \u00a0.]?[1-9]|0[1-9])(?:[ \u00a0.]?\d{2}){4}(?!\d)|0[ \u00a0]?8\d{2}(?:[ \u00a0]?\d{2}){3}(?!\d)|3919(?!\d)/g;
const TRAILING = /[.,;:!?)\]»]+$/;

/** The nodes of a text. */
export function richText(text) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    const isUrl = Boolean(match.groups.url);
    if (!isUrl && /[\d+]/.test(text[match.index - 1] ?? "")) continue;
    const shown = isUrl ? match[0].replace(TRAILING, "") : match[0];
    nodes.push(text.slice(at, match.index), link(shown, isUrl));
    at = match.index + shown.length;
  }
  nodes.push(text.slice(at));
  return nodes.filter((node) => node !== "");
}

function link(shown, isUrl) {
  const node = document.createElement("a");
  node.textContent = shown;
  if (isUrl) {
    node.href = shown;
    node.target = "_blank";
    node.rel = "noopener noreferrer";
  } else {
    node.href = `tel:${shown.replace(/[ \u00a0.]/g, "")}`;
    node.dir = "ltr";
  }
  return node;
}
