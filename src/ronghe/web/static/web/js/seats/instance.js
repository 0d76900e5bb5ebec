// What an input says, with ties drawn: each applicant's choices in order, with the keys that they have there.
import { draw } from "./draw.js";
import { compact } from "./json.js";
import { hex, sha256, utf8 } from "./sha256.js";

// people, places: how many. names, ids: what the lottery draws; lots, spots: their places in the drawn order.
// wishes: for each applicant { position, key, pool, fit }, best first, of pairs that both sides name; pool is −1 for none.
// pools: { number, position, seats }; poolsAt: those of each position. around: the regions of each position, inner ones first.
export function instanceOf(input, seed) {
  const { applicants, positions } = input, round = input.round ?? "";
  const names = input.pseudonyms ?? applicants.map((_, i) => String(i));
  const ids = positions.map((one, j) => one.id ?? String(j));
  const lots = draw(seed, round, names), spots = draw(seed, round, ids);
  const wanted = applicants.map((groups, i) => choicesOf(groups, input.fit?.[i]));
  const prefs = positions.map(({ prefs: groups }) => groups.flatMap((group) => [...group].sort((a, b) => lots[a] - lots[b])));
  prefs.forEach((people, j) => giveKeys(people.map((i) => wanted[i].get(j)).filter(Boolean)));
  const wishes = wanted.map((choices) => inOrder([...choices.values()].filter(({ key }) => key), spots));
  const named = prefs.flat().length + wanted.reduce((sum, choices) => sum + choices.size, 0);
  return {
    people: applicants.length, places: positions.length, round, names, ids, lots, spots, wishes,
    ...poolsOf(positions, wanted), ...limitsOf(input), hasFit: (input.fit ?? null) !== null,
    dropped: named - 2 * wishes.flat().length, digest: digestOf(input),
  };
}

// Position → its choice, in one applicant's list.
function choicesOf(groups, fits) {
  const all = groups.flatMap((group, rank) => group.map((position) => ({ position, rank })));
  return new Map(all.map((one, at) => [one.position, { ...one, key: 0, pool: -1, fit: fits ? fits[at] : 0 }]));
}

// Of the choices of a position, best first, the last has key 1, the one before it 2.
function giveKeys(choices) {
  choices.forEach((choice, at) => { choice.key = choices.length - at; });
}

const inOrder = (choices, spots) => choices.sort((a, b) => a.rank - b.rank || spots[a.position] - spots[b.position]);

// All pools, in the order of their positions; the choices of their members know them.
function poolsOf(positions, wanted) {
  const pools = [], poolsAt = positions.map((one, position) => (one.reserved ?? []).map(({ seats, applicants }) => {
    const number = pools.length;
    for (const i of applicants) if (wanted[i].has(position)) wanted[i].get(position).pool = number;
    pools.push({ number, position, seats });
    return pools[number];
  }));
  return { pools, poolsAt };
}

function limitsOf({ positions, regions }) {
  const all = (regions ?? []).map(({ cap, positions: inside }, number) => ({ cap, inside, number }));
  const around = positions.map(() => []);
  const small = [...all].sort((one, other) => one.inside.length - other.inside.length || one.cap - other.cap);
  for (const region of small) for (const j of region.inside) around[j].push(region);
  return {
    regions: all, around,
    capacity: positions.map((one) => one.capacity), target: positions.map((one) => one.target ?? 0),
  };
}

const COUNTS = ["applicants", "fit", "positions", "pseudonyms", "regions", "round"];
const OF_POSITION = ["capacity", "id", "prefs", "reserved", "target"];
const only = (object, names) => Object.fromEntries(names.flatMap((name) => (object[name] ?? null) === null ? [] : [[name, object[name]]]));

// SHA-256 of the fields that count, as compact JSON.
function digestOf(input) {
  const positions = input.positions.map((one) => only(one, OF_POSITION));
  return hex(sha256(utf8(compact({ ...only(input, COUNTS), positions }))));
}

// True if something in the input is for the lottery to decide.
export function hasToDraw({ applicants, positions, regions, fit }) {
  const lists = [...applicants, ...positions.map((one) => one.prefs)];
  return (fit ?? null) !== null || (regions ?? []).length > 0 || lists.some((groups) => groups.some((group) => group.length > 1));
}
