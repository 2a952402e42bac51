import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/errors.ts";
import { type ActivationName, activate } from "../../src/network/activations.ts";
import { type LossName, losses, lossOf, setTarget, squaredError } from "../../src/network/losses.ts";
import type { Network } from "../../src/network/network.ts";

interface LossCase {
  readonly loss: LossName;
  readonly output: ActivationName;
  readonly label: number;
  readonly labelSmoothing: number;
  readonly z: readonly number[];
  readonly value: number;
  readonly gradient: readonly number[];
}

/** See fixtures/losses.py. */
const cases: readonly LossCase[] = JSON.parse(
  readFileSync(new URL("fixtures/losses.json", import.meta.url), "utf8"),
);

const networkOf = (loss: LossName, output: ActivationName, units = 2): Network => ({
  scaling: { type: "none" },
  layers: [{ inputs: 1, units, activation: output }],
  loss,
});

/** A sample's loss and its delta. */
function lossAt(
  { loss, output, label, labelSmoothing }: Omit<LossCase, "z" | "value" | "gradient">,
  z: Float64Array | Float32Array,
): { value: number; delta: number[] } {
  const like = () => (z instanceof Float32Array ? new Float32Array(z.length) : new Float64Array(z.length));
  const [y, delta, a] = [like(), like(), new Float64Array(1 + z.length).fill(1)];
  activate(output, z, a);
  setTarget(y, label, labelSmoothing);
  const { value, delta: deltaOf } = lossOf(networkOf(loss, output, z.length));
  deltaOf(z, a, y, delta);
  return { value: value(z, a, y), delta: Array.from(delta) };
}

const pairs = Object.entries(losses).flatMap(([loss, outputs]) =>
  Object.keys(outputs).map((output) => [loss, output] as [LossName, ActivationName]),
);

describe("the losses beside PyTorch's, with and without label smoothing", () => {
  it.each(pairs)("%s with %s outputs: 22 values to 2e-15 of themselves, deltas to 1e-15", (loss, output) => {
    const own = cases.filter((example) => example.loss === loss && example.output === output);
    expect(own).toHaveLength(22);
    for (const example of own) {
      const { value, delta } = lossAt(example, Float64Array.from(example.z));
      const place = JSON.stringify(example);
      expect(Math.abs(value - example.value), place).toBeLessThanOrEqual(2e-15 * Math.max(1, example.value));
      for (const [unit, wanted] of example.gradient.entries()) {
        const off = Math.abs(delta[unit] - wanted);
        expect(off, place).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(wanted)));
      }
    }
  });
});

describe("the losses by hand", () => {
  const at = (loss: LossName, output: ActivationName, z: readonly number[], label: number, smoothing = 0) =>
    lossAt({ loss, output, label, labelSmoothing: smoothing }, Float64Array.from(z));

  it("have -log of the label's share with softmax outputs, z = (0, ln 3): shares 1/4 and 3/4", () => {
    const { value, delta } = at("cross-entropy", "softmax", [0, Math.log(3)], 1);
    expect(value).toBeCloseTo(0.28768207245178085, 15); // log 4/3
    expect(delta[0]).toBeCloseTo(1 / 4, 15);
    expect(delta[1]).toBeCloseTo(-1 / 4, 15);
  });

  it("have the mean over the outputs of (a - y)² and 2 (a - y) / n with identity outputs", () => {
    // (3 - 1)², (-1 - 0)², 0² and 2², over 4
    const { value, delta } = at("mean-squared-error", "identity", [3, -1, 0, 2], 0);
    expect(value).toBe(9 / 4);
    expect(delta).toEqual([1, -1 / 2, 0, 1]);
  });

  it("take the squared error's delta through sigmoid and softmax: a = 1/2 and 1/2, label 0", () => {
    // dL/da = 2/2 (∓1/2); sigmoid: · 1/4; softmax: a (g - Σ g a) with Σ g a = 0
    expect(at("mean-squared-error", "sigmoid", [0, 0], 0).delta).toEqual([-1 / 8, 1 / 8]);
    expect(at("mean-squared-error", "softmax", [0, 0], 0).delta).toEqual([-1 / 4, 1 / 4]);
  });

  it("are |z| each where cross-entropy is as wrong as can be at |z| = 1e4, and 0 where it is right", () => {
    expect(at("cross-entropy", "softmax", [1e4, -1e4], 1)).toEqual({ value: 2e4, delta: [1, -1] });
    expect(at("cross-entropy", "sigmoid", [1e4, -1e4], 1)).toEqual({ value: 2e4, delta: [1, -1] });
    expect(at("cross-entropy", "softmax", [1e4, -1e4], 0).value).toBe(0);
    expect(at("cross-entropy", "sigmoid", [1e4, -1e4], 0).value).toBe(0);
    // y = (0.05, 0.95): of the 2e4 between the two z, 95 in 100 are lost
    expect(at("cross-entropy", "softmax", [1e4, -1e4], 1, 0.1).value).toBeCloseTo(19_000, 10);
  });

  it.each(pairs)("are finite numbers at |z| = 1e4, in float32 too: %s with %s outputs", (loss, output) => {
    for (const z of [
      [1e4, -1e4, 1e4],
      [-1e4, -1e4, -1e4],
      [0, 1e4, -1e4],
    ]) {
      for (const [label, labelSmoothing] of [
        [0, 0],
        [1, 0.1],
        [2, 0.9],
      ]) {
        for (const values of [Float64Array.from(z), Float32Array.from(z)]) {
          const { value, delta } = lossAt({ loss, output, label, labelSmoothing }, values);
          expect([value, ...delta].every(Number.isFinite)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(0);
        }
      }
    }
  });

  it("have deltas that sum to 0 with softmax outputs, which do not feel what is added to all z", () => {
    for (const loss of ["cross-entropy", "mean-squared-error"] as const) {
      const { delta } = at(loss, "softmax", [0.3, -1.2, 2.5, 0.1], 2, 0.1);
      expect(delta.reduce((sum, d) => sum + d)).toBeCloseTo(0, 15);
    }
  });
});

describe("lossOf", () => {
  it("refuses cross-entropy with outputs that are no probabilities, saying which go with it", () => {
    for (const output of ["identity", "relu", "tanh"] as const) {
      const network = networkOf("cross-entropy", output);
      expect(() => lossOf(network)).toThrow(ParameterError);
      expect(() => lossOf(network)).toThrow(
        `loss cross-entropy goes with output sigmoid or softmax, got ${output}.`,
      );
    }
  });

  it("goes by the last layer alone", () => {
    const network = networkOf("cross-entropy", "softmax");
    const layers = [{ inputs: 1, units: 1, activation: "identity" as const }, ...network.layers];
    expect(lossOf({ ...network, layers })).toBe(losses["cross-entropy"].softmax);
  });
});

describe("the target", () => {
  it("is 1 for the label and 0 for the others; smoothing 0.2 of 4 units: 0.85 and 0.05", () => {
    const y = Float64Array.of(9, 9, 9, 9);
    setTarget(y, 2);
    expect(Array.from(y)).toEqual([0, 0, 1, 0]);
    setTarget(y, 0, 0.2);
    expect(Array.from(y)).toEqual([0.8500000000000001, 0.05, 0.05, 0.05]);
  });

  it("makes squaredError the mean over the outputs of (a - y)², a without its leading 1", () => {
    // (0.5² + 0.25² + 0) / 3
    expect(
      squaredError(new Float64Array(3), Float64Array.of(1, 0.5, 0.25, 1), Float64Array.of(0, 0, 1)),
    ).toBe(0.3125 / 3);
  });
});
