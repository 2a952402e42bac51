import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { type Mistake, mistakesChart } from "../../src/images/mistakes-chart.ts";
import { readTexts } from "../read-chart.ts";
import { readImages } from "./read-images.ts";
import { SAMPLE_SHAPE, sampleDigits } from "./sample-images.ts";

const title = "Mistakes on the test set";
const mistakeOf = (i: number, changes: Partial<Mistake> = {}): Mistake => ({
  index: 100 + i,
  label: String(i % 4),
  prediction: String((i + 1) % 4),
  confidence: 0.996 - i / 100,
  image: sampleDigits[i % 4],
  ...changes,
});
const many = (count: number, changes: Partial<Mistake> = {}) =>
  Array.from({ length: count }, (_, i) => mistakeOf(i, changes));
const large = { image: Uint8Array.from({ length: 784 }, (_, i) => i % 256) };

/** The lines beneath an image, above the next row of images. */
function captionOf(svg: string, index: number): string[] {
  const images = readImages(svg);
  const { x, y, height } = images[index];
  const nextRow = Math.min(Infinity, ...images.map((image) => image.y).filter((top) => top > y));
  return readTexts(svg)
    .filter((line) => line.x === x && line.y > y + height && line.y < nextRow)
    .map(({ words }) => words);
}

describe("mistakesChart", () => {
  it("shows every byte of every image, in the order given", () => {
    const { svg } = mistakesChart({ title, mistakes: many(6), imageShape: SAMPLE_SHAPE, total: 6 });
    const images = readImages(svg);
    expect(images).toHaveLength(6);
    images.forEach(({ pixels }, i) => {
      expect(pixels.map(([grey, , , opacity]) => [255 - grey, opacity])).toEqual(
        Array.from(sampleDigits[i % 4], (ink) => [ink, 255]),
      );
    });
    expect(images[1].x).toBeGreaterThan(images[0].x + images[0].width);
  });
  it("writes label and prediction with an arrow between, confidence and index beneath each image", () => {
    const chart = mistakesChart({ title, mistakes: many(40, large), imageShape: [28, 28], total: 651 });
    expect(captionOf(chart.svg, 0)).toEqual(["0 → 1", "99.6%", "index 100"]);
    expect(captionOf(chart.svg, 39)).toEqual(["3 → 0", "60.6%", "index 139"]);
    expect(chart.tables[0].rows[39]).toEqual([139, "3", "0", 0.996 - 0.39]);
    expect(chart.description).toBe(
      "40 of 651 mistakes, the worst first: sample 100 is 0, taken for 1 with a confidence of 99.6%; " +
        "sample 101 is 1, taken for 2 with a confidence of 98.6%; " +
        "sample 102 is 2, taken for 3 with a confidence of 97.6%.",
    );
  });
  it("shows 40 at most, in 8 columns of 56 pixels, and of how many", () => {
    const { svg, width, height, tables } = mistakesChart({
      title,
      mistakes: many(50, large),
      imageShape: [28, 28],
      total: 651,
    });
    const images = readImages(svg);
    expect(images).toHaveLength(40);
    expect(new Set(images.map(({ x }) => x)).size).toBe(8);
    expect(images[0].width).toBe(56);
    expect(svg).toContain("40 of 651 mistakes, worst first");
    expect(tables[0].rows).toHaveLength(40);
    expect(width).toBe(640);
    for (const line of readTexts(svg)) expect(line.y).toBeLessThanOrEqual(height - 16);
    expect(svg.length).toBeLessThan(100_000);
  });
  it("gives longer names a line each, and shows fewer mistakes so that they can be read", () => {
    const named = many(40, { ...large, label: "Ankle boot", prediction: "T-shirt/top" });
    const { svg } = mistakesChart({ title, mistakes: named, imageShape: [28, 28], total: 651 });
    expect(captionOf(svg, 0)).toEqual(["Ankle boot", "→ T-shirt/top", "99.6%", "index 100"]);
    expect(readImages(svg)).toHaveLength(35);
    expect(svg).toContain("35 of 651 mistakes");
  });
  it("writes a score that is no share as the number that it is", () => {
    const mistakes = [mistakeOf(0, { confidence: 1.47 }), mistakeOf(1, { confidence: -0.2 })];
    const { svg } = mistakesChart({ title, mistakes, imageShape: SAMPLE_SHAPE, total: 2 });
    expect([captionOf(svg, 0)[1], captionOf(svg, 1)[1]]).toEqual(["1.5", "−0.2"]);
  });
  it("says in a sentence that there are none", () => {
    const chart = mistakesChart({ title, mistakes: [], imageShape: SAMPLE_SHAPE, total: 0 });
    expect(readTexts(chart.svg).map(({ words }) => words)).toEqual([
      title,
      "There are no mistakes: every sample was classified as its label says.",
    ]);
    expect(chart.svg).not.toContain("<image");
    expect(chart.tables[0].rows).toEqual([]);
  });
  it.each([`<&"'>`, "שלום", "a".repeat(200), ""])("keeps the class %j text", (label) => {
    const { svg } = mistakesChart({
      title: label,
      mistakes: [mistakeOf(0, { label, prediction: label })],
      imageShape: SAMPLE_SHAPE,
      total: 1,
    });
    expect(svg).not.toContain("<&");
    expect(() => new Resvg(svg)).not.toThrow();
    for (const { words } of readTexts(svg)) expect(words.length).toBeLessThan(100);
  });
  it.each([
    [{ mistakes: many(2), total: 1 }, "Mistakes chart, total: expected a whole number of 2 or more, got 1."],
    [
      { mistakes: [mistakeOf(0, { confidence: Number.NaN })], total: 1 },
      "Mistakes chart, sample 100: expected a number as confidence, got NaN.",
    ],
    [
      { mistakes: [mistakeOf(0, { image: new Uint8Array(41) })], total: 1 },
      "Mistakes chart, sample 100: expected 7 x 6 = 42 pixels, got 41.",
    ],
    [
      { mistakes: [mistakeOf(0, { index: -1 })], total: 1 },
      "Mistakes chart, index: expected a whole number of 0 or more, got -1.",
    ],
  ])("refuses wrong input: case %#", (wrong, message) => {
    expect(() => mistakesChart({ title, imageShape: SAMPLE_SHAPE, ...wrong })).toThrow(
      new RangeError(message),
    );
  });
  it("looks as reviewed", async () => {
    const { svg } = mistakesChart({ title, mistakes: many(7), imageShape: SAMPLE_SHAPE, total: 651 });
    await expect(svg).toMatchFileSnapshot("snapshots/mistakes.svg");
  });
});
