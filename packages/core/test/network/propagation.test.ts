import { describe, expect, it } from "vitest";
import { activate } from "../../src/network/activations.ts";
import { lossOf, squaredError } from "../../src/network/losses.ts";
import { preActivate, propagateBack, subtractGradient } from "../../src/network/propagation.ts";

// A 2-2-2 network worked by hand, with numbers chosen so that every activation is a simple fraction:
// σ(ln 3) = 3/4, σ(-ln 3) = 1/4, σ(0) = 1/2.
const ln3 = 1.0986122886681098;

describe("the report's equations, on a 2-2-2 network worked by hand", () => {
  const W1 = { rows: 2, columns: 3, values: Float64Array.of(ln3, 1, -2, 0, 2, -1) };
  const W2 = { rows: 2, columns: 3, values: Float64Array.of(-0.5, 1, -0.5, 0.25, 0, -0.5) };
  const layers = [{ inputs: 2, units: 2, activation: "sigmoid" }] as const;
  const x = Float64Array.of(1, 2, 1); // the leading 1 for the bias, then the sample (2, 1)

  it("z = W·a and a = σ(z), with the bias in column 0", () => {
    const z1 = new Float64Array(2);
    const a1 = Float64Array.of(1, 0, 0);
    preActivate(W1, x, z1);
    // ln 3 + 1·2 - 2·1 = ln 3;  0 + 2·2 - 1·1 = 3
    expect(z1[0]).toBeCloseTo(ln3, 15);
    expect(z1[1]).toBe(3);
    activate("sigmoid", z1, a1);
    expect(a1[0]).toBe(1);
    expect(a1[1]).toBeCloseTo(3 / 4, 15);
    expect(a1[2]).toBeCloseTo(0.9525741268224334, 15); // 1 / (1 + e^-3), by Python's decimal
  });

  it("cross-entropy from z, its delta a - y, and the program's mean squared error", () => {
    const z2 = Float64Array.of(ln3, 0);
    const a2 = Float64Array.of(1, 3 / 4, 1 / 2);
    const y = Float64Array.of(1, 0); // label 0
    const delta = new Float64Array(2);
    const { value, delta: deltaOf } = lossOf({ layers, loss: "cross-entropy" });
    // -log(3/4) - log(1 - 1/2) = log(4/3) + log 2 = log(8/3)
    expect(value(z2, a2, y)).toBeCloseTo(0.9808292530117262, 14);
    deltaOf(z2, a2, y, delta);
    expect(Array.from(delta)).toEqual([-1 / 4, 1 / 2]);
    // ((1/4)² + (1/2)²) / 2
    expect(squaredError(z2, a2, y)).toBe(5 / 32);
  });

  it("delta of the layer below = Wᵀ·delta ⊙ a (1 - a), without the bias", () => {
    const below = new Float64Array(2);
    const delta = Float64Array.of(-1 / 4, 1 / 2);
    const z1 = Float64Array.of(ln3, 0);
    const a1 = Float64Array.of(1, 3 / 4, 1 / 2);
    propagateBack(W2, delta, "sigmoid", z1, a1, below);
    // unit 1: (1·(-1/4) + 0·1/2) · 3/4·1/4 = -3/64;  unit 2: (-1/2·(-1/4) - 1/2·1/2) · 1/2·1/2 = -1/32
    expect(Array.from(below)).toEqual([-3 / 64, -1 / 32]);
  });

  it("W -= rate · delta·aᵀ", () => {
    const W = { ...W2, values: W2.values.slice() };
    subtractGradient(W, 0.5, Float64Array.of(-1 / 4, 1 / 2), Float64Array.of(1, 3 / 4, 1 / 2));
    // row 0 gains 1/8·(1, 3/4, 1/2), row 1 loses 1/4·(1, 3/4, 1/2)
    expect(Array.from(W.values)).toEqual([-0.375, 1.09375, -0.4375, 0, -0.1875, -0.625]);
  });
});
