// The smallest key that is enough at each position, as those who sit there say.
import { loadsOf } from "./certificate.js";

export const NOBODY = 2 ** 32; // no key reaches it

// { open, reserved }: the cutoff of each position, and of each pool of reserved seats. `seats`: the choice that each
// applicant has, or null.
export function cutoffsOf(instance, seats) {
  const there = Array.from({ length: instance.places }, () => []);
  for (const choice of seats) if (choice) there[choice.position].push(choice);
  for (const choices of there) choices.sort((one, other) => other.key - one.key);
  const reserved = instance.pools.map(({ number, position, seats: room }) => {
    const [first, rest] = shared(there[position], room, ({ pool }) => pool === number);
    there[position] = rest;
    return lastKey(first, room);
  });
  const loads = loadsOf(instance, seats), isShut = shutting(instance, loads);
  const open = there.map((choices, j) => (isShut(j) ? choices.at(-1)?.key ?? NOBODY : 0));
  return { open, reserved };
}

// [the first `room` of the choices that are members, the others].
export function shared(choices, room, isMember) {
  const first = choices.filter(isMember).slice(0, room), taken = new Set(first);
  return [first, choices.filter((choice) => !taken.has(choice))];
}

const lastKey = (first, room) => (room === 0 ? NOBODY : first.length < room ? 0 : first.at(-1).key);

// What a position must have less of to get a seat before others of its region: seats above its target, then the draw.
export const claimOf = (instance, j, seat) => Math.max(seat - instance.target[j], 0) * instance.places + instance.spots[j];

// A function that says whether a position has no further seat: it is full, or every seat of its innermost full region
// goes to somebody with a better claim.
function shutting(instance, loads) {
  const worst = instance.regions.map(({ cap, inside }) => {
    const taken = inside.filter((j) => loads[j]), isFull = inside.reduce((sum, j) => sum + loads[j], 0) >= cap;
    return isFull ? taken.reduce((most, j) => Math.max(most, claimOf(instance, j, loads[j])), -1) : null;
  });
  return (j) => {
    if (loads[j] >= instance.capacity[j]) return true;
    const full = instance.around[j].find(({ number }) => worst[number] !== null);
    return full !== undefined && worst[full.number] < claimOf(instance, j, loads[j] + 1);
  };
}
