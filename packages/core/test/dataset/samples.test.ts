import { describe, expect, it } from "vitest";
import { createSamples, selectSamples, sliceSamples, targetsEach } from "../../src/dataset/samples.ts";
import { ShapeError } from "../../src/errors.ts";

const features = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const labels = Uint8Array.of(0, 1, 2, 3);

describe("createSamples", () => {
  it("keeps the arrays that it is given", () => {
    const samples = createSamples(features, labels, 2);
    expect(samples).toEqual({ count: 4, featureCount: 2, features, labels });
    expect(samples.features).toBe(features);
    expect(samples.labels).toBe(labels);
    const numbers = Float32Array.from(features);
    expect(createSamples(numbers, labels, 2).features).toBe(numbers);
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
    const numbers = createSamples(Float32Array.from(features), labels, 2);
    expect(sliceSamples(numbers, 1, 3).features).toEqual(Float32Array.of(3, 4, 5, 6));
  });

  it("takes what there is where the range goes beyond the end, and nothing from an empty range", () => {
    expect(sliceSamples(samples, 3, 9)).toMatchObject({ count: 1, labels: Uint8Array.of(3) });
    expect(sliceSamples(samples, 2, 2).count).toBe(0);
  });
});

describe("selectSamples", () => {
  const samples = createSamples(features, labels, 2);

  it("takes samples in the order of their indices, one of them twice, in memory of its own", () => {
    const selected = selectSamples(samples, Uint32Array.of(3, 0, 3));
    expect(selected).toEqual({
      count: 3,
      featureCount: 2,
      features: Uint8Array.of(7, 8, 1, 2, 7, 8),
      labels: Uint8Array.of(3, 0, 3),
    });
    expect(selected.features.buffer).not.toBe(features.buffer);
    expect(selected.labels.buffer).not.toBe(labels.buffer);
  });

  it("keeps numbers as they are, and takes nothing for no index", () => {
    const numbers = createSamples(Float32Array.of(-0.5, 1e30, 0.25, 300), labels, 1);
    expect(selectSamples(numbers, Uint32Array.of(1, 0)).features).toEqual(Float32Array.of(1e30, -0.5));
    expect(selectSamples(numbers, new Uint32Array(0))).toMatchObject({
      count: 0,
      features: new Float32Array(0),
    });
  });

  it("refuses an index past the end", () => {
    expect(() => selectSamples(samples, Uint32Array.of(0, 4))).toThrow(
      new ShapeError("Expected indices below 4, the number of samples, got 4."),
    );
  });

  it("keeps labels of two bytes and a regression's targets with their samples", () => {
    const features = Float32Array.of(0, 1, 2, 3, 4, 5);
    const targets = Float32Array.of(10, -10, 11, -11, 12, -12);
    const samples = createSamples(features, Uint16Array.of(300, 0, 65_535), 2, targets);
    expect(targetsEach(samples)).toBe(2);
    const chosen = selectSamples(samples, Uint32Array.of(2, 0));
    expect(chosen.labels).toEqual(Uint16Array.of(65_535, 300));
    expect(chosen.targets).toEqual(Float32Array.of(12, -12, 10, -10));
    const part = sliceSamples(samples, 1, 3);
    expect(part.labels).toEqual(Uint16Array.of(0, 65_535));
    expect(part.targets).toEqual(Float32Array.of(11, -11, 12, -12));
  });

  it("refuses targets that are not equally many a sample", () => {
    const make = (count: number, targets: number) => () =>
      createSamples(new Float32Array(count), new Uint8Array(count), 1, new Float32Array(targets));
    expect(make(2, 3)).toThrow("2 samples need equally many targets each, got 3 in all.");
    expect(make(2, 0)).toThrow("got 0 in all.");
    expect(make(0, 1)).toThrow("0 samples need equally many targets each, got 1 in all.");
  });
});
