// What a result and its certificate state of an assignment. `seats`: the choice that each applicant has, or null.
import { poolDigest } from "./draw.js";
import { compact } from "./json.js";
import { hex, sha256, utf8 } from "./sha256.js";

export function sumsOf(instance, seats) {
  const seated = seats.filter(Boolean), total = seated.reduce((sum, { fit }) => sum + fit, 0);
  return { matched: seated.length, ...(instance.hasFit ? { total_fit: total } : {}) };
}

// How many sit at each position.
export function loadsOf(instance, seats) {
  const loads = new Array(instance.places).fill(0);
  for (const choice of seats) if (choice) loads[choice.position] += 1;
  return loads;
}

export const lotteryOf = ({ round, names }, seed) => ({ seed, round, pool: poolDigest(round, names) });

// SHA-256 of the whole result without the seal.
export function sealOf({ certificate, ...result }) {
  const { seal: _, ...bare } = certificate;
  return hex(sha256(utf8(compact({ ...result, certificate: bare }))));
}
