// Whether a published result is what it says, asked step by step: nothing here looks for seats (docs/reference/formats.md).
import { loadsOf, lotteryOf, sealOf, sumsOf } from "./certificate.js";
import { cutoffsOf } from "./cutoffs.js";
import { isHex } from "./draw.js";
import { hasToDraw, instanceOf } from "./instance.js";
import { MOST_FIT } from "./input.js";
import { compact, isObject, isWhole } from "./json.js";


// Stops at the first thing that is not so.
class Broken extends Error {
  constructor(code, facts) { super(code); this.code = code; this.facts = facts; }
}

function so(holds, code, facts = {}) {
  if (!holds) throw new Broken(code, facts);
}

// { holds, code, facts, passed }: why or why not, and the steps that held until then. `seed` is what was publicly drawn,
// in hex; without one, the certificate's own is believed. Without a certificate the assignment must be stable.
export function prove(input, result, seed = null) {
  const passed = [];
  try {
    return { holds: true, ...proved(input, result, seed, (step) => passed.push(step)), passed };
  } catch (broken) {
    if (!(broken instanceof Broken)) throw broken;
    return { holds: false, code: broken.code, facts: broken.facts, passed };
  }
}

function proved(input, result, drawn, pass) {
  const certificate = certificateOf(result), seed = seedOf(certificate, drawn), instance = instanceOf(input, seed ?? "");
  hasOnly(result, ["assignment", "matched", "total_fit", "certificate"]);
  if (certificate) isOfThis(input, instance, certificate, seed, pass);
  so(instance.hasFit || !Object.hasOwn(result, "total_fit"), "fields");
  const seats = statedSeats(instance, result.assignment);
  pass("eligible");
  const loads = loadsWithin(instance, seats);
  pass("within");
  const kind = certificate?.kind === "fit" ? "fit" : "stable";
  const { code, proof } = kind === "fit" ? largest(instance, seats, certificate.prices, pass) : stable(instance, seats, pass);
  const sums = sumsOf(instance, seats), { digest, dropped } = instance;
  for (const name of Object.keys(sums)) if (certificate || Object.hasOwn(result, name)) same(result, name, sums[name]);
  if (certificate) isSealed(result, { kind, version: 1, input: digest, dropped, loads, ...proof }, pass);
  return { code, facts: { applicants: instance.people, ...sums } };
}

// The certificate, or null where there is none.
function certificateOf({ certificate = {} }) {
  so(isObject(certificate), "fields");
  return Object.keys(certificate).length ? certificate : null;
}

// The seed of the lottery, in small hex letters as it must be written; null where none was held.
function seedOf(certificate, drawn) {
  if (!certificate) return drawn;
  const lottery = certificate.lottery ?? null, seed = lottery === null ? null : lottery.seed;
  so(lottery === null || isHex(seed), "stated", { field: "lottery" });
  so(drawn === null || drawn === seed, "another_seed");
  return seed;
}

const hasOnly = (object, names) => so(Object.keys(object).every((name) => names.includes(name)), "fields");

// The field is there and says this.
function same(stated, name, value) {
  so(Object.hasOwn(stated, name) && compact(stated[name]) === compact(value), "stated", { field: name });
}

// The certificate is one for this input, and its lottery was held as it says, or nothing was to be drawn.
function isOfThis(input, instance, certificate, seed, pass) {
  same(certificate, "input", instance.digest);
  pass("input");
  so(seed !== null || !hasToDraw(input), "stated", { field: "lottery" });
  same(certificate, "lottery", seed === null ? null : lotteryOf(instance, seed));
  pass("draw");
}

// The choice that each applicant has, or null: a position that both sides name.
function statedSeats({ people, places, wishes }, assignment) {
  const isList = Array.isArray(assignment) && assignment.length === people && assignment.every(isWhole);
  so(isList, "stated", { field: "assignment" });
  const outside = assignment.findIndex((j) => j < -1 || j >= places);
  so(outside < 0, "not_eligible", { applicant: outside, position: assignment[outside] });
  return assignment.map((position, applicant) => {
    const choice = position < 0 ? null : wishes[applicant].find((one) => one.position === position);
    so(choice !== undefined, "not_eligible", { applicant, position });
    return choice;
  });
}

function loadsWithin(instance, seats) {
  const loads = loadsOf(instance, seats);
  loads.forEach((load, position) => {
    const cap = instance.capacity[position];
    so(load <= cap, "over_capacity", { position, load, cap });
  });
  for (const { cap, inside, number } of instance.regions) {
    const load = inside.reduce((sum, j) => sum + loads[j], 0);
    so(load <= cap, "over_regional_cap", { region: number, load, cap });
  }
  return loads;
}

// Nobody's key reaches the cutoff of a position that they like better; without limits, nor could a ring of people move up.
function stable(instance, seats, pass) {
  const cutoffs = cutoffsOf(instance, seats), denied = deniedOf(instance, seats);
  const block = firstBlock(denied, cutoffs);
  so(block === null, "blocking_pair", block);
  pass("stable");
  const proof = { cutoffs: cutoffs.open, ...(instance.pools.length ? { reserved: cutoffs.reserved } : {}) };
  if (instance.pools.length || instance.regions.length) return { code: "stable", proof };
  const moves = ringOf(instance, seats, denied);
  so(!moves.length, "not_the_applicants_best", { moves });
  pass("best");
  return { code: "stable_and_best", proof };
}

// { applicant, choice } of every choice that somebody likes better than the seat that they have.
const deniedOf = ({ wishes }, seats) => wishes.flatMap((choices, applicant) => {
  const better = seats[applicant] ? choices.slice(0, choices.indexOf(seats[applicant])) : choices;
  return better.map((choice) => ({ applicant, choice }));
});

// The key that is enough for this choice: the position's cutoff, or that of the pool in which one may also sit.
export const neededFor = ({ position, pool }, { open, reserved }) => (
  pool < 0 ? open[position] : Math.min(open[position], reserved[pool])
);

export function firstBlock(denied, cutoffs) {
  const found = denied.find(({ choice }) => choice.key >= neededFor(choice, cutoffs));
  return found ? { applicant: found.applicant, position: found.choice.position } : null;
}

// { applicant, position } of people who could all move up at once, or nobody. Each full position would take the best
// whom it denied, who comes from a position that could do the same, and so on: where that comes back, it is a ring.
function ringOf({ places }, seats, denied) {
  const best = new Array(places).fill(null);
  for (const one of denied) {
    const { position, key } = one.choice;
    if (!best[position] || best[position].choice.key < key) best[position] = one;
  }
  const after = (j) => (best[j] ? seats[best[j].applicant]?.position : undefined), seen = new Array(places).fill(-1);
  for (let start = 0; start < places; start++) {
    let j = start;
    while (j !== undefined && seen[j] < 0) { seen[j] = start; j = after(j); }
    if (j === undefined || seen[j] !== start) continue;
    const ring = [j];
    for (let k = after(j); k !== j; k = after(k)) ring.push(k);
    return ring.map((position) => ({ applicant: best[position].applicant, position }));
  }
  return [];
}

// No total fit is larger: each seat brings at most its price and what somebody has above it, and that is what was reached.
function largest(instance, seats, prices, pass) {
  const { places, wishes, capacity, hasFit } = instance;
  const isPrice = (price) => typeof price === "number" && price >= 0 && price <= MOST_FIT;
  so(Array.isArray(prices) && prices.length === places && prices.every(isPrice) && hasFit, "stated", { field: "prices" });
  const paid = prices.reduce((sum, price, j) => sum + BigInt(price) * BigInt(capacity[j]), 0n);
  const above = wishes.reduce((sum, choices) => (
    sum + choices.reduce((most, { position, fit }) => Math.max(most, fit - prices[position]), 0)
  ), 0);
  const gap = paid + BigInt(above) - BigInt(sumsOf(instance, seats).total_fit);
  so(gap === 0n, "gap", { gap: Number(gap) });
  pass("largest");
  return { code: "largest", proof: { prices } };
}

// The certificate states what was found and nothing else, and its seal is that of the whole result.
function isSealed(result, found, pass) {
  const { certificate } = result;
  for (const [name, value] of Object.entries(found)) same(certificate, name, value);
  const names = [...Object.keys(found), "input", "lottery", "seal"];
  hasOnly(certificate, names);
  so(names.every((name) => Object.hasOwn(certificate, name)), "fields");
  pass("stated");
  same(certificate, "seal", sealOf(result));
  pass("seal");
}
