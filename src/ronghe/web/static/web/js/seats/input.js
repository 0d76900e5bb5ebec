// The input of a seating: read, and everything that is wrong with it by row and field (docs/reference/formats.md).
import { NotJson, isObject, isWhole, readJson } from "./json.js";

const MOST = 2 ** 31 - 1;
export const MOST_FIT = 1000;

// The text of these bytes, or null where they are not UTF-8. A byte order mark is dropped.
export function textOf(bytes) {
  try { return new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch { return null; }
}

// { value, faults } of the text of a file that should hold one object.
export function readObject(text) {
  if (text === null) return { value: null, faults: [fault(1, "text", "not_utf8")] };
  try {
    const value = readJson(text);
    return isObject(value) ? { value, faults: [] } : { value: null, faults: [fault(1, "file", "not_object")] };
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    return { value: null, faults: [fault(error.row, "file", "not_json")] };
  }
}

// { value, faults } of the text of an input. Only a value without faults may be used.
export function readInput(text) {
  const { value, faults } = readObject(text);
  return { value, faults: value ? faultsOf(value) : faults };
}

const fault = (row, field, code, facts = {}) => ({ row, field, code, facts });
const given = (value) => value !== undefined && value !== null;
const isWithin = (value, least, most) => typeof value === "number" && isWhole(value) && value >= least && value <= most;

function faultsOf(input) {
  const absent = ["applicants", "positions"].filter((name) => !Array.isArray(input[name]));
  if (absent.length) return absent.map((name) => fault(1, name, "not_list"));
  const { applicants, positions } = input, n = applicants.length, m = positions.length;
  const odd = positions.findIndex((one) => !isObject(one));
  if (odd >= 0) return [fault(odd + 1, "positions", "not_position")];
  const faults = [
    ...eachOf(applicants, (groups) => wrongGroups("applicants", groups, m)),
    ...eachOf(positions, (one) => wrongWhole("positions.capacity", one.capacity, 0, MOST)),
    ...eachOf(positions, (one) => wrongGroups("positions.prefs", one.prefs, n)),
    ...wrongNames(input, n),
  ];
  return faults.length ? faults : faultsOfMore(input, n);
}

// Of what may be there or not.
function faultsOfMore(input, n) {
  const pools = eachOf(input.positions, (one) => wrongPools(one, n));
  const faults = [...wrongFit(input), ...pools, ...wrongRegions(input)];
  return faults.length ? faults : [...overlapping(input), ...brokenPromises(input)];
}

// The faults of each row, with its number.
const eachOf = (rows, look) => rows.flatMap((one, at) => look(one, at).map((found) => ({ ...found, row: at + 1 })));

const wrongWhole = (field, value, least, most) => (
  isWithin(value, least, most) ? [] : [fault(0, field, "not_whole", { least, most })]
);

// Lists of lists of numbers below n, each number once.
function wrongGroups(field, groups, n) {
  if (!Array.isArray(groups) || !groups.every(Array.isArray)) return [fault(0, field, "not_groups")];
  const seen = new Set(), faults = [];
  for (const group of groups) {
    for (const one of group) {
      if (!isWithin(one, 0, n - 1)) faults.push(fault(0, field, "unknown"));
      else if (seen.has(one)) faults.push(fault(0, field, "twice", { number: one }));
      seen.add(one);
    }
  }
  return faults;
}

// What the lottery draws: strings on one line, each once.
function wrongNames({ pseudonyms, positions, round }, n) {
  const faults = [];
  if (given(round) && typeof round !== "string") faults.push(fault(1, "round", "not_text"));
  const isList = Array.isArray(pseudonyms) && pseudonyms.length === n;
  if (given(pseudonyms) && !isList) faults.push(fault(1, "pseudonyms", "not_each", { n }));
  const ids = positions.map((one, j) => (one.id === undefined ? String(j) : one.id));
  return [...faults, ...wrongLines("pseudonyms", isList ? pseudonyms : []), ...wrongLines("positions.id", ids)];
}

function wrongLines(field, lines) {
  const first = new Map();
  return eachOf(lines, (line, at) => {
    if (typeof line !== "string" || !line || line.includes("\n")) return [fault(0, field, "not_line")];
    if (first.has(line)) return [fault(0, field, "used", { before: first.get(line) })];
    first.set(line, at + 1);
    return [];
  });
}

function wrongFit({ applicants, fit }) {
  if (!given(fit)) return [];
  if (!Array.isArray(fit) || fit.length !== applicants.length) return [fault(1, "fit", "not_each", { n: applicants.length })];
  return eachOf(fit, (values, i) => {
    const n = applicants[i].flat().length;
    if (!Array.isArray(values) || values.length !== n) return [fault(0, "fit", "not_each", { n })];
    return values.flatMap((value) => wrongWhole("fit", value, 1, MOST_FIT));
  });
}

function wrongPools({ reserved, capacity }, n) {
  if (!given(reserved)) return [];
  const field = "positions.reserved";
  if (!Array.isArray(reserved) || !reserved.every(isObject)) return [fault(0, field, "not_pools")];
  const faults = reserved.flatMap(({ seats, applicants }) => [
    ...wrongWhole(`${field}.seats`, seats, 0, MOST),
    ...wrongGroups(`${field}.applicants`, [applicants], n),
  ]);
  if (faults.length) return faults;
  const people = reserved.flatMap((pool) => pool.applicants);
  if (reservedSeats(reserved) > capacity) faults.push(fault(0, field, "too_many_reserved", { most: capacity }));
  if (new Set(people).size < people.length) faults.push(fault(0, field, "in_two_pools"));
  return faults;
}

const reservedSeats = (pools) => pools.reduce((sum, pool) => sum + pool.seats, 0);

function wrongRegions({ regions, positions }) {
  const faults = eachOf(positions, ({ capacity, target }) => (
    given(target) ? wrongWhole("positions.target", target, 0, capacity) : []
  ));
  if (!given(regions)) return faults;
  if (!Array.isArray(regions) || !regions.every(isObject)) return [...faults, fault(1, "regions", "not_regions")];
  return [...faults, ...eachOf(regions, ({ cap, positions: inside }) => [
    ...wrongWhole("regions.cap", cap, 0, MOST), ...wrongGroups("regions.positions", [inside], positions.length),
  ])];
}

// From large to small: all positions of a region must lie in the same one so far, or in none.
function overlapping({ regions }) {
  if (!given(regions)) return [];
  const innermost = new Map(), large = regions.map((_, at) => at);
  large.sort((one, other) => regions[other].positions.length - regions[one].positions.length);
  return large.flatMap((at) => {
    const around = new Set(regions[at].positions.map((j) => innermost.get(j)));
    regions[at].positions.forEach((j) => innermost.set(j, at));
    return around.size > 1 ? [fault(at + 1, "regions.positions", "overlap")] : [];
  });
}

// Targets fit under the caps, and reserved seats under the targets.
function brokenPromises({ regions, positions }) {
  if (!given(regions)) return [];
  const aims = positions.map((one) => one.target ?? 0);
  const capped = new Set(regions.flatMap((one) => one.positions));
  const over = eachOf(regions, ({ cap, positions: inside }) => {
    const promised = inside.reduce((sum, j) => sum + aims[j], 0);
    return promised > cap ? [fault(0, "regions.cap", "below_targets", { promised })] : [];
  });
  return over.concat(positions.flatMap((one, j) => (
    capped.has(j) && reservedSeats(one.reserved || []) > aims[j] ? [fault(j + 1, "positions.target", "below_reserved")] : []
  )));
}
