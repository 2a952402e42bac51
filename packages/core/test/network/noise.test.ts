import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type DrawKey, drawMask, drawNoise, dropThreshold } from "../../src/network/noise.ts";

interface Fixture {
  /** `stays` has a 1 for each unit that stays, a 0 for each that is left out */
  readonly masks: readonly { readonly share: number; readonly key: DrawKey; readonly stays: string }[];
  readonly noise: readonly { readonly key: DrawKey; readonly normal: readonly number[] }[];
}
/** See fixtures/noise.py. */
const fixture: Fixture = JSON.parse(readFileSync(new URL("fixtures/noise.json", import.meta.url), "utf8"));

const key: DrawKey = { seed: 7, step: 3, position: 2, layer: 1, layers: 3 };
const maskOf = (share: number, units: number, given: Partial<DrawKey> = {}) => {
  const mask = new Float64Array(units);
  drawMask(share, { ...key, ...given }, mask);
  return mask;
};
const noiseOf = (deviation: number, units: number, given: Partial<DrawKey> = {}) => {
  const noise = new Float64Array(units);
  drawNoise(deviation, { ...key, ...given }, noise);
  return noise;
};

describe("dropout's mask", () => {
  it.each(fixture.masks)("is Python's, share $share, $key", ({ share, key, stays }) => {
    const mask = maskOf(share, stays.length, key);
    expect(Array.from(mask, (scale) => (scale === 0 ? "0" : "1")).join("")).toBe(stays);
  });

  it.each([0.1, 0.25, 0.5, 0.8])(
    "leaves out a share of %d of 100,000 units, to 4 standard deviations",
    (share) => {
      const mask = maskOf(share, 100_000);
      const out = mask.filter((scale) => scale === 0).length;
      expect(Math.abs(out - share * 100_000)).toBeLessThan(4 * Math.sqrt(100_000 * share * (1 - share)));
    },
  );

  it("has the exact scale 1 / (1 - share) for units that stay, 0 for the others, and nothing else", () => {
    expect(new Set(maskOf(0.5, 1000))).toEqual(new Set([0, 2]));
    expect(new Set(maskOf(0.75, 1000))).toEqual(new Set([0, 4]));
    expect(new Set(maskOf(0, 1000))).toEqual(new Set([1]));
  });

  it("leaves units out independently: each of the 16 patterns of 4 neighbours one time in 16, chi-square below 37.7", () => {
    const mask = maskOf(0.5, 64_000);
    const counts = new Array<number>(16).fill(0);
    for (let at = 0; at < mask.length; at += 4) {
      const pattern = mask.subarray(at, at + 4).reduce((bits, scale) => 2 * bits + (scale > 0 ? 1 : 0), 0);
      counts[pattern]++;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(37.7); // 15 degrees of freedom: one in a thousand is above, scipy.stats.chi2.isf
  });

  it("is the same for the same key, whatever else was drawn before, and longer for more units", () => {
    const first = maskOf(0.5, 50);
    maskOf(0.5, 999, { position: 1 });
    expect(maskOf(0.5, 50)).toEqual(first);
    expect(maskOf(0.5, 500).subarray(0, 50)).toEqual(first);
  });

  it("is another for every step, position, layer and seed", () => {
    const seen = new Set<string>();
    for (const seed of [0, 1, 2 ** 32])
      for (const step of [0, 1, 2])
        for (const position of [0, 1, 2, 3])
          for (const layer of [0, 1, 2]) seen.add(String(maskOf(0.5, 64, { seed, step, position, layer })));
    expect(seen.size).toBe(3 * 3 * 4 * 3);
  });

  it("leaves out more units for a larger share, the ones of the smaller among them", () => {
    const [few, many] = [maskOf(0.2, 1000), maskOf(0.6, 1000)];
    for (const [unit, scale] of few.entries()) if (scale === 0) expect(many[unit]).toBe(0);
  });

  it("has a threshold that no word of 32 bits is below for 0, and half of them for 1/2", () => {
    expect([0, 0.5, 0.25].map(dropThreshold)).toEqual([0, 2 ** 31, 2 ** 30]);
  });
});

describe("input noise", () => {
  it.each(fixture.noise)(
    "is mpmath's normal quantile of Python's words to 4e-15: $key",
    ({ key, normal }) => {
      const noise = noiseOf(1, normal.length, key);
      for (const [unit, wanted] of normal.entries())
        expect(Math.abs(noise[unit] - wanted)).toBeLessThan(4e-15 * Math.max(1, Math.abs(wanted)));
    },
  );

  it("has mean 0, the deviation asked for and a normal's tails: 100,000 numbers to 4 standard deviations", () => {
    const n = 100_000;
    const noise = noiseOf(0.3, n);
    const mean = noise.reduce((sum, value) => sum + value, 0) / n;
    const variance = noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
    expect(Math.abs(mean)).toBeLessThan(4 * (0.3 / Math.sqrt(n)));
    expect(Math.abs(variance / 0.09 - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    // 4.55 % of normal numbers are further from 0 than two standard deviations.
    const far = noise.filter((value) => Math.abs(value) > 0.6).length / n;
    expect(Math.abs(far - 0.0455)).toBeLessThan(4 * Math.sqrt((0.0455 * 0.9545) / n));
  });

  it("is the same for the same key, in proportion to its deviation, and another for another sample, step or seed", () => {
    expect(noiseOf(0.5, 100)).toEqual(noiseOf(1, 100).map((value) => value / 2));
    expect(noiseOf(1, 100).subarray(0, 10)).toEqual(noiseOf(1, 10));
    const seen = new Set<number>();
    for (const seed of [0, 1])
      for (const step of [0, 1, 2])
        for (const position of [0, 1, 2])
          for (const value of noiseOf(1, 5, { seed, step, position })) seen.add(value);
    expect(seen.size).toBe(2 * 3 * 3 * 5);
  });

  it("does not depend on the layers of the network", () => {
    expect(noiseOf(1, 10, { layers: 7, layer: 0 })).toEqual(noiseOf(1, 10));
  });
});
