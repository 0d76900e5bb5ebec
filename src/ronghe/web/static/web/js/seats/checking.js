// What a reader's own browser finds out about a published result, step by step.
import { allocate } from "./allocate.js";
import { isHex, readableSeed } from "./draw.js";
import { prove } from "./prove.js";

// Code of a verdict, or the field that it names → the step of the proof where it belongs.
const BELONGS = {
  another_seed: "draw", lottery: "draw", input: "input", assignment: "eligible", not_eligible: "eligible",
  over_capacity: "within", over_regional_cap: "within", blocking_pair: "stable", not_the_applicants_best: "best",
  prices: "largest", gap: "largest", seal: "seal",
};
const STEPS = ["input", "draw", "eligible", "within", "stable", "best", "largest", "stated", "seal"];

// { verdict, steps }: a step is { step, state, code, facts }; its state is good, bad, left (not looked at any more) or none
// (it does not apply). The verdict is that of the proof, unless other seats are found. `drawn` is the public draw in hex.
export function check(input, result, drawn) {
  const verdict = prove(input, result, drawn), { code, facts } = verdict;
  const broken = verdict.holds ? null : BELONGS[facts.field ?? code] ?? "stated";
  const steps = STEPS.map((step) => {
    if (verdict.passed.includes(step)) return { step, state: "good", ...toCompare(step, result.certificate) };
    if (step === broken) return { step, state: "bad", code, facts };
    return { step, state: verdict.holds || !applies(step, input, result) ? "none" : "left" };
  });
  const found = { step: "again", ...again(input, result, drawn) }, isOther = verdict.holds && found.state === "bad";
  return { verdict: isOther ? { ...verdict, ...found, holds: false } : verdict, steps: [...steps, found] };
}

// What a reader may compare with what was published elsewhere.
function toCompare(step, certificate) {
  const { input: digest, lottery, seal } = certificate ?? {};
  const told = {
    input: { code: "digest", facts: { digest } }, seal: { code: "sealed", facts: { seal } },
    draw: lottery ? { code: "drawn", facts: { ...lottery, seed: readableSeed(lottery.seed) } } : { code: "undrawn" },
  };
  return told[step] ?? {};
}

const isFit = (result) => result.certificate?.kind === "fit";

function applies(step, { positions, regions }, result) {
  const isLimited = (regions ?? []).length > 0 || positions.some((one) => (one.reserved ?? []).length > 0);
  const only = { largest: isFit(result), stable: !isFit(result), best: !isFit(result) && !isLimited };
  return only[step] ?? true;
}

// The seats are found again and compared with those that were published.
function again(input, result, drawn) {
  const { assignment, certificate } = result;
  if (isFit(result)) return { state: "none", code: "not_sought" };
  const seed = certificate?.lottery?.seed ?? drawn;
  if (!Array.isArray(assignment) || !(seed === null || isHex(seed))) return { state: "left" };
  const found = allocate(input, seed).assignment, other = found.filter((j, i) => j !== assignment[i]).length;
  if (other || found.length !== assignment.length) return { state: "bad", code: "other_seats", facts: { other } };
  return { state: "good", code: "same_seats", facts: { applicants: found.length } };
}
