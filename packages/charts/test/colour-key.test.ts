import { scaleLinear } from "d3-scale";
import { describe, expect, it } from "vitest";
import { colourAt, formatShare } from "../src/colour-key.ts";

describe("colourAt", () => {
  it("writes six hexadecimal digits, also for channels below 16", () => {
    const colour = scaleLinear([0, 1], ["#000000", "#0aff14"]);
    expect(colourAt(colour, 0)).toBe("#000000");
    expect(colourAt(colour, 0.5)).toBe("#05800a");
    expect(colourAt(colour, 1)).toBe("#0aff14");
  });
});

describe("formatShare", () => {
  it("writes 0% and 100% only when exact", () => {
    expect([0, 0.0004, 0.0005, 0.5, 0.9994, 0.9996, 1].map(formatShare)).toEqual([
      "0%",
      "<0.1%",
      "0.1%",
      "50.0%",
      "99.9%",
      ">99.9%",
      "100%",
    ]);
  });
});
