import { describe, expect, it } from "vitest";
import { type Objective, searchLine } from "../../src/training/line-search.ts";

/** A function of one number as an objective, its evaluations written down. */
function along(phi: (t: number) => number, slope: (t: number) => number) {
  const tried: number[] = [];
  const objective: Objective = async ([t]) => {
    tried.push(t);
    return { value: phi(t), gradient: Float64Array.of(slope(t)) };
  };
  const search = (firstStep: number, maxEvaluations = 25, from = 0) =>
    searchLine(
      objective,
      { x: Float64Array.of(from), value: phi(from), gradient: Float64Array.of(slope(from)) },
      Float64Array.of(1),
      firstStep,
      maxEvaluations,
    );
  return { search, tried };
}

// The first two test functions of Moré & Thuente (1994), equations 5.1 and 5.2, and one that waves on its way down.
const functions = {
  "-t / (t² + 2)": [(t: number) => -t / (t * t + 2), (t: number) => (t * t - 2) / (t * t + 2) ** 2],
  "(t + 0.004)⁵ - 2 (t + 0.004)⁴": [
    (t: number) => (t + 0.004) ** 5 - 2 * (t + 0.004) ** 4,
    (t: number) => 5 * (t + 0.004) ** 4 - 8 * (t + 0.004) ** 3,
  ],
  "(t - 3)² + 4 sin(3 t)": [
    (t: number) => (t - 3) ** 2 + 4 * Math.sin(3 * t),
    (t: number) => 2 * (t - 3) + 12 * Math.cos(3 * t),
  ],
} as const;

describe("the line search", () => {
  for (const [name, [phi, slope]] of Object.entries(functions)) {
    const from = slope(0) < 0 ? 0 : 1.5;
    for (const firstStep of [1e-3, 0.1, 1, 10, 1e3]) {
      it(`ends where both strong Wolfe conditions hold: ${name} from ${from}, first step ${firstStep}`, async () => {
        const { lower, evaluations } = await along(phi, slope).search(firstStep, 25, from);
        const t = (lower?.x[0] ?? Number.NaN) - from;
        expect(phi(from + t)).toBeLessThanOrEqual(phi(from) + 1e-4 * t * slope(from));
        expect(Math.abs(slope(from + t))).toBeLessThanOrEqual(0.9 * Math.abs(slope(from)));
        expect(lower).toMatchObject({ value: phi(from + t), gradient: Float64Array.of(slope(from + t)) });
        // The most is for 5.2, whose slope at 0 is a millionth of what it is on its way.
        expect(evaluations).toBeLessThanOrEqual(16);
      });
    }
  }

  it("interpolates by hand: (t - 1)² from 0, first step 4, then its minimum at 1", async () => {
    // The cubic through a parabola's values and slopes is the parabola.
    const { search, tried } = along(
      (t) => (t - 1) * (t - 1),
      (t) => 2 * (t - 1),
    );
    expect((await search(4)).lower?.x).toEqual(Float64Array.of(1));
    expect(tried).toEqual([4, 1]);
  });

  it("shrinks to a tenth where the value or the gradient is not finite", async () => {
    const broken = [
      [(t: number) => (t > 0.05 ? Number.NaN : -t), () => -1],
      [(t: number) => (t > 0.05 ? Number.NEGATIVE_INFINITY : -t), () => -1],
      [(t: number) => -t, (t: number) => (t > 0.05 ? Number.NaN : -1)],
    ] as const;
    for (const [phi, slope] of broken) {
      const { search, tried } = along(phi, slope);
      const { lower } = await search(1, 3);
      expect(tried.slice(0, 2)).toEqual([1, 0.1]);
      expect(lower?.x[0]).toBeCloseTo(0.01, 15);
    }
  });

  it("takes the lowest point met when the evaluations are used up: -t, which falls for ever", async () => {
    const { search, tried } = along(
      (t) => -t,
      () => -1,
    );
    const { lower, evaluations } = await search(1, 3);
    expect(evaluations).toBe(3);
    expect(lower?.x[0]).toBe(Math.max(...tried));
    expect(tried[2]).toBeGreaterThan(5);
  });

  it("finds nothing where the slope lies, and where a decrease is below rounding", async () => {
    const lying = along(
      (t) => t,
      () => -1,
    );
    expect(await lying.search(1, 7)).toEqual({ evaluations: 7 });
    const flat = along(
      (t) => 1 - 1e-17 * t,
      () => -1e-17,
    );
    expect(await flat.search(1)).toEqual({ evaluations: 1 });
  });
});
