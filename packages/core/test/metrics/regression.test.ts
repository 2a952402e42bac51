import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ShapeError } from "../../src/errors.ts";
import { evaluateTargets, type TargetMetrics } from "../../src/metrics/regression.ts";

/** What scikit-learn measures: see fixtures/regression.py. */
const fixture: {
  readonly targets: readonly number[];
  readonly predictions: readonly number[];
  readonly mean: TargetMetrics;
  readonly perTarget: readonly TargetMetrics[];
} = JSON.parse(readFileSync(new URL("fixtures/regression.json", import.meta.url), "utf8"));

const names = ["meanSquaredError", "rootMeanSquaredError", "meanAbsoluteError", "r2"] as const;

/** To 1e-12 of each. */
function expectClose(found: TargetMetrics, wanted: TargetMetrics): void {
  for (const name of names) {
    const value = wanted[name] ?? Number.NaN;
    expect(Math.abs((found[name] ?? Number.NaN) - value), name).toBeLessThan(1e-12 * Math.abs(value));
  }
}

describe("evaluateTargets", () => {
  it("agrees with scikit-learn on 40 samples of three targets, each and in the mean, to 1e-12", () => {
    const metrics = evaluateTargets({
      predictions: Float64Array.from(fixture.predictions),
      targets: Float64Array.from(fixture.targets),
      targetNames: ["a", "b", "c"],
    });
    expectClose(metrics, fixture.mean);
    expect(metrics.perTarget.map(({ target }) => target)).toEqual(["a", "b", "c"]);
    for (const [k, wanted] of fixture.perTarget.entries()) expectClose(metrics.perTarget[k], wanted);
  });

  it("is what three samples come to by hand", () => {
    // y = 1, 2, 6 (mean 3, Σ (y - 3)² = 4 + 1 + 9 = 14), ŷ = 2, 2, 4: errors 1, 0, 2, squares 1 + 0 + 4 = 5
    const metrics = evaluateTargets({
      predictions: Float32Array.of(2, 2, 4),
      targets: Float32Array.of(1, 2, 6),
      targetNames: ["y"],
    });
    expect(metrics.meanSquaredError).toBeCloseTo(5 / 3, 14);
    expect(metrics.rootMeanSquaredError).toBeCloseTo(Math.sqrt(5 / 3), 14);
    expect(metrics.meanAbsoluteError).toBe(1);
    expect(metrics.r2).toBeCloseTo(9 / 14, 14);
  });

  it("has no R² where all targets are the same, and leaves it out of the mean", () => {
    const targets = Float32Array.of(0.1, 1, 0.1, 3);
    const metrics = evaluateTargets({ predictions: targets, targets, targetNames: ["same", "other"] });
    expect(metrics.perTarget.map(({ r2 }) => r2)).toEqual([null, 1]);
    expect(metrics.r2).toBe(1);
    const alone = { predictions: Float32Array.of(1), targets: Float32Array.of(2), targetNames: ["y"] };
    expect(evaluateTargets(alone).r2).toBeNull();
  });

  it("refuses no samples, lengths that disagree, and what is not finite, naming the sample", () => {
    const of =
      (predictions: number[], targets: number[], ...targetNames: string[]) =>
      () =>
        evaluateTargets({
          predictions: Float32Array.from(predictions),
          targets: Float32Array.from(targets),
          targetNames,
        });
    expect(of([], [], "y")).toThrow(ShapeError);
    expect(of([1], [1])).toThrow("at least one sample with one target");
    expect(of([1, 2], [1], "y")).toThrow("as many predictions as targets, rows of 1, got 2 and 1");
    expect(of([1, 2, 3], [1, 2, 3], "x", "y")).toThrow("rows of 2");
    expect(of([1, 2, 3, Number.NaN], [1, 2, 3, 4], "x", "y")).toThrow(
      "finite predictions, got NaN for sample 1",
    );
    expect(of([1], [Number.POSITIVE_INFINITY], "y")).toThrow("finite targets, got Infinity for sample 0");
  });
});
