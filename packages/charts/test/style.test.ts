import { describe, expect, it } from "vitest";
import { LINE_COLOURS, lineStyle } from "../src/style.ts";

// Full protanopia, deuteranopia and tritanopia on linear RGB: Machado, Oliveira & Fernandes (2009), table 1,
// severity 1.0, doi:10.1109/TVCG.2009.113
const VISIONS: Readonly<Record<string, readonly (readonly number[])[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function toLinear(colour: string): number[] {
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
}

/** CIE L*a*b* of linear sRGB, white D65. */
function toLab([r, g, b]: number[]): number[] {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function see(colour: string, vision: readonly (readonly number[])[]): number[] {
  const rgb = toLinear(colour);
  return toLab(
    vision.map((row) => Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]))),
  );
}

describe("the line colours", () => {
  for (const [name, vision] of Object.entries(VISIONS)) {
    it(`differ by 24 or more (CIE76), any two, in ${name}`, () => {
      const seen = LINE_COLOURS.map((colour) => see(colour, vision));
      const distances = seen.flatMap((a, i) =>
        seen.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
      );
      expect(distances).toHaveLength(45);
      expect(Math.min(...distances)).toBeGreaterThanOrEqual(24);
    });
  }
  it("have a contrast with white of 2.1 or more", () => {
    for (const colour of LINE_COLOURS) {
      const [r, g, b] = toLinear(colour);
      expect(1.05 / (0.05 + 0.2126 * r + 0.7152 * g + 0.0722 * b)).toBeGreaterThan(2.1);
    }
  });
});

describe("lineStyle", () => {
  it("gives 30 lines 30 looks by colour and dashes", () => {
    const looks = Array.from({ length: 30 }, (_, i) => JSON.stringify(lineStyle(i)));
    expect(new Set(looks).size).toBe(30);
  });
  it("dashes every other of the first ten, so that neighbours differ without colour", () => {
    const dashes = Array.from({ length: 10 }, (_, i) => lineStyle(i)["stroke-dasharray"]);
    expect(dashes.map((dash) => dash !== undefined)).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1].map(Boolean));
  });
});
