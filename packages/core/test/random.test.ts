import { describe, expect, it } from "vitest";
import { ParameterError } from "../src/errors.ts";
import { createRandom, philox4x32, type RandomKey, streams } from "../src/random.ts";

type FourWords = readonly [number, number, number, number];
type TwoWords = readonly [number, number];

function philox(counter: FourWords, key: TwoWords): string[] {
  const out = new Uint32Array(4);
  philox4x32(counter, key, out);
  return Array.from(out, (word) => word.toString(16).padStart(8, "0"));
}

function words(key: RandomKey, count = 8): number[] {
  const random = createRandom(key);
  return Array.from({ length: count }, () => random.uint32());
}

/** Pearson's chi-square of counts that should be equal. */
function chiSquare(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

// The known answers that Salmon et al. (2011) publish with Random123, file kat_vectors, "philox4x32 10".
describe("philox4x32", () => {
  it("gives the published answer for zeros", () => {
    expect(philox([0, 0, 0, 0], [0, 0])).toEqual(["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]);
  });

  it("gives the published answer for ones", () => {
    const ones = 0xffffffff;
    expect(philox([ones, ones, ones, ones], [ones, ones])).toEqual(
      ["408f276d", "41c83b0e", "a20bc7c6", "6d5451fd"], //
    );
  });

  it("gives the published answer for the digits of pi", () => {
    expect(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])).toEqual(
      ["d16cfe09", "94fdcceb", "5001e420", "24126ea1"], //
    );
  });

  it("multiplies exactly, as BigInt does, in each of ten rounds", () => {
    const mask = 0xffffffffn;
    const random = createRandom({ seed: 3, stream: streams.order });
    for (let trial = 0; trial < 500; trial++) {
      const [a, b, c, d, low, high] = Array.from({ length: 6 }, () => random.uint32());
      let [c0, c1, c2, c3, k0, k1] = [a, b, c, d, low, high].map(BigInt);
      for (let round = 0; round < 10; round++) {
        const first = 0xd2511f53n * c0;
        const second = 0xcd9e8d57n * c2;
        [c0, c1, c2, c3] = [(second >> 32n) ^ c1 ^ k0, second & mask, (first >> 32n) ^ c3 ^ k1, first & mask];
        [k0, k1] = [(k0 + 0x9e3779b9n) & mask, (k1 + 0xbb67ae85n) & mask];
      }
      expect(philox([a, b, c, d], [low, high])).toEqual(
        [c0, c1, c2, c3].map((word) => word.toString(16).padStart(8, "0")),
      );
    }
  });
});

describe("createRandom", () => {
  const key: RandomKey = { seed: 7, stream: streams.initialWeights, step: 2, unit: 5 };

  it("begins with the published answer for zeros at seed 0, stream 0, step 0, unit 0", () => {
    expect(words({ seed: 0, stream: streams.initialWeights }, 4)).toEqual([
      0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8,
    ]);
  });

  it("repeats the same numbers for the same key", () => {
    expect(words(key, 100)).toEqual(words({ ...key }, 100));
  });

  it("draws other numbers for another seed, stream, step or unit, the upper half of the seed included", () => {
    const others: RandomKey[] = [
      { ...key, seed: 8 },
      { ...key, seed: 7 + 2 ** 32 },
      { ...key, stream: streams.order },
      { ...key, step: 3 },
      { ...key, unit: 6 },
      { ...key, step: 5, unit: 2 },
    ];
    const drawn = [key, ...others].flatMap((each) => words(each, 100));
    expect(new Set(drawn).size).toBeGreaterThan(698); // of 700; two equal words among them have a chance of 6e-5
  });

  // Also worked out in Python from the paper's definition; another runtime proves here that it draws the same bits.
  it("draws the committed numbers", () => {
    const random = createRandom({ seed: 20250711123456, stream: streams.order, step: 3, unit: 60_000 });
    expect(Array.from({ length: 6 }, () => random.uint32())).toEqual([
      1749817861, 3521684626, 946878307, 4263733480, 1020758393, 2778738765,
    ]);
    expect(Array.from({ length: 3 }, () => random.uniform())).toEqual([
      0.6357554070588686, 0.0395752129770659, 0.3587094768964524,
    ]);
    expect(Array.from({ length: 8 }, () => random.integer(60_000))).toEqual([
      2094, 30071, 17449, 36073, 53769, 10474, 41179, 1403,
    ]);
  });

  it("spreads uniform() evenly over [0, 1)", () => {
    const random = createRandom({ seed: 1, stream: streams.initialWeights });
    const counts = new Array<number>(100).fill(0);
    for (let draw = 0; draw < 100_000; draw++) {
      const value = random.uniform();
      counts[Math.floor(value * 100)]++;
    }
    expect(counts.length).toBe(100); // nothing below 0, nothing at 1
    // Chi-square with 99 degrees of freedom lies in [61, 149] but for 1 in 1000 on either side.
    expect(chiSquare(counts)).toBeGreaterThan(60);
    expect(chiSquare(counts)).toBeLessThan(149);
  });

  it("puts 53 random bits in uniform()", () => {
    const random = createRandom({ seed: 1, stream: streams.initialWeights });
    const scaled = Array.from({ length: 1000 }, () => random.uniform() * 2 ** 53);
    expect(scaled.every(Number.isInteger)).toBe(true);
    const odd = scaled.filter((value) => value % 2 === 1).length;
    expect(odd).toBeGreaterThan(430);
    expect(odd).toBeLessThan(570);
  });

  it("draws integer(3) evenly", () => {
    const random = createRandom({ seed: 2, stream: streams.order });
    const counts = [0, 0, 0];
    for (let draw = 0; draw < 30_000; draw++) counts[random.integer(3)]++;
    expect(chiSquare(counts)).toBeLessThan(13.8); // 2 degrees of freedom, 1 in 1000
  });

  // Two words in three share a value where nothing is rejected: the multiples of 3 when the word is scaled, the lower
  // third when its remainder is taken.
  it("draws integer(3·2^30) evenly, by thirds and by remainders of 3", () => {
    const random = createRandom({ seed: 2, stream: streams.order });
    const bound = 3 * 2 ** 30;
    const thirds = [0, 0, 0];
    const remainders = [0, 0, 0];
    for (let draw = 0; draw < 20_000; draw++) {
      const value = random.integer(bound);
      thirds[Math.floor((value / bound) * 3)]++;
      remainders[value % 3]++;
    }
    expect(thirds.length).toBe(3); // nothing at the bound or above
    expect(chiSquare(thirds)).toBeLessThan(13.8); // 2 degrees of freedom, 1 in 1000
    expect(chiSquare(remainders)).toBeLessThan(13.8);
  });

  it("draws integer(2^31 + 1) evenly, rejecting one word in two, as often as can be", () => {
    const random = createRandom({ seed: 2, stream: streams.order });
    const bound = 2 ** 31 + 1;
    const quarters = [0, 0, 0, 0];
    for (let draw = 0; draw < 20_000; draw++) quarters[Math.floor((random.integer(bound) / bound) * 4)]++;
    expect(quarters.length).toBe(4);
    expect(chiSquare(quarters)).toBeLessThan(16.3); // 3 degrees of freedom, 1 in 1000
    // The word that comes next tells how many were used: 40,000 on average, with a standard deviation of 200.
    const next = random.uint32();
    const words = createRandom({ seed: 2, stream: streams.order });
    let used = 0;
    while (words.uint32() !== next && used < 50_000) used++;
    expect(used).toBeGreaterThan(39_000);
    expect(used).toBeLessThan(41_000);
  });

  it("draws integer(1) as 0 and integer(2^32) as a whole word", () => {
    const random = createRandom(key);
    const same = createRandom(key);
    expect(random.integer(1)).toBe(0);
    same.uint32();
    expect(random.integer(2 ** 32)).toBe(same.uint32());
  });

  it("shuffles 60,000 indices into a permutation", () => {
    const random = createRandom({ seed: 0, stream: streams.order });
    const order = Uint32Array.from({ length: 60_000 }, (_, index) => index);
    for (let last = order.length - 1; last > 0; last--) {
      const other = random.integer(last + 1);
      [order[last], order[other]] = [order[other], order[last]];
    }
    expect(order.slice().sort()).toEqual(Uint32Array.from({ length: 60_000 }, (_, index) => index));
    expect(order.filter((value, index) => value === index).length).toBeLessThan(10); // 1 on average
  });

  it.each([-1, 0.5, NaN, Infinity, 2 ** 53])("refuses the seed %s", (seed) => {
    expect(() => createRandom({ seed, stream: streams.order })).toThrow(ParameterError);
    expect(() => createRandom({ seed, stream: streams.order })).toThrow(
      `seed must be a whole number in [0, 2^53), got ${seed}.`,
    );
  });

  it("refuses a step, a unit and a bound out of range, naming the range and the value", () => {
    expect(() => createRandom({ ...key, step: 2 ** 32 })).toThrow(
      "step must be a whole number in [0, 2^32), got 4294967296.",
    );
    expect(() => createRandom({ ...key, unit: -1 })).toThrow(
      "unit must be a whole number in [0, 2^32), got -1.",
    );
    expect(() => createRandom(key).integer(0)).toThrow(
      "bound must be a whole number in [1, 2^32], got 0.", //
    );
    expect(() => createRandom(key).integer(2 ** 32 + 1)).toThrow(ParameterError);
  });
});
