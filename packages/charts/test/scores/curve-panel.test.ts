import { describe, expect, it } from "vitest";
import { lineStyle } from "../../src/draw/style.ts";
import { curveScales, frameCorner, plotCurve, toPixels } from "../../src/scores/curve-panel.ts";

const whole = curveScales({ left: 50, top: 20, width: 200, height: 100 }, [0, 1], [0, 1]);

describe("frameCorner", () => {
  it("surrounds the part of the whole that is enlarged", () => {
    const enlarged = curveScales({ left: 300, top: 20, width: 200, height: 100 }, [0, 0.25], [0.5, 1]);
    expect(frameCorner(whole, enlarged)).toContain('x="50" y="20" width="50" height="50"');
  });
});

describe("plotCurve", () => {
  const curve = { x: Float64Array.of(0, 0.5, 1), y: Float64Array.of(0, 0.75, 1) };
  it("draws a curve at its places in the panel", () => {
    expect(plotCurve(toPixels(curve, whole), lineStyle(0))).toContain('d="M50,120L150,45L250,20"');
  });
  it("draws nothing of a single point", () => {
    expect(plotCurve({ x: Float64Array.of(60), y: Float64Array.of(40) }, lineStyle(0))).toBe("");
  });
});
