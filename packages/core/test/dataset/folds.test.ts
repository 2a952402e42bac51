import { describe, expect, it } from "vitest";
import { type Fold, splitFolds } from "../../src/dataset/folds.ts";
import { ParameterError } from "../../src/errors.ts";
import { classCounts, labelsOf, splitCases } from "./split-cases.ts";

const isAscending = (indices: Uint32Array) =>
  indices.every((index, place) => place === 0 || index > indices[place - 1]);

const validations = (folds: readonly Fold[]) => folds.map(({ validation }) => Array.from(validation));

describe("splitFolds", () => {
  it.each(splitCases.folds)(
    "has the sizes of scikit-learn's KFold, and with strata its StratifiedKFold's class counts: $name, $folds folds",
    ({ labels: text, folds, sizes, stratified }) => {
      const labels = labelsOf(text);
      const plain = splitFolds(labels, folds, { stratified: false, seed: 1 });
      expect(plain.map(({ validation }) => validation.length)).toEqual(sizes);
      if (stratified === null) {
        expect(() => splitFolds(labels, folds, { stratified: true, seed: 1 })).toThrow(ParameterError);
        return;
      }
      for (const seed of [1, 2]) {
        const found = splitFolds(labels, folds, { stratified: true, seed });
        expect(found.map(({ validation }) => classCounts(labels, validation))).toEqual(stratified);
      }
    },
  );

  it.each([true, false])(
    "has each of MNIST's samples in one validation set and in the training of the others, ascending; stratified: %s",
    (stratified) => {
      const labels = labelsOf("mnist");
      const folds = splitFolds(labels, 10, { stratified, seed: 0 });
      const seen = new Uint8Array(labels.length);
      for (const { train, validation } of folds) {
        expect(isAscending(train) && isAscending(validation)).toBe(true);
        expect(train.length + validation.length).toBe(60_000);
        for (const sample of validation) seen[sample]++;
        expect(new Set([...train, ...validation]).size).toBe(60_000);
      }
      expect(seen.every((count) => count === 1)).toBe(true);
    },
  );

  it.each(splitCases.members)(
    "has the members that Python's whole numbers deal out, 3 stratified folds, seed $seed",
    ({ labels, seed, folds }) => {
      expect(validations(splitFolds(labelsOf(labels), 3, { stratified: true, seed }))).toEqual(folds);
    },
  );

  it("has the same members for the same seed, others for another seed, and others with strata", () => {
    const { labels: text } = splitCases.folds[1];
    const labels = labelsOf(text);
    const split = (seed: number, stratified = true) => splitFolds(labels, 4, { stratified, seed });
    expect(split(5)).toEqual(split(5));
    expect(
      new Set([split(5), split(6), split(5, false)].map((folds) => String(validations(folds)))).size,
    ).toBe(3);
  });

  it("puts each of 6 samples of 2 classes into each of 3 folds about equally often in 3,000 seeds", () => {
    const labels = Uint8Array.of(1, 0, 0, 1, 0, 1);
    const counts = new Uint32Array(18);
    for (let seed = 0; seed < 3000; seed++) {
      for (const [fold, { validation }] of splitFolds(labels, 3, { stratified: true, seed }).entries()) {
        for (const sample of validation) counts[3 * sample + fold]++;
      }
    }
    // 1,000 expected, a standard deviation of 26; 18 counts of an even shuffle stay within 4 of them.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(4 * 25.8);
  });

  it.each([1, 0, -2, 2.5, 6, Number.NaN])("refuses %s folds of 5 samples", (folds) => {
    expect(() => splitFolds(new Uint8Array(5), folds, { stratified: false, seed: 0 })).toThrow(
      new ParameterError(`folds must be a whole number in [2, n], n = 5 being the samples, got ${folds}.`),
    );
  });

  it("refuses strata of 2 and 3 samples in 4 folds, naming the largest, but takes them in 3", () => {
    const labels = Uint8Array.of(0, 1, 1, 0, 1);
    expect(() => splitFolds(labels, 4, { stratified: true, seed: 0 })).toThrow(
      "folds must be in [2, 3] where they are stratified, as the largest class has 3 samples, got 4.",
    );
    expect(splitFolds(labels, 3, { stratified: true, seed: 0 })).toHaveLength(3);
  });
});
