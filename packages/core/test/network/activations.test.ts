import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type ActivationName,
  activate,
  activationNames,
  activations,
  type UnitActivationName,
  unitActivation,
} from "../../src/network/activations.ts";

/** By activation, rows [z, f(z), f'(z)]: see fixtures/activations.py. */
const truth: Record<UnitActivationName, [z: number, value: number, derivative: number][]> = JSON.parse(
  readFileSync(new URL("fixtures/activations.json", import.meta.url), "utf8"),
);
const names = Object.keys(activations) as UnitActivationName[];

describe("the activations of a unit", () => {
  it("are eight, each with a table of mpmath's", () => {
    expect(names).toHaveLength(8);
    expect(Object.keys(truth).sort()).toEqual([...names].sort());
  });

  it.each(names)("%s is mpmath's to 4e-16 of the larger of 1 and the value, at 50 points", (name) => {
    const { apply } = activations[name];
    expect(truth[name]).toHaveLength(50);
    for (const [z, value] of truth[name])
      expect(Math.abs(apply(z) - value), `z = ${z}`).toBeLessThanOrEqual(
        4e-16 * Math.max(1, Math.abs(value)),
      );
  });

  it.each(names)("the derivative of %s is mpmath's to 4e-15, at 50 points", (name) => {
    const { apply, derivative } = activations[name];
    for (const [z, , slope] of truth[name])
      expect(Math.abs(derivative(z, apply(z)) - slope), `z = ${z}`).toBeLessThanOrEqual(4e-15);
  });

  it("relu and leaky-relu alone have a kink, where the derivative is that of the left side", () => {
    expect(names.filter((name) => "kinked" in activations[name])).toEqual(["relu", "leaky-relu"]);
    expect(activations.relu.derivative(0)).toBe(0);
    expect(activations["leaky-relu"].derivative(0)).toBe(0.01);
  });

  it("scaled-tanh is LeCun's: 1 at 1 and -1 at -1 to 3e-6, within 1.7159", () => {
    const { apply } = activations["scaled-tanh"];
    expect(Math.abs(apply(1) - 1)).toBeLessThan(3e-6);
    expect(apply(-1)).toBe(-apply(1));
    expect(apply(100)).toBe(1.7159);
  });

  it.each(names)("%s and its derivative are finite at |z| = 1e4 and 1e300", (name) => {
    const { apply, derivative } = activations[name];
    for (const z of [1e4, -1e4, 1e300, -1e300]) {
      expect(Number.isFinite(apply(z)), `z = ${z}`).toBe(true);
      expect(Number.isFinite(derivative(z, apply(z))), `z = ${z}`).toBe(true);
    }
  });

  it("do not have softmax among them, which is for the output layer", () => {
    expect(activationNames).toEqual([...names, "softmax"]);
    expect(unitActivation("gelu")).toBe(activations.gelu);
    expect(() => unitActivation("softmax")).toThrow("softmax is for the output layer");
  });
});

describe("activate", () => {
  const activated = (name: ActivationName, ...z: number[]) => {
    const a = new Float64Array(1 + z.length).fill(7);
    activate(name, Float64Array.from(z), a);
    return Array.from(a);
  };

  it("writes a behind the leading number, which it leaves alone", () => {
    expect(activated("relu", -2, 0, 3)).toEqual([7, 0, 0, 3]);
    expect(activated("identity", -2, 0, 3)).toEqual([7, -2, 0, 3]);
    expect(activated("softmax", 0, 0)).toEqual([7, 0.5, 0.5]);
  });

  it("softmax by hand: z = (ln 1, ln 2, ln 5) is (1, 2, 5) / 8, whatever is added to all of z", () => {
    for (const shift of [0, 3, -3, 1000]) {
      const [, ...a] = activated("softmax", shift, shift + Math.LN2, shift + Math.log(5));
      for (const [k, wanted] of [1 / 8, 2 / 8, 5 / 8].entries()) expect(a[k]).toBeCloseTo(wanted, 12);
    }
  });

  it("softmax is 0 and 1, not NaN, at |z| = 1e4", () => {
    expect(activated("softmax", 1e4, -1e4, 0).slice(1)).toEqual([1, 0, 0]);
    expect(activated("softmax", -1e4, -1e4).slice(1)).toEqual([0.5, 0.5]);
    expect(activated("softmax", -1e4).slice(1)).toEqual([1]);
  });
});
