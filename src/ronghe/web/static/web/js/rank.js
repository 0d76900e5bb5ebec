// Ranking seats: by dragging a handle, by arrow keys on it, or by buttons. Saved as it is done; every act also works without this script.
"use strict";

const form = document.querySelector("form[data-rank]");
const ranked = form.querySelector("[data-ranked]"), others = document.querySelector("[data-others]");
const said = form.querySelector("[data-said]");
const items = () => [...ranked.children];
const words = (name, item) => form.dataset[name].replace("{seat}", item.dataset.title).replace("{n}", items().indexOf(item) + 1).replace("{all}", items().length);

// What stands in the ranking is sent with the form; buttons and marks follow from where an item is.
const dress = () => {
  items().forEach((item) => {
    if (item.querySelector("input")) return;
    const input = Object.assign(document.createElement("input"), { type: "hidden", name: "seat", value: item.dataset.seat });
    item.prepend(input);
  });
  others.querySelectorAll("input").forEach((input) => input.remove());
  form.querySelector("[data-empty]").hidden = items().length > 0;
  document.querySelector("[data-count]").textContent = others.children.length;
  const handIn = document.querySelector("[data-hand-in]");
  if (handIn) handIn.hidden = !items().length;
  document.querySelector("[data-handed]")?.remove();
};

// One after the other, and of what changes while one is under way only the last: the order that stands is what is saved.
let waiting = null, busy = false;
const save = (message) => {
  dress();
  waiting = { message, body: new FormData(form) };
  form.setAttribute("aria-busy", "true");
  if (!busy) send();
};
const send = async () => {
  busy = true;
  while (waiting) {
    const { message, body } = waiting;
    waiting = null;
    const wrong = await sent(body);
    said.textContent = wrong || `${message} · ${form.dataset.saved}`;
    said.classList.toggle("wrong", Boolean(wrong));
  }
  busy = false;
  form.removeAttribute("aria-busy");
};
const sent = async (body) => {
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    return answer.ok ? "" : (await answer.json().catch(() => ({}))).error || form.dataset.unsaved;
  } catch { return form.dataset.unsaved; }
};

const move = (item, what) => {
  const handle = item.querySelector("[data-handle]");
  if (what === "up" && item.previousElementSibling) item.previousElementSibling.before(item);
  else if (what === "down" && item.nextElementSibling) item.nextElementSibling.after(item);
  else if (what === "first") ranked.prepend(item);
  else if (what === "last") ranked.append(item);
  else if (what === "add") ranked.append(item);
  else if (what === "drop") {
    const next = item.nextElementSibling || item.previousElementSibling;
    others.prepend(item);
    save(words("gone", item));
    (next || item).querySelector(next ? "[data-handle]" : ".act-add").focus();
    return;
  } else return;
  handle.focus();
  save(words("place", item));
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=move]");
  if (!button) return;
  event.preventDefault();
  move(button.closest(".rank-item"), button.value.split(":")[0]);
});

const KEYS = { ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last", Delete: "drop", Backspace: "drop" };
ranked.addEventListener("keydown", (event) => {
  if (!event.target.closest("[data-handle]") || !KEYS[event.key]) return;
  event.preventDefault();
  move(event.target.closest(".rank-item"), KEYS[event.key]);
});

// Dragging: the item follows the finger's height among the others, and the page follows at its edges; where the item is
// let go, it stays.
const EDGE = 100, STEP = 10; // px
ranked.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-handle]");
  if (!handle) return;
  const item = handle.closest(".rank-item"), before = items().indexOf(item);
  let height = event.clientY, held = true;
  ranked.setPointerCapture(event.pointerId); // the list stays where it is; what moves would lose the pointer
  item.classList.add("is-held");
  const put = () => {
    const next = items().find((other) => other !== item && height < other.getBoundingClientRect().top + other.offsetHeight / 2);
    if (next !== item.nextElementSibling) ranked.insertBefore(item, next || null);
  };
  const drag = ({ clientY }) => { height = clientY; put(); };
  const follow = () => {
    if (!held) return;
    const by = height > window.innerHeight - EDGE ? STEP : height < EDGE ? -STEP : 0;
    if (by) { window.scrollBy(0, by); put(); }
    requestAnimationFrame(follow);
  };
  const drop = () => {
    held = false;
    ranked.removeEventListener("pointermove", drag);
    item.classList.remove("is-held");
    if (items().indexOf(item) !== before) save(words("place", item));
  };
  ranked.addEventListener("pointermove", drag);
  ranked.addEventListener("lostpointercapture", drop, { once: true });
  requestAnimationFrame(follow);
});
