// Stable seats, found again: whoever has no seat asks the next position of their list, and positions choose among those
// who ask, until nobody asks any more. Deferred acceptance: Gale and Shapley (1962), doi:10.2307/2312726.
import { loadsOf, lotteryOf, sealOf, sumsOf } from "./certificate.js";
import { claimOf, cutoffsOf, shared } from "./cutoffs.js";
import { hasToDraw, instanceOf } from "./instance.js";

// The result as `ronghe seat` writes it, for an input without faults. `seed` is hex, or null where none was drawn.
export function allocate(input, seed) {
  const instance = instanceOf(input, seed ?? ""), seats = foundSeats(instance);
  const { open, reserved } = cutoffsOf(instance, seats);
  const result = {
    assignment: seats.map((choice) => (choice ? choice.position : -1)),
    ...sumsOf(instance, seats),
    certificate: {
      kind: "stable", version: 1, input: instance.digest, dropped: instance.dropped,
      lottery: seed !== null || hasToDraw(input) ? lotteryOf(instance, seed ?? "") : null,
      loads: loadsOf(instance, seats), cutoffs: open, ...(instance.pools.length ? { reserved } : {}),
    },
  };
  result.certificate.seal = sealOf(result);
  return result;
}

// The choice that each applicant has in the end, or null.
function foundSeats(instance) {
  const held = Array.from({ length: instance.places }, () => []), turn = new Array(instance.people).fill(0);
  // Positions of one outermost region choose together, others alone.
  const groups = instance.around.map((regions, j) => regions.at(-1)?.inside ?? [j]);
  let waiting = turn.map((_, i) => i);
  while (waiting.length) {
    const asked = new Set();
    for (const i of waiting) {
      const choice = instance.wishes[i][turn[i]++];
      if (choice) { held[choice.position].push({ i, ...choice }); asked.add(groups[choice.position]); }
    }
    waiting = [...asked].flatMap((group) => letGo(instance, group, held));
  }
  const seats = new Array(instance.people).fill(null);
  for (const asking of held) for (const { i, ...choice } of asking) seats[i] = choice;
  return seats;
}

// Who has no seat after these positions have chosen among those whom they hold.
function letGo(instance, group, held) {
  const seats = seatsFor(instance, group, held);
  return group.flatMap((j, at) => {
    if (held[j].length <= seats[at]) return [];
    const kept = keep(instance, j, held[j], seats[at]), gone = held[j].filter((one) => !kept.has(one));
    held[j] = [...kept];
    return gone.map(({ i }) => i);
  });
}

// How many seats each of these positions may fill: one after the other, by claim, while all regions around have room.
function seatsFor(instance, group, held) {
  const wanted = group.map((j) => Math.min(held[j].length, instance.capacity[j]));
  if (!instance.around[group[0]].length) return wanted;
  const units = group.flatMap((j, at) => Array.from({ length: wanted[at] }, (_, seat) => ({ at, j, claim: claimOf(instance, j, seat + 1) })));
  const seats = group.map(() => 0), loads = instance.regions.map(() => 0);
  for (const { at, j } of units.sort((one, other) => one.claim - other.claim)) {
    const around = instance.around[j];
    if (around.some(({ cap, number }) => loads[number] >= cap)) continue;
    seats[at] += 1;
    for (const { number } of around) loads[number] += 1;
  }
  return seats;
}

// Whom a position keeps on so many seats: members on the seats reserved for them, then the best of all others.
function keep(instance, j, asking, seats) {
  const kept = new Set();
  let left = [...asking].sort((one, other) => other.key - one.key);
  for (const { number, seats: room } of instance.poolsAt[j]) {
    const [first, rest] = shared(left, room, ({ pool }) => pool === number);
    first.forEach((one) => kept.add(one));
    left = rest;
  }
  left.slice(0, seats - kept.size).forEach((one) => kept.add(one));
  return kept;
}
