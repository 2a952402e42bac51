import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/dataset/samples.ts";
import { samplesOfClasses } from "../../src/dataset/samples-of-classes.ts";

const labels = Uint8Array.of(2, 0, 2, 2, 0, 3, 2);
const samples = createSamples(new Uint8Array(7), labels, 1);

describe("samplesOfClasses", () => {
  it("takes the first of each class in their order, fewer where there are no more", () => {
    expect(samplesOfClasses(samples, 4, 2)).toEqual([[1, 4], [], [0, 2], [5]]);
    expect(samplesOfClasses(samples, 4, 9)).toEqual([[1, 4], [], [0, 2, 3, 6], [5]]);
  });

  it("takes none where none are wanted, and leaves out labels past the classes", () => {
    expect(samplesOfClasses(samples, 4, 0)).toEqual([[], [], [], []]);
    expect(samplesOfClasses(samples, 1, 2)).toEqual([[1, 4]]);
  });
});
