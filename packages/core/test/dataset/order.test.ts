import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sampleOrder } from "../../src/dataset/order.ts";

interface OrderCase {
  readonly seed: number;
  readonly epoch: number;
  readonly count: number;
  readonly first: readonly number[];
}

const { order: cases }: { order: readonly OrderCase[] } = JSON.parse(
  readFileSync(new URL("../fixtures-random/random.json", import.meta.url), "utf8"),
);

const inOrder = (count: number) => Uint32Array.from({ length: count }, (_, index) => index);

describe("sampleOrder", () => {
  it("is the file's order unless shuffled, whatever the seed and the epoch", () => {
    expect(sampleOrder(5, false, 3, 7)).toEqual(Uint32Array.of(0, 1, 2, 3, 4));
  });

  it("is a permutation of 60,000 samples", () => {
    const order = sampleOrder(60_000, true, 0, 1);
    expect(order).not.toEqual(inOrder(60_000));
    expect(order.slice().sort()).toEqual(inOrder(60_000));
  });

  it.each(cases)(
    "begins as Python's whole numbers say: $count samples, seed $seed, epoch $epoch",
    (example) => {
      const { count, seed, epoch, first } = example;
      expect(Array.from(sampleOrder(count, true, seed, epoch).subarray(0, 8))).toEqual(first);
    },
  );

  it("is the same for the same seed and epoch, another for each other one", () => {
    const orders = [
      sampleOrder(1000, true, 0, 1),
      sampleOrder(1000, true, 0, 2),
      sampleOrder(1000, true, 1, 1),
    ];
    expect(sampleOrder(1000, true, 0, 1)).toEqual(orders[0]);
    expect(new Set(orders.map(String)).size).toBe(3);
  });

  it("puts each of 4 samples at each of 4 places about equally often in 4,000 epochs", () => {
    const counts = new Uint32Array(16);
    for (let epoch = 1; epoch <= 4000; epoch++) {
      sampleOrder(4, true, 0, epoch).forEach((sample, place) => {
        counts[4 * sample + place]++;
      });
    }
    // 1,000 expected, a standard deviation of 27; the 16 counts of an even shuffle stay within 4 of them.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(4 * 27.4);
  });

  it("has nothing to shuffle of no sample or of one", () => {
    expect(sampleOrder(0, true, 0, 1)).toEqual(new Uint32Array(0));
    expect(sampleOrder(1, true, 0, 1)).toEqual(Uint32Array.of(0));
  });
});
