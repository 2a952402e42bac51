import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countBelow, pairsInOrder } from "../../src/metrics/pairs-in-order.ts";

type Floats = Float32Array | Float64Array;

/** The definition: every pair, one by one. */
function everyPair(positives: Floats, negatives: Floats): number {
  let pairs = 0;
  for (const positive of positives) {
    for (const negative of negatives) pairs += positive > negative ? 1 : positive === negative ? 0.5 : 0;
  }
  return pairs;
}

/** Some values from all of them and some from few, so that there are ties. */
const scores = (any: fc.Arbitrary<number>, few: readonly number[]) =>
  fc.array(fc.oneof(any, fc.constantFrom(...few)), { minLength: 1, maxLength: 40 });

describe("pairsInOrder", () => {
  it("counts a pair with the larger positive 1, a tie 1/2, by hand", () => {
    // 0.9 is above all three; 0.5 is above one and ties one; 0.1 is above none.
    expect(pairsInOrder(Float32Array.of(0.1, 0.5, 0.9), Float32Array.of(0.75, 0.25, 0.5))).toBe(3 + 1.5);
  });

  it("counts as every pair one by one does, float32 of every sign and size", () => {
    const few = [0, -0, 1, -1, 0.5, Infinity, -Infinity, 2 ** -149, -(2 ** -149)];
    const some = scores(fc.float({ noNaN: true }), few);
    fc.assert(
      fc.property(some, some, (first, second) => {
        const positives = Float32Array.from(first).sort();
        const negatives = Float32Array.from(second);
        expect(pairsInOrder(positives, negatives)).toBe(everyPair(positives, negatives));
      }),
      { numRuns: 500 },
    );
  });

  it("counts as every pair one by one does, float64, some alike in float32 alone", () => {
    const few = [0, -0, 0.5, 0.5 + 2 ** -53, 0.5 - 2 ** -54, 1, 1 - 2 ** -53, 1e300, 2e300, -1e300, 5e-324];
    const some = scores(fc.double({ noNaN: true }), few);
    fc.assert(
      fc.property(some, some, (first, second) => {
        const positives = Float64Array.from(first).sort();
        const negatives = Float64Array.from(second);
        expect(pairsInOrder(positives, negatives)).toBe(everyPair(positives, negatives));
      }),
      { numRuns: 500 },
    );
  });

  it("counts scores of a network's kind as every pair one by one does, 300 by 700", () => {
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    const positives = Float32Array.from({ length: 300 }, (_, index) => sigmoid(index / 20 - 5));
    const negatives = Float32Array.from({ length: 700 }, (_, index) =>
      sigmoid(((index * 37) % 700) / 40 - 14),
    );
    expect(pairsInOrder(positives, negatives)).toBe(everyPair(positives, negatives));
  });

  it("needs no more than a search for each negative where 20,000 by 20,000 scores are alike", () => {
    const alike = new Float32Array(20_000).fill(1);
    expect(pairsInOrder(alike, alike)).toBe(20_000 ** 2 / 2);
  });
});

describe("countBelow", () => {
  const sorted = Float64Array.of(1, 2, 2, 2, 5);

  it("counts what is below, or not above, by hand", () => {
    expect([0, 1, 2, 3, 5, 6].map((threshold) => countBelow(sorted, threshold))).toEqual([0, 0, 1, 4, 4, 5]);
    expect([0, 1, 2, 3, 5, 6].map((threshold) => countBelow(sorted, threshold, true))).toEqual([
      0, 1, 4, 4, 5, 5,
    ]);
  });

  it("looks from start to end alone", () => {
    expect(countBelow(sorted, 2, true, 1, 3)).toBe(3);
    expect(countBelow(sorted, 2, false, 2, 4)).toBe(2);
  });
});
