import { describe, expect, it } from "vitest";
import {
  accuracyAxis,
  formatAccuracy,
  formatLoss,
  lossAxis,
  measureScale,
} from "../../src/axes/measure-axis.ts";

describe("accuracyAxis", () => {
  it("spans two percent or more, within 0 and 100", () => {
    for (const value of [0, 0.5, 1]) {
      const [from, to] = accuracyAxis([value]).domain;
      expect(to - from).toBeGreaterThanOrEqual(value === 0.5 ? 0.02 : 0.01);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(1);
    }
  });
  it("writes ticks in percent", () => {
    expect(accuracyAxis([0.81, 0.99]).format(0.95)).toBe("95");
  });
});

describe("lossAxis", () => {
  it("begins at 0 and holds the highest", () => {
    const [from, to] = lossAxis([0.25, 2.3]).domain;
    expect(from).toBe(0);
    expect(to).toBeGreaterThan(2.3);
  });
  it("is from 0 to 1 without a loss above 0", () => {
    expect(lossAxis([]).domain).toEqual([0, 1]);
    expect(lossAxis([0]).domain).toEqual([0, 1]);
  });
});

describe("measureScale", () => {
  it("is logarithmic where one loss is more than ten times another: equal factors are equal distances", () => {
    const { scale, ticks } = measureScale(lossAxis([0.02, 2]), [200, 0]);
    expect(scale(0.1) - scale(1)).toBeCloseTo(scale(0.02) - scale(0.2), 9);
    expect(ticks).toContain(0.1);
    expect(scale(1e-9)).toBe(200);
  });
  it("writes labels of a few characters, whatever the magnitude", () => {
    for (const losses of [[3e-6], [0.25], [4e7], [1e-9, 5]]) {
      const axis = lossAxis(losses);
      for (const tick of measureScale(axis, [200, 0]).ticks)
        expect(axis.format(tick).length).toBeLessThanOrEqual(6);
    }
  });
});

describe("what is written", () => {
  it("is an accuracy with two decimals and a loss with four digits", () => {
    expect([0, 0.97125, 1].map(formatAccuracy)).toEqual(["0.00%", "97.13%", "100.00%"]);
    expect([0, 0.0123456, 12.3456].map(formatLoss)).toEqual(["0", "0.01235", "12.35"]);
  });
});
