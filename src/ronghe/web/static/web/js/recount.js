// A second count of a published roll, in the reader's own browser: written apart from the server's, in whole numbers.
"use strict";

const gcd = (a, b) => (b ? gcd(b, a % b) : a);
const lcm = (a, b) => (a / gcd(a, b)) * b;
const shown = (number, scale) => {
  const by = gcd(number, scale) || 1n;
  return scale / by === 1n ? String(number / by) : `${number / by}/${scale / by}`;
};

// The weight of each unit in parts of `scale`: one, or the greatest of its titles; joint holders may share.
function weigh(roll) {
  const holders = new Map();
  for (const voter of roll.voters) for (const code of new Set(voter.titles)) holders.set(code, (holders.get(code) || 0n) + 1n);
  const scale = [...holders.values()].reduce(lcm, 1n);
  const points = (code) => {
    const title = roll.titles[code], shared = title.joint && roll.rule.joint === "shared";
    return (BigInt(title.weight) * scale) / (shared ? holders.get(code) : 1n);
  };
  const most = (codes) => codes.map(points).reduce((a, b) => (a > b ? a : b), 0n);
  return { scale, of: new Map(roll.voters.map((v) => [v.unit, roll.rule.basis === "unit" ? scale : most(v.titles)])) };
}

// The units that are present: those that attend, and those whose proxy is carried by one that does, up to the limit.
function present(roll) {
  const there = new Set(roll.voters.filter((v) => v.attends).map((v) => v.unit));
  const found = new Set(there), load = new Map();
  for (const voter of roll.voters) {
    if (voter.attends || voter.proxy === null || !there.has(voter.proxy)) continue;
    const carried = load.get(voter.proxy) || 0;
    if (carried < roll.rule.proxy_limit) { load.set(voter.proxy, carried + 1); found.add(voter.unit); }
  }
  return found;
}

const ENOUGH = {
  simple: (yes, base) => 2n * yes > base,
  two_thirds: (yes, base) => 3n * yes >= 2n * base,
  three_quarters: (yes, base) => 4n * yes >= 3n * base,
  unanimous: (yes, base) => yes === base,
};

function count(roll) {
  const { scale, of } = weigh(roll), there = present(roll);
  const sums = { for: 0n, against: 0n, abstain: 0n };
  let entitled = 0n, here = 0n;
  for (const voter of roll.voters) {
    entitled += of.get(voter.unit);
    if (!there.has(voter.unit)) continue;
    here += of.get(voter.unit);
    if (voter.choice) sums[voter.choice] += of.get(voter.unit);
  }
  const [above, below] = [...roll.rule.quorum.split("/"), "1"].map(BigInt);
  const base = { present: here, cast: sums.for + sums.against, entitled }[roll.rule.base];
  const carried = sums.for > 0n && ENOUGH[roll.rule.majority](sums.for, base);
  const quorate = entitled > 0n && here * below >= entitled * above;
  const outcome = quorate ? (carried ? "carried" : "lost") : "no_quorum";
  const of_ = (number) => shown(number, scale);
  return { outcome, for: of_(sums.for), against: of_(sums.against), abstain: of_(sums.abstain), present: of_(here) };
}

async function digest(bytes) {
  if (!crypto.subtle) return null; // only pages of secure addresses have it
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function compare(place) {
  const bytes = await (await fetch(place.dataset.recount)).arrayBuffer();
  const result = count(JSON.parse(new TextDecoder().decode(bytes)));
  const sealed = await digest(bytes);
  return Object.entries(result).every(([name, value]) => place.dataset[name] === value) && [null, place.dataset.digest].includes(sealed);
}

document.querySelectorAll("[data-recount]").forEach((place) => compare(place).catch(() => false).then((same) => {
  place.querySelectorAll("[data-state]").forEach((words) => { words.hidden = words.dataset.state !== (same ? "same" : "other"); });
}));
window.recountRoll = count; // for tests, and for anyone at the console
