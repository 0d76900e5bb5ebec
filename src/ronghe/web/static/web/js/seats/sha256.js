// SHA-256 (FIPS 180-4) and HMAC (RFC 2104) of our own: browsers give theirs to pages of secure addresses only.

const ROUNDS = new Uint32Array([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const START = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
const BLOCK = 64; // bytes that are mixed in at once
const words = new Int32Array(64);

const turned = (word, by) => (word >>> by) | (word << (32 - by));

function spread(bytes, at) {
  for (let i = 0; i < 16; i++, at += 4) {
    words[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
  }
  for (let i = 16; i < 64; i++) {
    const late = words[i - 2], early = words[i - 15];
    const one = turned(late, 17) ^ turned(late, 19) ^ (late >>> 10);
    const other = turned(early, 7) ^ turned(early, 18) ^ (early >>> 3);
    words[i] = (one + words[i - 7] + other + words[i - 16]) | 0;
  }
}

// The state after the block of `bytes` that begins at `at`.
function mixed(state, bytes, at) {
  spread(bytes, at);
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const one = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25), other = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
    const up = (h + one + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
    h = g; g = f; f = e; e = (d + up) | 0;
    d = c; c = b; b = a; a = (up + other + ((b & c) ^ (b & d) ^ (c & d))) | 0;
  }
  return [a, b, c, d, e, f, g, h].map((word, i) => (word + state[i]) | 0);
}

// The digest of `bytes`, where `before` bytes have led to `state`.
function finished(state, bytes, before) {
  let at = 0;
  for (; at + BLOCK <= bytes.length; at += BLOCK) state = mixed(state, bytes, at);
  const left = bytes.length - at, end = new Uint8Array(left + 9 > BLOCK ? 2 * BLOCK : BLOCK), view = new DataView(end.buffer);
  end.set(bytes.subarray(at));
  end[left] = 0x80;
  view.setBigUint64(end.length - 8, BigInt(before + bytes.length) * 8n);
  for (let block = 0; block < end.length; block += BLOCK) state = mixed(state, end, block);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, i) => digest.setInt32(4 * i, word));
  return new Uint8Array(digest.buffer);
}

export const sha256 = (bytes) => finished(START, bytes, 0);

// A function from a message to its code under this key.
export function hmac(key) {
  const block = new Uint8Array(BLOCK);
  block.set(key.length > BLOCK ? sha256(key) : key);
  const inner = mixed(START, block.map((byte) => byte ^ 0x36), 0);
  const outer = mixed(START, block.map((byte) => byte ^ 0x5c), 0);
  return (message) => finished(outer, finished(inner, message, BLOCK), BLOCK);
}

const encoder = new TextEncoder();
export const utf8 = (text) => encoder.encode(text);
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
export const bytesOf = (digits) => Uint8Array.from(digits.match(/../g) || [], (pair) => parseInt(pair, 16));

// Below 0 where `one` comes first in the order of bytes, above 0 where `other` does.
export function compared(one, other) {
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return one[i] - other[i];
  return one.length - other.length;
}
