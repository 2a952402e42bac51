import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createSamples } from "../../src/dataset/samples.ts";
import { ShapeError } from "../../src/errors.ts";
import { learnScaling, learnTargetScaling } from "../../src/network/learn-scaling.ts";
import { scaleFeatures } from "../../src/network/scaling.ts";

interface Scale {
  readonly offsets: readonly number[];
  readonly divisors: readonly number[];
}
/** What scikit-learn learns of a table: see fixtures/learned-scaling.py. */
const fixture: {
  readonly features: readonly number[];
  readonly columns: number;
  readonly standardise: Scale;
  readonly range: Scale;
  readonly standardised: readonly number[];
  readonly ranged: readonly number[];
} = JSON.parse(readFileSync(new URL("fixtures/learned-scaling.json", import.meta.url), "utf8"));

const samplesOf = (features: Uint8Array | Float32Array, columns: number) =>
  createSamples(features, new Uint8Array(features.length / columns), columns);
const table = samplesOf(Float32Array.from(fixture.features), fixture.columns);

/** To 1e-12 of each. */
function expectClose(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries())
    expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
}

describe("learnScaling", () => {
  it.each([
    ["standardise", "standardised"],
    ["range", "ranged"],
  ] as const)(
    "learns %s as scikit-learn does, to 1e-12, a constant feature included",
    (setting, transformed) => {
      const scaling = learnScaling(setting, table);
      if (scaling.type !== "per-feature") throw new Error("expected it per feature");
      expectClose(scaling.offsets, fixture[setting].offsets);
      expectClose(scaling.divisors, fixture[setting].divisors);
      const inputs = new Float32Array(table.features.length);
      scaleFeatures(scaling, table.features, inputs);
      // Float32 knows a million to 0.06, which is 6e-5 of a deviation of a thousand.
      for (const [i, value] of fixture[transformed].entries())
        expect(Math.abs(inputs[i] - value)).toBeLessThan(1e-4);
    },
  );

  it("is auto: bytes divided by 255, numbers standardised; and none", () => {
    const bytes = samplesOf(Uint8Array.of(0, 10, 20, 30), 2);
    expect(learnScaling("auto", bytes)).toEqual({ type: "divide", divisor: 255 });
    expect(learnScaling("auto", table)).toEqual(learnScaling("standardise", table));
    expect(learnScaling("none", table)).toEqual({ type: "none" });
    expect(learnScaling("range", bytes)).toEqual({
      type: "per-feature",
      offsets: [0, 10],
      divisors: [20, 20],
    });
  });

  it("knows a constant feature though the sum of its values rounds: its inputs are 0", () => {
    const constant = samplesOf(new Float32Array(1000).fill(0.1), 1);
    const offsets = [Math.fround(0.1)];
    expect(learnScaling("auto", constant)).toEqual({ type: "per-feature", offsets, divisors: [1] });
    expect(learnScaling("range", constant)).toEqual({ type: "per-feature", offsets, divisors: [1] });
  });

  it("does not divide by what float32 rounds to 0, and refuses a spread that it does not hold", () => {
    const tiny = samplesOf(Float32Array.of(0, 1.4e-45), 1);
    expect(learnScaling("standardise", tiny)).toMatchObject({ divisors: [1] });
    const vast = samplesOf(Float32Array.of(0, -3e38, 0, 3e38), 2);
    expect(() => learnScaling("range", vast)).toThrow(ShapeError);
    expect(() => learnScaling("range", vast)).toThrow(
      "Expected feature 1 to be finite numbers with a spread",
    );
    expect(() => learnScaling("auto", samplesOf(Float32Array.of(0, Number.NaN), 1))).toThrow("feature 0");
  });
});

describe("learnTargetScaling", () => {
  it("standardises each target, as scikit-learn does", () => {
    const scale = learnTargetScaling(Float32Array.from(fixture.features), fixture.columns);
    expectClose(scale.offsets, fixture.standardise.offsets);
    expectClose(scale.divisors, fixture.standardise.divisors);
  });
});
