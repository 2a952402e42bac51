import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { normal, normalQuantile, tQuantile } from "../src/distributions.ts";
import { erfc } from "../src/elementary.ts";
import { ParameterError } from "../src/errors.ts";
import { createRandom, type Random, streams } from "../src/random.ts";

interface Table {
  readonly normal: readonly [p: number, quantile: number][];
  readonly t: readonly [p: number, degrees: number, quantile: number][];
}

/** Roots of the distribution functions, from Python's mpmath with 40 digits. */
const truth: Table = JSON.parse(
  readFileSync(new URL("fixtures-distributions/distributions.json", import.meta.url), "utf8"),
);

const random = (seed: number) => createRandom({ seed, stream: streams.initialWeights });

function normals(count: number, seed: number): Float64Array {
  const source = random(seed);
  return Float64Array.from({ length: count }, () => normal(source));
}

describe("normalQuantile", () => {
  it("is within 1e-15 of the quantile, from 5e-324 to 1 - 2^-53, beside mpmath", () => {
    expect(truth.normal.length).toBeGreaterThan(40);
    for (const [p, quantile] of truth.normal) {
      expect(Math.abs(normalQuantile(p) / quantile - 1), `p = ${p}`).toBeLessThan(1e-15);
    }
  });

  it("is 0 at 1/2, odd about it, and undone by erfc(-x/√2)/2 to 1e-14", () => {
    expect(normalQuantile(0.5)).toBe(0);
    for (let step = 1; step < 512; step++) {
      const x = normalQuantile(step / 1024);
      expect(normalQuantile(1 - step / 1024)).toBe(-x);
      expect(Math.abs((erfc(-x * Math.SQRT1_2) * 512) / step - 1)).toBeLessThan(1e-14);
    }
  });

  it("refuses what is not in (0, 1)", () => {
    for (const p of [0, 1, -0.1, 1.1, NaN]) expect(() => normalQuantile(p)).toThrow(ParameterError);
    expect(() => normalQuantile(0)).toThrow("p must be in (0, 1), got 0.");
  });
});

describe("normal", () => {
  function constant(value: number): Random {
    return { uint32: () => 0, uniform: () => value, integer: () => 0 };
  }

  it("is finite and of the same size at both ends of uniform(): 0 and 1 - 2^-53 give -8.2 and 8.2", () => {
    expect(normal(constant(0))).toBeCloseTo(-8.2095361516, 10);
    expect(normal(constant(1 - 2 ** -53))).toBe(-normal(constant(0)));
  });

  it("takes two words a number", () => {
    const used = random(7);
    const skipped = random(7);
    normal(used);
    skipped.uint32();
    skipped.uint32();
    expect(used.uint32()).toBe(skipped.uint32());
  });

  // Of n independent normal numbers, within 4 standard deviations: of the mean 1/√n, of the mean square √(2/n),
  // of the mean fourth power √(96/n), of a share q √(q(1 - q)/n).
  it("has mean 0, variance 1, fourth moment 3, and 15.87 % and 97.72 % below -1 and 2, over 100,000 draws", () => {
    const draws = normals(100_000, 20110);
    const mean = (of: (x: number) => number) => draws.reduce((sum, x) => sum + of(x), 0) / draws.length;
    expect(Math.abs(mean((x) => x))).toBeLessThan(4 * 0.00316);
    expect(Math.abs(mean((x) => x ** 2) - 1)).toBeLessThan(4 * 0.00447);
    expect(Math.abs(mean((x) => x ** 4) - 3)).toBeLessThan(4 * 0.031);
    expect(Math.abs(mean((x) => (x < -1 ? 1 : 0)) - 0.158655)).toBeLessThan(4 * 0.00116);
    expect(Math.abs(mean((x) => (x < 2 ? 1 : 0)) - 0.97725)).toBeLessThan(4 * 0.00047);
  });

  // Written by this program, so that another runtime proves that it computes the same bits.
  it("gives the committed bits of 10,000 numbers of seed 1", () => {
    const bytes = new DataView(new ArrayBuffer(80_000));
    normals(10_000, 1).forEach((value, index) => {
      bytes.setFloat64(8 * index, value, true);
    });
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(
      "de2737662681d31bf230b2e9b96d726420cda38e232f14491b0a006d283c02b0",
    );
  });
});

describe("tQuantile", () => {
  it("is within 1e-10 of t, or of 1 where t is smaller, for 1 to 100,000 degrees, beside mpmath", () => {
    for (const [p, degrees, t] of truth.t) {
      const error = Math.abs(tQuantile(p, degrees) - t) / Math.max(1, Math.abs(t));
      expect(error, `p = ${p}, ${degrees} degrees`).toBeLessThan(1e-10);
    }
  });

  it("is tan(π(p - 1/2)) for 1 degree: 1 at 3/4, √3 at 5/6; and √(2/3) at 3/4 for 2 degrees", () => {
    expect(tQuantile(0.75, 1)).toBeCloseTo(1, 13);
    expect(tQuantile(5 / 6, 1)).toBeCloseTo(Math.sqrt(3), 13);
    expect(tQuantile(0.75, 2)).toBeCloseTo(Math.sqrt(2 / 3), 13);
  });

  it("is 0 at 1/2, odd about it, and falls towards the normal quantile as the degrees grow", () => {
    for (const degrees of [1, 2, 7, 1000, 1001]) {
      expect(tQuantile(0.5, degrees)).toBe(0);
      expect(tQuantile(0.125, degrees)).toBe(-tQuantile(0.875, degrees));
    }
    const quantiles = [1, 2, 3, 10, 100, 999, 1000, 1001, 1e6, 1e15].map((degrees) =>
      tQuantile(0.975, degrees),
    );
    expect(quantiles).toEqual([...quantiles].sort((a, b) => b - a));
    expect(quantiles.at(-1)).toBeCloseTo(1.959963984540054, 13);
  });

  it("refuses p outside [1e-9, 1 - 1e-9] and degrees that are no whole number >= 1", () => {
    for (const p of [0, 1, 9e-10, NaN]) expect(() => tQuantile(p, 5)).toThrow(ParameterError);
    for (const degrees of [0, 1.5, -1, NaN, Infinity])
      expect(() => tQuantile(0.975, degrees)).toThrow(ParameterError);
    expect(() => tQuantile(0.975, 0)).toThrow("degrees must be a whole number in [1, 2^53), got 0.");
  });
});
