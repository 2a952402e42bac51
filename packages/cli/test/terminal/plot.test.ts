import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { createDotCanvas } from "../../src/terminal/dot-canvas.ts";
import { drawPlot, type PlotOptions } from "../../src/terminal/plot.ts";
import { everyScreen } from "./every-screen.ts";

const plain = { mark: "*", dash: [1, 0], paint: (text: string) => text } as const;

describe("the canvas", () => {
  it("draws a falling line of marks in ASCII, from corner to corner", () => {
    const canvas = createDotCanvas(3, 3, false);
    canvas.draw(
      [
        [0, 1],
        [1, 0],
      ],
      plain,
    );
    expect(canvas.rows()).toEqual(["*  ", " * ", "  *"]);
  });

  it("draws 2 x 4 dots a character in braille", () => {
    const canvas = createDotCanvas(2, 1, true);
    canvas.draw([[0, 1]], plain); // dot 1, upper left
    canvas.draw([[1, 0]], plain); // dot 8, lower right
    expect(canvas.rows()).toEqual(["\u2801\u2880"]);
  });

  it("leaves dots out of a dashed line, and none of a line in ASCII", () => {
    const points = [
      [0, 1],
      [1, 1],
    ] as const;
    const [dashed, ascii] = [true, false].map((unicode) => {
      const canvas = createDotCanvas(2, 1, unicode);
      canvas.draw(points, { ...plain, dash: [1, 1] });
      return canvas.rows();
    });
    expect(dashed).toEqual(["\u2801\u2801"]); // dots 0 and 2 of 4
    expect(ascii).toEqual(["**"]);
  });

  it("keeps points that are outside at its edge", () => {
    const canvas = createDotCanvas(2, 2, false);
    canvas.draw([[7, -3]], plain);
    expect(canvas.rows()).toEqual(["  ", " *"]);
  });
});

const options: PlotOptions = {
  title: "Some plot",
  lines: [
    { name: "rising", value: "1.0", x: [0, 1], y: [0, 1] },
    { name: "<\u001b[2Jhostile ".repeat(20), value: "0.5", x: [0, 1], y: [0.5, 0.5] },
  ],
  x: { name: "time [s]", from: 0, to: 1, label: String },
  y: { name: "level", from: 0, to: 1, label: (value) => value.toFixed(1) },
  rows: 5,
  mostColumns: 100,
};

describe("drawPlot", () => {
  it.each(everyScreen)(
    "has no line longer than the screen is wide, colours where there are: %j",
    (screen) => {
      const lines = drawPlot(options, screen);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(screen.columns);
      const text = lines.join("\n");
      expect(text.includes("\u001b[")).toBe(screen.colors !== "none");
      expect(text).not.toContain("\u001b[2J");
      if (!screen.unicode) expect(stripVTControlCharacters(text)).toMatch(/^[\n -~\ufffd]*$/);
    },
  );

  it("has labels at the top, in the middle and at the bottom, and names the axis of x", () => {
    const screen = { columns: 30, colors: "none", unicode: false } as const;
    expect(drawPlot({ ...options, lines: [{ ...options.lines[0], x: [0, 1], y: [0, 1] }] }, screen)).toEqual([
      "Some plot  * rising, 1.0",
      "1.0 +                      ***",
      "    |                ******",
      "0.5 +          ******",
      "    |    ******",
      "0.0 +****",
      "    +-------------------------",
      "     0       time [s]        1",
    ]);
  });

  it("draws no point below the axis of y, and none that is no number", () => {
    const screen = { columns: 30, colors: "none", unicode: false } as const;
    const line = { name: "", value: "", x: [0, 0.5, 1], y: [-1, Number.NaN, 1] };
    const rows = drawPlot({ ...options, lines: [line] }, screen).slice(1, 6);
    expect(rows.join("").match(/\*/g)).toHaveLength(1);
    expect(rows[0].endsWith("*")).toBe(true);
  });
});
