import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { digitOn, drawDigit, pictureStyle } from "../../src/terminal/digit.ts";
import { everyScreen } from "./every-screen.ts";

// 3 x 2 pixels: paper and ink, ink and paper, grey and grey
const pixels = Uint8Array.of(0, 255, 255, 0, 128, 128);
const esc = "\u001b";

describe("drawDigit", () => {
  it("puts two pixels in a half block, in 24-bit colour, ink on paper", () => {
    const cell = (upper: number, lower: number) =>
      `${esc}[38;2;${upper};${upper};${upper}m${esc}[48;2;${lower};${lower};${lower}m▀`;
    expect(drawDigit(pixels, [3, 2], "truecolor").split("\n")).toEqual([
      `${cell(255, 0)}${cell(0, 255)}${esc}[0m`,
      `${cell(127, 255)}${cell(127, 255)}${esc}[0m`, // a third row alone, on paper
    ]);
  });

  it("takes the 24 greys, 232..255, where there are 256 colours", () => {
    const cell = (upper: number, lower: number) => `${esc}[38;5;${upper}m${esc}[48;5;${lower}m▀`;
    expect(drawDigit(pixels, [3, 2], "256-colors").split("\n")).toEqual([
      `${cell(255, 232)}${cell(232, 255)}${esc}[0m`,
      `${cell(243, 255)}${cell(243, 255)}${esc}[0m`,
    ]);
  });

  it("draws two characters a pixel in ASCII, without colour or trailing blanks", () => {
    expect(drawDigit(pixels, [3, 2], "ascii")).toBe("  @@\n@@\n++++");
  });

  it("draws a character for two pixels, one above the other, where the terminal is narrow", () => {
    expect(drawDigit(pixels, [3, 2], "ascii-narrow")).toBe("==\n::");
  });

  it("leaves out blank rows above and below in ASCII, not those between", () => {
    expect(drawDigit(Uint8Array.of(0, 0, 255, 0, 255, 0, 0), [7, 1], "ascii")).toBe("@@\n\n@@");
    expect(drawDigit(new Uint8Array(4), [2, 2], "ascii")).toBe("");
  });
});

describe("pictureStyle", () => {
  const screen = { columns: 80, colors: "truecolor", unicode: true } as const;

  it("is half blocks where there are colours and Unicode, else ASCII", () => {
    expect(pictureStyle(screen, 28)).toBe("truecolor");
    expect(pictureStyle({ ...screen, colors: "256-colors" }, 28)).toBe("256-colors");
    expect(pictureStyle({ ...screen, colors: "basic" }, 28)).toBe("ascii");
    expect(pictureStyle({ ...screen, colors: "none" }, 28)).toBe("ascii");
    expect(pictureStyle({ ...screen, unicode: false }, 28)).toBe("ascii");
  });

  it("is narrow where two characters a pixel do not fit", () => {
    expect(pictureStyle({ ...screen, colors: "none", columns: 56 }, 28)).toBe("ascii");
    expect(pictureStyle({ ...screen, colors: "none", columns: 55 }, 28)).toBe("ascii-narrow");
  });
});

describe("digitOn", () => {
  const digit = Uint8Array.from({ length: 784 }, (_, at) => (at % 28) * 9);

  it.each(everyScreen)("has no line longer than the screen is wide: %j", (screen) => {
    for (const line of digitOn(screen, digit, [28, 28])) {
      expect(stringWidth(line)).toBeLessThanOrEqual(screen.columns);
    }
  });

  it("shrinks an image that has more pixels than the screen has columns", () => {
    const screen = { columns: 40, colors: "truecolor", unicode: true } as const;
    const lines = digitOn(screen, new Uint8Array(100 * 100), [100, 100]);
    expect(lines).toHaveLength(17); // 34 rows, two a line
    expect(stringWidth(lines[0])).toBe(34);
  });
});
