// JSON as it was written. The browser's own reader makes 1.0 a 1 and rounds large numbers; digests would then differ.

const DEEPEST = 500; // lists and objects within each other
const MOST_DIGITS = 4300; // of a whole number
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const HALF = /\p{Surrogate}/u; // of a character
const SPACE = /[ \t\n\r]*/y;
const LITERALS = { true: true, false: false, null: null };

// A number written with a point or an exponent.
export class Real {
  constructor(value) { this.value = value; }
}

// What is no JSON; `row` is its line.
export class NotJson extends Error {
  constructor(text, at) {
    super("not JSON");
    this.row = text.slice(0, at).split("\n").length;
  }
}

export const isWhole = (value) => typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value));
export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Real);

// What the text says: whole numbers as numbers, large ones as big integers, others as Real; of a name given twice the last.
export const readJson = (text) => new Reader(text).read();

class Reader {
  constructor(text) { this.text = text; this.at = 0; this.depth = 0; }

  read() {
    const value = this.value();
    if (this.at < this.text.length) this.fail();
    return value;
  }

  fail() { throw new NotJson(this.text, this.at); }

  // The match of a sticky pattern here, passed over.
  pass(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }

  value() {
    this.pass(SPACE);
    const value = this.bare();
    this.pass(SPACE);
    return value;
  }

  bare() {
    const first = this.text[this.at];
    if (first === "[") return this.within("]", [], (list) => list.push(this.value()));
    if (first === "{") return this.within("}", Object.create(null), (object) => this.member(object));
    if (first === '"') return this.string();
    return this.number() ?? this.literal();
  }

  within(end, whole, part) {
    if (++this.depth > DEEPEST) this.fail();
    this.at += 1;
    this.pass(SPACE);
    if (this.text[this.at] !== end) {
      part(whole);
      while (this.text[this.at] === ",") { this.at += 1; part(whole); }
    }
    if (this.text[this.at] !== end) this.fail();
    this.at += 1;
    this.depth -= 1;
    return whole;
  }

  member(object) {
    this.pass(SPACE);
    const name = this.string();
    this.pass(SPACE);
    if (this.text[this.at] !== ":") this.fail();
    this.at += 1;
    object[name] = this.value();
  }

  string() {
    if (this.text[this.at] !== '"') this.fail();
    let end = this.at + 1;
    while (end < this.text.length && this.text[end] !== '"') end += this.text[end] === "\\" ? 2 : 1;
    try {
      const value = JSON.parse(this.text.slice(this.at, end + 1));
      if (!HALF.test(value)) { this.at = end + 1; return value; }
    } catch { /* no string */ }
    return this.fail();
  }

  number() {
    const found = this.pass(NUMBER);
    if (!found) return undefined;
    const [digits, point, exponent] = found;
    if (point || exponent) return new Real(Number(digits));
    if (digits.replace("-", "").length > MOST_DIGITS) this.fail();
    const value = Number(digits) + 0; // −0 is 0
    return Number.isSafeInteger(value) ? value : BigInt(digits);
  }

  literal() {
    const word = Object.keys(LITERALS).find((one) => this.text.startsWith(one, this.at));
    if (!word) this.fail();
    this.at += word.length;
    return LITERALS[word];
  }
}

// JSON without spaces, names sorted: what digests are taken of.
export function compact(value) {
  if (Array.isArray(value)) return `[${value.map(compact).join(",")}]`;
  if (value instanceof Real) return written(value.value);
  if (!isObject(value)) return typeof value === "bigint" ? String(value) : JSON.stringify(value);
  const names = Object.keys(value).sort(byCharacter);
  return `{${names.map((name) => `${JSON.stringify(name)}:${compact(value[name])}`).join(",")}}`;
}

// By code points; the browser's own order is by halves of them.
function byCharacter(one, other) {
  const [left, right] = [one, other].map((text) => Array.from(text, (letter) => letter.codePointAt(0)));
  const at = left.findIndex((point, i) => point !== right[i]);
  return at < 0 ? left.length - right.length : left[at] - (right[at] ?? -1);
}

// The shortest digits that read back as the same number: 1.0, 0.0001, 1e-05, 1e+16.
function written(value) {
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (Object.is(value, -0)) return "-0.0";
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-4 && size < 1e16)) return Number.isInteger(value) ? `${value}.0` : String(value);
  return value.toExponential().replace(/e([-+])(\d)$/, "e$10$2");
}
