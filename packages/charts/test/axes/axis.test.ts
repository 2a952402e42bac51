import { describe, expect, it } from "vitest";
import { labelCentre, xAxis, yAxis, yRules } from "../../src/axes/axis.ts";

const panel = { left: 100, top: 50, width: 200, height: 80 };

describe("xAxis", () => {
  it("puts a rule and a label at each tick, and the name at the right end", () => {
    const svg = xAxis({
      panel,
      scale: (x) => 100 + 200 * x,
      ticks: [0, 0.5],
      format: String,
      name: "Rate (share)",
    });
    expect(svg).toContain('d="M200,50L200,130"');
    expect(svg).toMatch(/<text x="200" [^>]*>0\.5<\/text>/);
    expect(svg).toMatch(/<text x="300" [^>]*text-anchor="end"[^>]*>Rate \(share\) →<\/text>/);
  });
  it("keeps the rule of a tick whose label is empty", () => {
    const svg = xAxis({ panel, scale: (x) => 100 + 200 * x, ticks: [0.5], format: () => "", name: "Rate" });
    expect(svg).toContain('d="M200,50L200,130"');
    expect(svg.match(/<text/g)).toHaveLength(1);
  });
});

describe("yAxis", () => {
  it("puts rules across the panel and labels left of it", () => {
    const svg = yAxis({
      panel,
      scale: (y) => 130 - 80 * y,
      ticks: [0.5],
      format: String,
      name: "Rate (share)",
    });
    expect(svg).toContain('d="M100,90L300,90"');
    expect(svg).toMatch(/<text x="92" [^>]*text-anchor="end"[^>]*>0\.5<\/text>/);
  });
});

describe("yRules", () => {
  it("is the rules of yAxis alone", () => {
    const rules = yRules({ panel, scale: (y) => 130 - 80 * y, ticks: [0, 0.5] });
    expect(rules.match(/ d="[^"]+"/g)).toEqual([' d="M100,130L300,130"', ' d="M100,90L300,90"']);
    expect(rules).not.toContain("<text");
  });
});

describe("labelCentre", () => {
  it("is the tick, unless the label would leave the margin of 20 beside the panel", () => {
    expect(labelCentre("0.5", 300, panel)).toBe(300);
    // Ten letters of 0.61 em at 11 px are 67 wide.
    expect(labelCentre("nnnnnnnnnn", 300, panel)).toBeLessThan(320 - 33);
    expect(labelCentre("nnnnnnnnnn", 100, panel)).toBeGreaterThan(80 + 33);
    expect(labelCentre("nnnnnnnnnn", 200, panel)).toBe(200);
  });
});
