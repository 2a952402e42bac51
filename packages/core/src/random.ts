// Random numbers without a state to pass around: Philox4x32-10 turns a counter and a key into four random words,
// so that the numbers for any step and unit can be had at once, by any thread and by a resumed run alike.
// Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", doi:10.1145/2063384.2063405.
import { ParameterError } from "./errors.ts";

/** One stream for each use, so that no use shifts the numbers of another. A number never changes: runs depend on it. */
export const streams = {
  initialWeights: 0,
  order: 1,
  gradientCheck: 2,
  folds: 3,
  validation: 4,
  dropout: 5,
  inputNoise: 6,
  toySets: 7,
} as const;
export type Stream = (typeof streams)[keyof typeof streams];

export interface RandomKey {
  /** A whole number in [0, 2^53). */
  readonly seed: number;
  readonly stream: Stream;
  /** What a draw belongs to, whole numbers in [0, 2^32): for example the epoch, and the layer or the sample. */
  readonly step?: number;
  readonly unit?: number;
}

/** The numbers of one key, in order; they repeat after 2^34 words. */
export interface Random {
  /** A whole number in [0, 2^32). */
  uint32(): number;
  /** A float64 in [0, 1), a multiple of 2^-53, from two words. */
  uniform(): number;
  /** A whole number in [0, bound), each as likely as the others; bound is in [1, 2^32]. */
  integer(bound: number): number;
}

type FourWords = readonly [number, number, number, number] | Uint32Array;
type TwoWords = readonly [number, number] | Uint32Array;

// Multipliers and key steps (the golden ratio and sqrt(3) - 1, times 2^32) as Salmon et al. (2011) publish them.
const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const keyStep0 = 0x9e3779b9;
const keyStep1 = 0xbb67ae85;
const rounds = 10;

const twoTo32 = 4294967296;

/** The upper 32 bits of a·b, exactly, as an int32; `Math.imul` gives the lower ones. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  // Column by column as on paper, in base 2^16: no sum exceeds 32 bits.
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const carry = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}

/** Philox4x32-10: four random words from a counter of four words and a key of two. */
export function philox4x32(counter: FourWords, key: TwoWords, out: Uint32Array): void {
  let c0 = counter[0] | 0;
  let c1 = counter[1] | 0;
  let c2 = counter[2] | 0;
  let c3 = counter[3] | 0;
  let k0 = key[0] | 0;
  let k1 = key[1] | 0;
  for (let round = 0; round < rounds; round++) {
    const high0 = multiplyHigh(multiplier0, c0);
    const low0 = Math.imul(multiplier0, c0);
    const high1 = multiplyHigh(multiplier1, c2);
    const low1 = Math.imul(multiplier1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + keyStep0) | 0;
    k1 = (k1 + keyStep1) | 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/**
 * The random numbers of one seed, stream, step and unit: the key is the seed, the counter is
 * [block of four words, unit, step, stream]. The same key gives the same numbers everywhere.
 * @throws {ParameterError} when one of the four is out of its range.
 */
export function createRandom({ seed, stream, step = 0, unit = 0 }: RandomKey): Random {
  requireWhole("seed", seed, Number.MAX_SAFE_INTEGER);
  requireWhole("stream", stream, twoTo32 - 1);
  requireWhole("step", step, twoTo32 - 1);
  requireWhole("unit", unit, twoTo32 - 1);
  const key = Uint32Array.of(seed % twoTo32, Math.floor(seed / twoTo32));
  const counter = Uint32Array.of(0, unit, step, stream);
  const words = new Uint32Array(4);
  let used = words.length;

  function uint32(): number {
    if (used === words.length) {
      philox4x32(counter, key, words);
      counter[0]++;
      used = 0;
    }
    return words[used++];
  }

  function uniform(): number {
    const high = uint32() >>> 5; // 27 bits
    const low = uint32() >>> 6; // 26 bits
    return (high * 67108864 + low) / 9007199254740992; // (high·2^26 + low) / 2^53
  }

  // A word w falls into the box floor(w·bound / 2^32). Boxes hold floor(2^32 / bound) words or one more; leaving out
  // the 2^32 mod bound words with the smallest w·bound mod 2^32 makes all alike, and at least half of the words count.
  // Lemire (2019), "Fast random integer generation in an interval", doi:10.1145/3230636.
  function integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > twoTo32) {
      throw new ParameterError(`bound must be a whole number in [1, 2^32], got ${bound}.`);
    }
    if (bound === twoTo32) return uint32();
    for (;;) {
      const word = uint32();
      const rest = Math.imul(word, bound) >>> 0;
      // The remainder is dear and below bound: it is only worked out when it can matter.
      if (rest >= bound || rest >= twoTo32 % bound) return multiplyHigh(word, bound) >>> 0;
    }
  }

  return { uint32, uniform, integer };
}

function requireWhole(name: string, value: number, maximum: number): void {
  if (!Number.isInteger(value) || value < 0 || value > maximum) {
    const range = maximum === Number.MAX_SAFE_INTEGER ? "[0, 2^53)" : "[0, 2^32)";
    throw new ParameterError(`${name} must be a whole number in ${range}, got ${value}.`);
  }
}
