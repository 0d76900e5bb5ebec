// On a phone the filters are folded until they are used.
// Writing a posting: Enter looks a skill up instead of saving, and the reader's place is kept when the reading is redrawn.
"use strict";

const narrow = document.querySelector("details.narrow:not([data-used])");
if (narrow && window.matchMedia("(max-width: 47.99rem)").matches) narrow.open = false;

const find = () => document.getElementById("find");

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target === find()) {
    event.preventDefault();
    window.htmx.trigger(find(), "search");
  }
  if (event.key === "ArrowDown" && event.target === find()) {
    const first = document.querySelector("#found button");
    if (first) { event.preventDefault(); first.focus(); }
  }
});

// What was pressed may be gone from the new reading: then the keyboard goes on at the search, at the field of the code
// that was taken, or at the reading itself.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.id !== "reading" || document.activeElement !== document.body) return;
  const pressed = event.detail.requestConfig?.elt?.name;
  const field = pressed === "take" && document.getElementById(document.getElementById("codes")?.dataset.field);
  (pressed === "add" ? find() : field || document.getElementById("reading")).focus();
});
