import { describe, expect, it } from "vitest";
import { accuracyAxis, formatAccuracy, formatLoss, lossAxis } from "../src/measure-axis.ts";

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
    expect(accuracyAxis([0.81, 0.99]).tick(0.95)).toBe("95");
  });
});

describe("lossAxis", () => {
  it("begins at 0 and holds the highest", () => {
    const [from, to] = lossAxis([0.2, 2.3]).domain;
    expect(from).toBe(0);
    expect(to).toBeGreaterThan(2.3);
  });
  it("is from 0 to 1 without a loss above 0", () => {
    expect(lossAxis([]).domain).toEqual([0, 1]);
    expect(lossAxis([0]).domain).toEqual([0, 1]);
  });
});

describe("what is written", () => {
  it("is an accuracy with two decimals and a loss with four digits", () => {
    expect([0, 0.97125, 1].map(formatAccuracy)).toEqual(["0.00%", "97.13%", "100.00%"]);
    expect([0, 0.0123456, 12.3456].map(formatLoss)).toEqual(["0", "0.01235", "12.35"]);
  });
});
