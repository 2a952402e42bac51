import { describe, expect, it } from "vitest";
import { colour, darkTheme, lightTheme, mix, paint, type Theme, themeStyles } from "../../src/draw/theme.ts";

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

function contrast(a: string, b: string): number {
  const [dark, light] = [a, b]
    .map(toLinear)
    .map((rgb) => 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2])
    .sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const lineColours = (theme: Theme) => Array.from({ length: 10 }, (_, i) => theme[`line-${i}` as keyof Theme]);

describe.each([
  ["light", lightTheme],
  ["dark", darkTheme],
])("the %s theme", (_, theme) => {
  for (const [name, vision] of Object.entries(VISIONS)) {
    it(`has line colours that differ by 24 or more (CIE76), any two, in ${name}`, () => {
      const seen = lineColours(theme).map((line) => see(line, vision));
      const distances = seen.flatMap((a, i) =>
        seen.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])),
      );
      expect(distances).toHaveLength(45);
      expect(Math.min(...distances)).toBeGreaterThanOrEqual(24);
    });
  }
  it("has line colours with a contrast of 2.1 or more with the ground", () => {
    for (const line of lineColours(theme)) expect(contrast(line, theme.paper)).toBeGreaterThan(2.1);
  });
  it("has colours for images, the same in both themes, with a contrast of 3 or more with the ground", () => {
    for (const role of ["positive", "negative"] as const) {
      expect(contrast(theme[role], theme.paper), role).toBeGreaterThan(3);
      expect(theme[role]).toBe(lightTheme[role]);
    }
    for (const [name, vision] of Object.entries(VISIONS)) {
      const [a, b] = [see(theme.positive, vision), see(theme.negative, vision)];
      expect(Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]), name).toBeGreaterThan(50);
    }
  });
  it("has words with a contrast of 4.5 or more (WCAG AA) with every ground that they stand on, faint ones 3", () => {
    const cells = ["hit-low", "hit-high", "mistake-low", "mistake-middle", "mistake-high", "quiet"] as const;
    for (const ground of ["paper", "fill", ...cells] as const)
      expect(contrast(theme.ink, theme[ground]), ground).toBeGreaterThan(4.5);
    for (const ink of ["soft-ink", "training", "validation", "test"] as const)
      expect(contrast(theme[ink], theme.paper), ink).toBeGreaterThan(4.5);
    for (const ground of ["paper", "quiet"] as const)
      expect(contrast(theme["faint-ink"], theme[ground]), ground).toBeGreaterThan(3);
  });
});

describe("paint", () => {
  it("puts a theme's colours in the place of their names, mixtures channel by channel", () => {
    const svg = `<path fill="${colour("ink")}" stroke="${mix("hit-low", "hit-high", 0.5)}"/>`;
    // #edf3fa and #a9c6e6: ed + a9 = 237 + 169 = 406, half of it 203 = cb; f3 + c6 = 441 -> 221 = dd; fa + e6 -> f0
    expect(paint(svg, lightTheme)).toBe('<path fill="#1f2328" stroke="#cbddf0"/>');
    expect(paint(svg, darkTheme)).toContain(`fill="${darkTheme.ink}"`);
  });
  it("leaves no mixture where there is nothing to mix", () => {
    expect(mix("hit-low", "hit-high", 0)).toBe(colour("hit-low"));
    expect(mix("hit-low", "hit-high", 1.5)).toBe(colour("hit-high"));
  });
});

describe("themeStyles", () => {
  it("names every role twice: light, and dark on a screen whose reader likes it dark", () => {
    const [light, dark] = themeStyles().split("@media screen and (prefers-color-scheme:dark)");
    for (const role of Object.keys(lightTheme)) {
      expect(light).toContain(`--chart-${role}:#`);
      expect(dark).toContain(`--chart-${role}:#`);
    }
  });
});
