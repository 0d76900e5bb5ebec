// A part of a page on which a reader's own browser checks seats: it draws, seats, compares and proves, and sends nothing.
// What it says stands in the <template data-say="code"> of the part, so that it speaks the language of the page.
import { check } from "./checking.js";
import { seedsOf } from "./draw.js";
import { readInput, readObject, textOf } from "./input.js";
import { ownCases } from "./own.js";
import { showCase } from "./table.js";

const MOST_FAULTS = 20; // that are shown
const rest = () => new Promise((go) => { setTimeout(go); }); // so that the page is drawn before long work

// The part checks what it was given: at once where that is named or embedded, else when files are chosen.
export function start(part) {
  const page = {
    part, cases: null, find: (selector) => part.querySelector(selector),
    say: (code, facts) => said(part.querySelector(`template[data-say="${code}"]`), facts),
  };
  part.dataset.started = "yes";
  page.find("[data-ask]").addEventListener("submit", (event) => { event.preventDefault(); run(page); });
  page.find("[data-look]").addEventListener("submit", (event) => { event.preventDefault(); look(page); });
  if (!page.find("[type=file]")) run(page);
}

const said = (template, facts = {}) => (
  template.content.textContent.replace(/\{(\w+)\}/g, (place, name) => (name in facts ? String(facts[name]) : place))
);

async function run(page) {
  page.find("[data-own]").hidden = page.find("[data-faults]").hidden = true;
  page.part.querySelectorAll("[data-step]").forEach(({ dataset }) => show(page, { step: dataset.step, state: "wait" }));
  tell(page, "wait", "waiting");
  await rest();
  try { await checked(page); } catch (error) { tell(page, "stop", "not_checked"); throw error; }
}

async function checked(page) {
  const texts = await Promise.all(["input", "result"].map((of) => textFor(page, of)));
  if (texts.includes(undefined)) return tell(page, "stop", "nothing_chosen");
  const read = [readInput(texts[0]), readObject(texts[1])], [input, result] = read.map(({ value }) => value);
  if (read.some(({ faults }) => faults.length)) return showFaults(page, read);
  const drawn = drawnOf(page.find("[data-drawn]").value, result.certificate?.lottery?.seed);
  const { verdict, steps } = check(input, result, drawn), names = namesIn(input);
  show(page, { step: "read", state: "good", code: "sizes", facts: { people: input.applicants.length, places: input.positions.length } });
  for (const step of steps) show(page, { ...step, facts: worded(step.facts, names) });
  tell(page, verdict.holds ? "good" : "stop", verdict.code, worded(verdict.facts, names));
  return openOwn(page, input, result, drawn, verdict);
}

// What was drawn, in hex: of the ways to read what was typed, the one that the result states, where there is one.
function drawnOf(typed, stated) {
  const seeds = seedsOf(typed);
  return seeds.find((seed) => seed === stated) ?? seeds[0] ?? null;
}

// The text of a file: chosen, embedded in the page, or at an address; undefined where none was chosen.
async function textFor(page, of) {
  const field = page.find(`[data-file=${of}]`), embedded = document.querySelector(`[data-embedded=${of}]`);
  if (field) return field.files[0] && textOf(await field.files[0].arrayBuffer());
  if (embedded) return embedded.textContent;
  const answer = await fetch(page.part.dataset[of]);
  if (!answer.ok) throw new Error(`${answer.status}: ${answer.url}`);
  return textOf(await answer.arrayBuffer());
}

// A step with its mark and words: good, bad, left, none or wait.
function show(page, { step, state, code, facts }) {
  const row = page.find(`[data-step=${step}]`);
  row.dataset.state = state;
  row.querySelector("[data-mark]").textContent = page.say(`state_${state}`);
  row.querySelector("[data-more]").textContent = code ? page.say(code, facts) : "";
}

function tell(page, tone, code, facts) {
  const words = page.find("[data-verdict]");
  words.dataset.tone = tone;
  const why = page.say(code, facts);
  words.textContent = tone === "good" ? page.say("holds", { why }) : why;
}

function showFaults(page, read) {
  const faults = read.flatMap(({ faults: found }, at) => found.map((one) => ({ ...one, of: page.say(["input", "result"][at]) })));
  const lines = faults.slice(0, MOST_FAULTS).map((one) => {
    const line = document.createElement("li");
    line.textContent = page.say("fault", { ...one, wrong: page.say(one.code, one.facts) });
    return line;
  });
  page.find("[data-faults]").replaceChildren(...lines);
  page.find("[data-faults]").hidden = false;
  show(page, { step: "read", state: "bad", code: "faults", facts: { faults: faults.length } });
  for (const { dataset } of page.part.querySelectorAll("[data-step]:not([data-step=read])")) show(page, { step: dataset.step, state: "left" });
  tell(page, "stop", "unreadable");
}

const namesIn = ({ applicants, positions, pseudonyms }) => ({
  applicant: pseudonyms ?? applicants.map((_, i) => i), position: positions.map((one, j) => one.id ?? j),
});

// The facts of a verdict with people and positions by the names that the lottery draws.
function worded(facts = {}, names) {
  const name = (of, number) => names[of][number] ?? number, words = { ...facts };
  for (const of of ["applicant", "position"]) if (of in facts) words[of] = name(of, facts[of]);
  if (facts.moves) words.moves = facts.moves.map((one) => `${name("applicant", one.applicant)} → ${name("position", one.position)}`).join("; ");
  return words;
}

// Own cases are told where the numbers for them are sound.
function openOwn(page, input, result, drawn, { passed }) {
  if (!passed.includes("stable") && !passed.includes("largest")) return;
  page.cases = ownCases(input, result, result.certificate?.lottery?.seed ?? drawn ?? "");
  page.find("[data-own]").hidden = false;
  if (page.find("[data-name]").value) look(page);
}

function look(page) {
  const name = page.find("[data-name]").value.trim();
  if (name) showCase(page, name, page.cases(name));
}

document.querySelectorAll("[data-seats-check]").forEach((part) => part.closest("[hidden]") || start(part));
