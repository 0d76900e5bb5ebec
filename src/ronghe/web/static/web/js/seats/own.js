// One applicant's own case, with their own numbers: why they sit where they sit.
import { cutoffsOf } from "./cutoffs.js";
import { instanceOf } from "./instance.js";
import { neededFor } from "./prove.js";

// A function from a pseudonym to { place, people, seat, rows }, or null where nobody has it: the place in the draw, the
// position of the seat or −1, and a row for each choice, best first. For results that are stable, or the largest fit.
export function ownCases(input, result, seed) {
  const instance = instanceOf(input, seed);
  const seats = instance.wishes.map((choices, i) => choices.find(({ position }) => position === result.assignment[i]) ?? null);
  const rowOf = result.certificate?.kind === "fit" ? priced(result.certificate.prices) : keyed(instance, seats);
  return (name) => {
    const i = instance.names.indexOf(name), { people, ids, lots, wishes } = instance;
    if (i < 0) return null;
    const rows = wishes[i].map((choice) => ({ position: choice.position, id: ids[choice.position], ...rowOf(choice) }));
    return { place: lots[i] + 1, people, rows, seat: seats[i]?.position ?? -1 };
  };
}

// The key there, of how many, what was needed, and whether it was reached.
function keyed(instance, seats) {
  const cutoffs = cutoffsOf(instance, seats), named = new Array(instance.places).fill(0);
  for (const { position } of instance.wishes.flat()) named[position] += 1;
  return (choice) => {
    return { key: choice.key, named: named[choice.position], needed: neededFor(choice, cutoffs), isReserved: choice.pool >= 0 };
  };
}

// The fit, the price and what it leaves.
const priced = (prices) => ({ position, fit }) => ({ fit, price: prices[position], above: fit - prices[position] });
