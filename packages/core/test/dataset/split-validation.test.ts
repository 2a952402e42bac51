import { describe, expect, it } from "vitest";
import { splitValidation } from "../../src/dataset/split-validation.ts";
import { ParameterError, ShapeError } from "../../src/errors.ts";
import { classCounts, labelsOf, splitCases } from "./split-cases.ts";

describe("splitValidation", () => {
  it.each(splitCases.validation)(
    "has the class counts of scikit-learn's StratifiedShuffleSplit: $name, $size set aside",
    ({ labels: text, size, counts }) => {
      const labels = labelsOf(text);
      const { validation } = splitValidation(labels, size / labels.length, 3);
      expect(classCounts(labels, validation)).toEqual(counts);
    },
  );

  it("parts MNIST's samples, both parts ascending", () => {
    const { train, validation } = splitValidation(labelsOf("mnist"), 0.15, 0);
    expect([train.length, validation.length]).toEqual([51_000, 9000]);
    expect(train.slice().sort()).toEqual(train);
    expect(validation.slice().sort()).toEqual(validation);
    expect(new Set([...train, ...validation]).size).toBe(60_000);
  });

  // Quotas of a fifth: 6 x 0.2 = 1.2, 8 x 0.2 = 1.6, 6 x 0.2 = 1.2; floors 1, 1, 1, and one left for the largest rest.
  it("gives classes of 6, 8 and 6 of 20 samples 1, 2 and 1 of 4 set aside", () => {
    const labels = Uint8Array.from({ length: 20 }, (_, sample) => (sample < 6 ? 2 : sample < 14 ? 1 : 0));
    expect(classCounts(labels, splitValidation(labels, 0.2, 0).validation).slice(0, 3)).toEqual([1, 2, 1]);
  });

  // Quotas of a third each: all floors 0, all remainders alike, and one to give.
  it("gives the smallest class index what is left where remainders tie, whichever class comes first", () => {
    const labels = Uint8Array.of(9, 4, 7);
    expect(splitValidation(labels, 0.34, 0)).toEqual({
      train: Uint32Array.of(0, 2),
      validation: Uint32Array.of(1),
    });
  });

  it("sets at least 1 sample aside and keeps at least 1, of 5 samples", () => {
    const sizes = (fraction: number) => splitValidation(new Uint8Array(5), fraction, 0).validation.length;
    expect([1e-9, 0.09, 0.3, 0.5, 0.69, 0.95, 1 - 1e-9].map(sizes)).toEqual([1, 1, 2, 3, 3, 4, 4]);
  });

  it.each(splitCases.members)(
    "sets the 10 of 20 samples aside that Python's whole numbers do, seed $seed",
    ({ labels, seed, setAside }) => {
      expect(Array.from(splitValidation(labelsOf(labels), 0.5, seed).validation)).toEqual(setAside);
    },
  );

  it("has the same members for the same seed, others for another", () => {
    const labels = labelsOf("mnist");
    const members = (seed: number) => splitValidation(labels, 0.1, seed).validation;
    expect(members(2 ** 40)).toEqual(members(2 ** 40));
    expect(members(1)).not.toEqual(members(0));
  });

  it("sets each of 4 samples of a class aside about equally often in 4,000 seeds", () => {
    const labels = Uint8Array.of(0, 1, 0, 0, 0);
    const counts = new Uint32Array(5);
    for (let seed = 0; seed < 4000; seed++) {
      for (const sample of splitValidation(labels, 0.2, seed).validation) counts[sample]++;
    }
    // The one sample set aside is of class 0: its quota is 0.8, that of class 1 is 0.2. 1,000 expected, deviation 27.
    expect(counts[1]).toBe(0);
    for (const sample of [0, 2, 3, 4]) expect(Math.abs(counts[sample] - 1000)).toBeLessThan(4 * 27.4);
  });

  it.each([0, 1, -0.1, 1.5, Number.NaN])("refuses the fraction %s", (fraction) => {
    expect(() => splitValidation(new Uint8Array(5), fraction, 0)).toThrow(
      new ParameterError(`fraction must be in (0, 1), got ${fraction}.`),
    );
  });

  it("refuses a single sample, or none", () => {
    for (const n of [0, 1]) {
      expect(() => splitValidation(new Uint8Array(n), 0.5, 0)).toThrow(ShapeError);
      expect(() => splitValidation(new Uint8Array(n), 0.5, 0)).toThrow(
        `at least 2 samples to set some aside for validation, got ${n}.`,
      );
    }
  });
});
