import { describe, expect, it } from "vitest";
import { addPenaltyGradient, type Objective, penalty, plainObjective } from "../../src/network/objective.ts";

// Biases (column 0) are 5, -7 and 100; the weights are (1, -2), (0, 3) and (-0.5).
const w1 = { rows: 2, columns: 3, values: Float64Array.of(5, 1, -2, -7, 0, 3) };
const w2 = { rows: 1, columns: 2, values: Float64Array.of(100, -0.5) };
const regularized = (given: Partial<Objective>) => ({ ...plainObjective, ...given });

describe("the penalty", () => {
  it("is l1 Σ|w| over all layers, biases left out: 0.5 (1 + 2 + 0 + 3 + 0.5)", () => {
    expect(penalty([w1, w2], regularized({ l1: 0.5 }))).toBe(3.25);
  });

  it("is l2/2 Σw² over all layers, biases left out: 0.25 (1 + 4 + 0 + 9 + 0.25)", () => {
    expect(penalty([w1, w2], regularized({ l2: 0.5 }))).toBe(3.5625);
  });

  it("is the sum of both, and nothing without them", () => {
    expect(penalty([w1, w2], regularized({ l1: 0.5, l2: 0.5 }))).toBe(6.8125);
    expect(penalty([w1, w2], plainObjective)).toBe(0);
  });

  it("adds l1 sign(w) + l2 w to the gradient, nothing to biases, and nothing of l1 at 0", () => {
    const gradient = Float64Array.of(1, 1, 1, 1, 1, 1);
    addPenaltyGradient(w1, gradient, regularized({ l1: 0.25, l2: 0.5 }));
    // 1 + 0.25 + 0.5, 1 - 0.25 - 1; 1 + 0, 1 + 0.25 + 1.5
    expect(Array.from(gradient)).toEqual([1, 1.75, -0.25, 1, 1, 2.75]);
  });
});
