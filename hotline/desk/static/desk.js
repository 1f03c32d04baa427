// What a page does while it is open: new messages appear, and an answer's length is told. Without it, everything works
// by loading the page again.
"use strict";

const EVERY = 4000;

function atTheEnd(list) {
  return list.scrollHeight - list.scrollTop - list.clientHeight < 80;
}

// Only what changed is touched, so that a screen reader says what is new and nothing else.
function merge(list, html) {
  const made = document.createElement("template");
  made.innerHTML = html; // of our own template, which escapes every text in it
  for (const item of made.content.querySelectorAll("li[id]")) {
    const shown = document.getElementById(item.id);
    if (!shown) list.append(item);
    else if (shown.outerHTML !== item.outerHTML) shown.replaceWith(item);
  }
}

function follow(list) {
  list.scrollTop = list.scrollHeight;
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(list.dataset.live, { headers: { "X-Desk-Poll": "1" }, redirect: "error" });
      if (!answer.ok) return;
      const stay = !atTheEnd(list);
      merge(list, await answer.text());
      if (!stay) list.scrollTop = list.scrollHeight;
    } catch { /* the next one tells */ }
  }, EVERY);
}

function measure(field) {
  const told = document.getElementById(field.getAttribute("aria-describedby"));
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const body = new URLSearchParams({ text: field.value });
      const headers = { "X-CSRF": field.dataset.csrf, "X-Desk-Poll": "1" };
      try {
        const answer = await fetch(field.dataset.length, { method: "POST", body, headers, redirect: "error" });
        if (!answer.ok) return;
        const length = await answer.json();
        told.textContent = length.told;
        told.classList.toggle("late", !length.fits);
      } catch { /* told when it is sent */ }
    }, 300);
  });
}

document.querySelectorAll("[data-live]").forEach(follow);
document.querySelectorAll("[data-length]").forEach(measure);
