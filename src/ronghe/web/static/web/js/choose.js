// Ticking rows of a list: "all" ticks what is shown, and the acts wait until something is ticked.
"use strict";

const dress = (form) => {
  const all = form.querySelector("[data-choose-all]");
  const ones = [...form.querySelectorAll(".choose-one input")];
  const any = all.checked || ones.some((one) => one.checked);
  form.querySelectorAll(".choose-acts button").forEach((button) => button.setAttribute("aria-disabled", String(!any)));
};
const dressAll = () => document.querySelectorAll("form[data-choose]").forEach(dress);
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-choose]");
  if (!form) return;
  const all = form.querySelector("[data-choose-all]");
  if (event.target === all) form.querySelectorAll(".choose-one input").forEach((one) => { one.checked = all.checked; });
  else if (!event.target.checked) all.checked = false;
  dress(form);
});
document.addEventListener("submit", (event) => {
  if (event.submitter?.matches(".choose-acts [aria-disabled=true]")) event.preventDefault();
});
document.addEventListener("htmx:afterSettle", dressAll);
window.addEventListener("pageshow", dressAll);
