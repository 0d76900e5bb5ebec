// <form data-once>: sent once. Its buttons rest until the answer comes; coming back by "Back" wakes them.
"use strict";

const rest = (form, resting) => form.querySelectorAll("button").forEach((button) => {
  button.setAttribute("aria-disabled", String(resting));
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  rest(form, true);
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-once][data-sent]").forEach((form) => {
  delete form.dataset.sent;
  rest(form, false);
}));
