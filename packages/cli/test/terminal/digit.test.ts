import { afterEach, describe, expect, it, vi } from "vitest";
import { drawDigit, pictureStyle } from "../../src/terminal/digit.ts";

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
  const terminal = (depth: number, columns = 80) =>
    ({ isTTY: true, columns, getColorDepth: () => depth }) as NodeJS.WriteStream;
  const utf8 = () => {
    vi.stubEnv("LC_ALL", "en_US.UTF-8");
    vi.stubEnv("NO_COLOR", "");
    vi.stubEnv("TERM", "xterm");
  };
  afterEach(() => vi.unstubAllEnvs());

  it("follows the terminal's colours", () => {
    utf8();
    expect([24, 8, 4, 1].map((depth) => pictureStyle(terminal(depth), 28))).toEqual([
      "truecolor",
      "256-colors",
      "ascii",
      "ascii",
    ]);
  });

  it("is ASCII under NO_COLOR, on a dumb terminal and on a pipe", () => {
    utf8();
    vi.stubEnv("NO_COLOR", "1");
    expect(pictureStyle(terminal(24), 28)).toBe("ascii");
    vi.stubEnv("NO_COLOR", "");
    vi.stubEnv("TERM", "dumb");
    expect(pictureStyle(terminal(24), 28)).toBe("ascii");
    expect(pictureStyle({ isTTY: false } as NodeJS.WriteStream, 28)).toBe("ascii");
  });

  it.skipIf(process.platform === "win32" || process.platform === "darwin")(
    "is ASCII where the locale is not UTF-8",
    () => {
      utf8();
      vi.stubEnv("LC_ALL", "C");
      expect(pictureStyle(terminal(24), 28)).toBe("ascii");
    },
  );

  it("is narrow where two characters a pixel do not fit", () => {
    utf8();
    expect(pictureStyle(terminal(1, 56), 28)).toBe("ascii");
    expect(pictureStyle(terminal(1, 55), 28)).toBe("ascii-narrow");
  });
});
