import { describe, expect, it } from "vitest";
import { createSamples, sliceSamples } from "../../src/dataset/samples.ts";
import { ShapeError } from "../../src/errors.ts";

const features = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const labels = Uint8Array.of(0, 1, 2, 3);

describe("createSamples", () => {
  it("keeps the arrays that it is given", () => {
    const samples = createSamples(features, labels, 2);
    expect(samples).toEqual({ count: 4, featureCount: 2, features, labels });
    expect(samples.features).toBe(features);
    expect(samples.labels).toBe(labels);
  });

  it("refuses features that the labels do not account for, naming both counts", () => {
    expect(() => createSamples(features, labels, 3)).toThrow(
      new ShapeError("4 labels need 4 x 3 features, got 8."),
    );
    expect(() => createSamples(features.subarray(1), labels, 2)).toThrow(
      "4 labels need 4 x 2 features, got 7.",
    );
  });
});

describe("sliceSamples", () => {
  const samples = createSamples(features, labels, 2);

  it("takes samples 1 and 2 of four, in the same memory", () => {
    const slice = sliceSamples(samples, 1, 3);
    expect(slice.count).toBe(2);
    expect(slice.features).toEqual(Uint8Array.of(3, 4, 5, 6));
    expect(slice.labels).toEqual(Uint8Array.of(1, 2));
    expect(slice.features.buffer).toBe(features.buffer);
    expect(slice.labels.buffer).toBe(labels.buffer);
  });

  it("takes what there is where the range goes beyond the end, and nothing from an empty range", () => {
    expect(sliceSamples(samples, 3, 9)).toMatchObject({ count: 1, labels: Uint8Array.of(3) });
    expect(sliceSamples(samples, 2, 2).count).toBe(0);
  });
});
