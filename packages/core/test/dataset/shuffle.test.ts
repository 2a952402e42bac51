import { describe, expect, it } from "vitest";
import { shuffle, shuffledClasses } from "../../src/dataset/shuffle.ts";
import { createRandom, streams } from "../../src/random.ts";
import { labelsOf, splitCases } from "./split-cases.ts";

describe("shuffle", () => {
  it("gives back the array that it is given, with the same values in it", () => {
    const indices = Uint32Array.from({ length: 100 }, (_, index) => 3 * index);
    const shuffled = shuffle(indices, createRandom({ seed: 0, stream: streams.folds }));
    expect(shuffled).toBe(indices);
    expect(shuffled.slice().sort()).toEqual(Uint32Array.from({ length: 100 }, (_, index) => 3 * index));
  });

  it("puts each of 6 orders of 3 about equally often in 6,000 seeds", () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const order = String(shuffle(Uint32Array.of(0, 1, 2), createRandom({ seed, stream: streams.folds })));
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    // 1,000 expected, a standard deviation of 29; the 6 counts of an even shuffle stay within 4 of them.
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(4 * 28.9);
  });
});

describe("shuffledClasses", () => {
  it("has the classes in the order in which they first appear, each with its samples", () => {
    const classes = shuffledClasses(Uint8Array.of(7, 0, 7, 7, 255, 0), 1, streams.folds);
    expect(Array.from(classes, ([label, members]) => [label, Array.from(members).sort()])).toEqual([
      [7, [0, 2, 3]],
      [0, [1, 5]],
      [255, [4]],
    ]);
  });

  it.each(splitCases.shuffled)(
    "has the members of class $label as Python's whole numbers shuffle them, seed $seed, stream $stream",
    ({ labels, label, seed, stream, members }) => {
      const classes = shuffledClasses(labelsOf(labels), seed, stream);
      expect(Array.from(classes.get(label) ?? [])).toEqual(members);
    },
  );
});
