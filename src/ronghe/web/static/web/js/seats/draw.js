// The public lottery: whoever has the frozen pool and the drawn seed gets the same order.
import { bytesOf, compared, hex, hmac, sha256, utf8 } from "./sha256.js";

// SHA-256, in hex, over the round and the sorted pseudonyms, a line feed after each.
export function poolDigest(round, names) {
  const sorted = names.map(utf8).sort(compared);
  return hex(sha256(joined([utf8(round), ...sorted].flatMap((line) => [line, LINE_FEED]))));
}

// The place of each name in the drawn order, 0 first: by HMAC-SHA256 with the seed (hex) as key, smallest first.
export function draw(seed, round, names) {
  const code = hmac(bytesOf(seed));
  const drawn = names.map((name, at) => ({ at, name: utf8(name), code: code(utf8(round + name)) }));
  drawn.sort((one, other) => compared(one.code, other.code) || compared(one.name, other.name));
  const places = new Array(names.length);
  drawn.forEach(({ at }, place) => { places[at] = place; });
  return places;
}

// True if a seed is written as it must be: two small hex letters for each byte.
export const isHex = (seed) => typeof seed === "string" && /^([0-9a-f]{2})*$/.test(seed);

// The seeds that a reader may mean who types what was drawn: in hex, or the numbers as a text with single spaces.
export function seedsOf(typed) {
  const text = typed.trim().split(/\s+/).join(" "), small = text.toLowerCase();
  return text ? [...(isHex(small) ? [small] : []), hex(utf8(text))] : [];
}

// A seed for a reader: with its text, where it is one.
export function readableSeed(seed) {
  const text = new TextDecoder().decode(bytesOf(seed));
  return seed && /^[\P{C}]+$/u.test(text) && !text.includes("\ufffd") ? `${text} (${seed})` : seed || "∅";
}

const LINE_FEED = utf8("\n");

function joined(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return all;
}
