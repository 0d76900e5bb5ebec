// One applicant's own case in words and as a table.
import { NOBODY } from "./cutoffs.js";

export function showCase(page, name, found) {
  page.find("[data-own-said]").textContent = found ? sentence(page, name, found) : page.say("own_unknown", { name });
  page.find("[data-own-help]").hidden = page.find("[data-own-table]").hidden = !found?.rows.length;
  if (found?.rows.length) fill(page, found);
}

const wayOf = ([first]) => (first?.key === undefined ? "priced" : "keyed");

function sentence(page, name, found) {
  const { rows, seat, place, people } = found, way = wayOf(rows);
  const code = !rows.length ? "own_empty" : seat >= 0 ? `own_${way}` : `own_${way}_none`, at = rows.find(({ position }) => position === seat);
  return page.say("own_drawn", { seat: page.say(code, { name, ...at }), place, people });
}

function fill(page, { rows, seat }) {
  const way = wayOf(rows), table = page.find("[data-own-table] table");
  page.find("[data-own-help]").textContent = page.say(`own_${way}_help`);
  const heads = page.say(`heads_${way}`).trim().split("|").map((head) => head.trim());
  table.tHead.replaceChildren(line(heads.map((head) => cell("th", head, { scope: "col" }))));
  const first = rows.findIndex(({ position }) => position === seat);
  table.tBodies[0].replaceChildren(...rows.map((row, at) => {
    const words = { keyed: keyedWords, priced: pricedWords }[way](page, row, at, first);
    return line([cell("th", row.id, { scope: "row" }), ...words.map((word, i) => cell("td", word, { "data-label": heads[i + 1] }))]);
  }));
}

const keyedWords = (page, { key, named, needed, isReserved }, at, seat) => [
  page.say("key", { key, named }),
  isReserved ? page.say("needed_reserved", { needed: cutoff(page, needed) }) : cutoff(page, needed),
  page.say(at === seat ? "is_seat" : seat >= 0 && at > seat ? "is_later" : "is_missed"),
];

function cutoff(page, needed) {
  if (needed === 0) return page.say("needed_any");
  return needed === NOBODY ? page.say("needed_nobody") : String(needed);
}

const pricedWords = (page, { fit, price, above }, at, seat) => [fit, price, above, page.say(at === seat ? "is_seat" : "is_no_seat")];

function cell(kind, words, attributes) {
  const made = document.createElement(kind);
  made.textContent = words;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function line(cells) {
  const made = document.createElement("tr");
  made.append(...cells);
  return made;
}
