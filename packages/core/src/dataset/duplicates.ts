import type { Dataset, Samples } from "./samples.ts";

/** Samples whose features are those of another, byte for byte or number for number. */
export interface Duplicates {
  /** training samples that an earlier one equals */
  readonly withinTrain: number;
  /** test samples that an earlier one equals */
  readonly withinTest?: number;
  /** test samples that a training sample equals: what was learned by heart is no test */
  readonly testInTrain?: number;
  /** of `testInTrain`, those whose label is another there */
  readonly otherLabel?: number;
  /** the first of them, at most ten */
  readonly examples?: readonly { readonly test: number; readonly train: number }[];
}

const MOST_EXAMPLES = 10;

/** Finds samples that come more than once, within the training and the test set and in both. */
export function findDuplicates({ train, test }: Pick<Dataset, "train" | "test">): Duplicates {
  const trained = indexRows(train);
  if (!test || test.features.constructor !== train.features.constructor)
    return { withinTrain: trained.repeated, ...(test && { withinTest: indexRows(test).repeated }) };
  const pairs: { test: number; train: number }[] = [];
  for (let sample = 0; sample < test.count; sample++) {
    const found = trained.find(test, sample);
    if (found !== undefined) pairs.push({ test: sample, train: found });
  }
  return {
    withinTrain: trained.repeated,
    withinTest: indexRows(test).repeated,
    testInTrain: pairs.length,
    otherLabel: pairs.filter((pair) => !sameLabel(test, pair.test, train, pair.train)).length,
    examples: pairs.slice(0, MOST_EXAMPLES),
  };
}

function sameLabel(a: Samples, at: number, b: Samples, other: number): boolean {
  return a.labels[at] === b.labels[other] && a.targets?.[at] === b.targets?.[other];
}

/** The first sample of each row of features there is, found by a hash and then compared whole. */
function indexRows(samples: Samples) {
  const { count } = samples;
  const words = bytesOf(samples);
  const first = new Map<number, number>();
  /** the next different sample of the same hash; -1 where there is none */
  const next = new Int32Array(count).fill(-1);
  let repeated = 0;

  function find(other: Samples, at: number): number | undefined {
    return findBytes(bytesOf(other), at);
  }
  function findBytes(bytes: Rows, at: number): number | undefined {
    let sample = first.get(hash(bytes, at)) ?? -1;
    while (sample >= 0 && !equal(bytes, at, words, sample)) sample = next[sample];
    return sample < 0 ? undefined : sample;
  }
  for (let sample = 0; sample < count; sample++) {
    if (findBytes(words, sample) !== undefined) repeated++;
    else {
      const key = hash(words, sample);
      next[sample] = first.get(key) ?? -1;
      first.set(key, sample);
    }
  }
  return { repeated, find };
}

interface Rows {
  readonly bytes: Uint8Array;
  /** bytes a row */
  readonly length: number;
}

function bytesOf({ features, featureCount }: Samples): Rows {
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT } = features;
  return { bytes: new Uint8Array(buffer, byteOffset, byteLength), length: featureCount * BYTES_PER_ELEMENT };
}

/** FNV-1a in 32 bits. @see Fowler, Noll & Vo, RFC 9923 */
function hash({ bytes, length }: Rows, row: number): number {
  let value = 0x811c9dc5;
  for (let at = row * length; at < (row + 1) * length; at++) value = Math.imul(value ^ bytes[at], 0x01000193);
  return value >>> 0;
}

function equal(a: Rows, at: number, b: Rows, other: number): boolean {
  if (a.length !== b.length) return false;
  const [from, to] = [at * a.length, other * b.length];
  for (let index = 0; index < a.length; index++)
    if (a.bytes[from + index] !== b.bytes[to + index]) return false;
  return true;
}
