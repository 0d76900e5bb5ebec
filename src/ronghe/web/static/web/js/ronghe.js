// Small comforts; every page works without them.
"use strict";

// Menus are <details>: they close on Escape and when something else is used.
const closeMenus = (but) => document.querySelectorAll("details.menu[open]").forEach((menu) => menu !== but && (menu.open = false));
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});

// <button data-dialog="id"> opens the <dialog id="id">; <button data-close> inside closes it.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog).showModal();
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
});

// <button data-print> prints the page.
document.addEventListener("click", (event) => event.target.closest("[data-print]") && window.print());

// A form that was refused puts the reader at the summary of what to correct.
document.querySelector(".form-errors")?.focus();

// <select data-pick> becomes a searchable picker where the page loaded Tom Select; again after htmx swaps.
const pick = (root) => window.TomSelect && root.querySelectorAll("select[data-pick]:not(.tomselected)").forEach((select) => {
  new window.TomSelect(select, { maxOptions: 400, plugins: {}, allowEmptyOption: true });
});
pick(document);
document.addEventListener("htmx:afterSettle", (event) => pick(event.target));

// When the server declines, htmx still shows its words in the place that the page names for them.
document.addEventListener("htmx:beforeSwap", (event) => {
  if ([400, 403, 409, 422].includes(event.detail.xhr.status)) { event.detail.shouldSwap = true; event.detail.isError = false; }
});
