"use strict";
// Shows how far a sending is, and refuses what is too large before it is sent. Without this script the form works too.
addEventListener("submit", (event) => {
  const form = event.target;
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
  const wait = document.getElementById("wait");
  const button = form.querySelector("button");
  const say = (text) => {
    const alert = document.createElement("p");
    alert.setAttribute("role", "alert");
    alert.className = "alert";
    alert.textContent = text;
    document.getElementById("said").replaceChildren(alert);
    wait.hidden = true;
    button.disabled = false;
  };
  event.preventDefault();
  if (files.length > Number(form.dataset.mostFiles)) return say(form.dataset.tooMany);
  if (files.some((file) => file.size > Number(form.dataset.mostBytes))) return say(form.dataset.tooLarge);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.onprogress = (progress) => {
    if (progress.lengthComputable) wait.querySelector("progress").value = (100 * progress.loaded) / progress.total;
  };
  request.onerror = () => say(form.dataset.interrupted);
  request.onload = () => {
    const answer = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
    if (!answer) return say(form.dataset.interrupted);
    document.querySelector("main").replaceWith(answer);
    (answer.querySelector("[role=alert]") ?? answer).scrollIntoView();
  };
  document.getElementById("said").replaceChildren();
  wait.hidden = false;
  button.disabled = true;
  request.send(new FormData(form));
});
