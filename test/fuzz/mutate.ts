import type { Random } from "../../packages/core/src/random.ts";

/** Whole numbers at which parsers break: the ends of 8, 16, 32 and 64 bits, and their neighbours. */
const interesting = [0, 1, 2, 16, 64, 127, 128, 255, 256, 1024, 32767, 32768, 65535, 65536];
const interestingWide = [...interesting, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];
/** Numbers as text that sizes, versions and values are replaced by. */
const spelled = [
  "0",
  "-1",
  "1e999",
  "65536",
  "4294967295",
  "9007199254740993",
  "0.5",
  "NaN",
  "null",
  '"x"',
  "[]",
  "{}",
];

/** A changed copy of `bytes`, by one to four changes. @param others  files that parts are taken from */
export function mutate(
  bytes: Uint8Array,
  random: Random,
  others: readonly Uint8Array[],
  words: readonly string[],
): Uint8Array {
  let changed = bytes;
  const most = random.integer(2) === 0 ? 1 : 4;
  for (let changes = 1 + random.integer(most); changes > 0; changes--) {
    const change = pick(kinds, random);
    changed = change(changed, random, others, words);
  }
  return changed;
}

export function pick<T>(from: readonly T[], random: Random): T {
  return from[random.integer(from.length)];
}

type Change = (
  bytes: Uint8Array,
  random: Random,
  others: readonly Uint8Array[],
  words: readonly string[],
) => Uint8Array;

const flipBit: Change = (bytes, random) =>
  edited(bytes, random, (copy, at) => {
    copy[at] ^= 1 << random.integer(8);
  });

const setByte: Change = (bytes, random) =>
  edited(bytes, random, (copy, at) => {
    copy[at] = random.integer(2) === 0 ? pick(interesting, random) : random.integer(256);
  });

/** A length or a count, as it may be: little-endian or big-endian, of 2, 4 or 8 bytes. */
const setInteger: Change = (bytes, random) =>
  edited(bytes, random, (copy, at) => {
    const view = new DataView(copy.buffer);
    const little = random.integer(2) === 0;
    const size = [2, 4, 8][random.integer(3)];
    if (at + size > copy.length) return;
    const near = bytes.length + random.integer(9) - 4;
    const value = random.integer(4) === 0 ? near : pick(interestingWide, random);
    if (size === 2) view.setUint16(at, value, little);
    else if (size === 4) view.setUint32(at, value, little);
    else view.setBigUint64(at, random.integer(4) === 0 ? 2n ** 63n - 1n : BigInt(Math.max(0, value)), little);
  });

const addToByte: Change = (bytes, random) =>
  edited(bytes, random, (copy, at) => {
    copy[at] += random.integer(17) - 8;
  });

const cutShort: Change = (bytes, random) => bytes.slice(0, random.integer(bytes.length + 1));

const cutOut: Change = (bytes, random) => {
  const [from, to] = span(bytes, random);
  return joined(bytes.subarray(0, from), bytes.subarray(to));
};

const repeat: Change = (bytes, random) => {
  const [from, to] = span(bytes, random);
  return joined(bytes.subarray(0, to), bytes.subarray(from));
};

const insertNoise: Change = (bytes, random) => {
  const noise = Uint8Array.from({ length: 1 + random.integer(16) }, () => random.integer(256));
  return inserted(bytes, noise, random);
};

const insertWord: Change = (bytes, random, _, words) => {
  const word = new TextEncoder().encode(pick(words.length > 0 ? words : spelled, random));
  if (random.integer(2) === 0) return inserted(bytes, word, random);
  const at = random.integer(bytes.length + 1);
  return joined(bytes.subarray(0, at), word, bytes.subarray(at + word.length));
};

/** Another number where one is spelled. */
const respell: Change = (bytes, random, others, words) => {
  const places: number[] = [];
  for (let at = 0; at < Math.min(bytes.length, 65536); at++) {
    const isDigit = bytes[at] >= 48 && bytes[at] <= 57;
    if (isDigit && !(bytes[at - 1] >= 48 && bytes[at - 1] <= 57)) places.push(at);
  }
  if (places.length === 0) return insertWord(bytes, random, others, words);
  const from = pick(places, random);
  let to = from;
  while (bytes[to] >= 48 && bytes[to] <= 57) to++;
  const number = new TextEncoder().encode(pick(spelled, random));
  return joined(bytes.subarray(0, from), number, bytes.subarray(to));
};

const splice: Change = (bytes, random, others) => {
  const other = pick(others, random);
  const [from, to] = span(other, random);
  if (random.integer(2) === 0)
    return joined(bytes.subarray(0, random.integer(bytes.length + 1)), other.subarray(from));
  const at = random.integer(bytes.length + 1);
  return joined(bytes.subarray(0, at), other.subarray(from, to), bytes.subarray(at + to - from));
};

const kinds: readonly Change[] = [
  flipBit,
  flipBit,
  setByte,
  setByte,
  setInteger,
  setInteger,
  addToByte,
  cutShort,
  cutOut,
  repeat,
  insertNoise,
  insertWord,
  respell,
  splice,
];

function edited(bytes: Uint8Array, random: Random, edit: (copy: Uint8Array, at: number) => void): Uint8Array {
  if (bytes.length === 0) return Uint8Array.of(random.integer(256));
  const copy = bytes.slice();
  // Headers are at the beginning: half of the edits are there.
  const reach = random.integer(2) === 0 ? Math.min(64, copy.length) : copy.length;
  edit(copy, random.integer(reach));
  return copy;
}

function span(bytes: Uint8Array, random: Random): [from: number, to: number] {
  const from = random.integer(bytes.length + 1);
  const most = random.integer(2) === 0 ? 16 : bytes.length;
  return [from, Math.min(bytes.length, from + random.integer(most + 1))];
}

function inserted(bytes: Uint8Array, part: Uint8Array, random: Random): Uint8Array {
  const at = random.integer(bytes.length + 1);
  return joined(bytes.subarray(0, at), part, bytes.subarray(at));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
