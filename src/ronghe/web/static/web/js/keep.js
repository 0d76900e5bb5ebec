// <form data-keep="name">: what is typed stays in this browser until it is handed in or forgotten. Files do not.
// Beside it: the chosen files are named, and the address of a page can be copied.
"use strict";

const kept = document.querySelector("form[data-keep]");
const key = kept && `ronghe.${kept.dataset.keep}`;
const note = document.querySelector("[data-kept]");
const SKIPPED = ["csrfmiddlewaretoken", "once", "consent"];
const fields = () => [...kept.elements].filter((field) => field.name && field.type !== "file" && !SKIPPED.includes(field.name));
const store = (how) => { try { return how(window.localStorage); } catch { return null; } }; // storage may be closed

const show = (at) => {
  if (!note) return;
  note.hidden = !at;
  const said = note.querySelector("[data-kept-said]");
  if (at) said.textContent = `${said.dataset.keptSaid} · ${at}`;
};
const keep = () => {
  const values = Object.fromEntries(fields().map((field) => [field.name, field.value]));
  if (!Object.values(values).some(Boolean)) return;
  const at = new Date().toTimeString().slice(0, 5);
  store((storage) => storage.setItem(key, JSON.stringify({ at, values })));
  show(at);
};

if (kept) {
  const before = JSON.parse(store((storage) => storage.getItem(key)) || "null");
  if (before && !document.querySelector(".form-errors")) { // a refused form holds what was sent
    fields().forEach((field) => { field.value = before.values[field.name] ?? field.value; field.tomselect?.sync(); });
  }
  if (before) show(before.at);
  let soon;
  kept.addEventListener("input", () => { clearTimeout(soon); soon = setTimeout(keep, 400); });
  kept.addEventListener("change", keep);
  document.querySelector("[data-forget]")?.addEventListener("click", () => {
    store((storage) => storage.removeItem(key));
    fields().forEach((field) => { field.value = ""; field.tomselect?.sync(); });
    show(null);
    fields().find((field) => field.type === "text")?.focus();
  });
}
// Handed in: the page that follows carries the key, so what was typed is no longer needed here.
if (document.querySelector("[data-copy-address]")) store((storage) => storage.removeItem("ronghe.application"));

document.querySelectorAll("[data-chosen]").forEach((list) => {
  const input = document.getElementById(list.dataset.chosen);
  input.addEventListener("change", () => list.replaceChildren(...[...input.files].map((file) => {
    const line = document.createElement("li");
    const big = file.size > Number(list.dataset.biggest);
    line.className = big ? "is-wrong" : "";
    line.textContent = `${file.name} · ${(file.size / 1048576).toFixed(1)} MB${big ? ` · ${list.dataset.tooBig}` : ""}`;
    return line;
  })));
});

document.querySelectorAll("[data-copy-address]").forEach((button) => {
  if (!navigator.clipboard) return; // only on secure pages
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(window.location.href);
    button.querySelector("span").textContent = button.dataset.copied;
  });
});
