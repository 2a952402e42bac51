import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { samplesChart } from "../../src/images/samples-chart.ts";
import { readTexts } from "../read-chart.ts";
import { countOpaque, readImages } from "./read-images.ts";
import { SAMPLE_SHAPE, sampleDigits } from "./sample-images.ts";

const title = "Samples of each class";
const rows = ["0", "1", "2", "3"].map((label, i) => ({
  label,
  images: Array.from({ length: 10 - i }, (_, k) => sampleDigits[(i + k) % 4]),
}));
const counts = [5923, 6742, 5958, 12];
const noise = (seed: number) => Uint8Array.from({ length: 784 }, (_, i) => (i * (i + seed) * 31) % 256);

describe("samplesChart", () => {
  const chart = samplesChart({ title, rows, imageShape: SAMPLE_SHAPE, counts });
  const images = readImages(chart.svg);

  it("shows every byte of every image: 0 white, 255 black", () => {
    const given = rows.flatMap((row) => row.images);
    expect(images).toHaveLength(10 + 9 + 8 + 7);
    images.forEach(({ pixels }, i) => {
      expect(pixels).toEqual(Array.from(given[i], (ink) => [255 - ink, 255 - ink, 255 - ink, 255]));
    });
    // Nothing between the images, nor where a class has fewer of them.
    expect(countOpaque(chart.svg)).toBe(34 * 42);
  });
  it("writes each class and its number of samples beside its row", () => {
    const tops = [...new Set(images.map(({ y }) => y))];
    expect(tops).toHaveLength(4);
    tops.forEach((top, row) => {
      const beside = readTexts(chart.svg).filter(({ y }) => y > top && y < top + images[0].height);
      expect(beside.map(({ words }) => words)).toEqual([
        rows[row].label,
        counts[row].toLocaleString("en-US"),
      ]);
      for (const { x } of beside) expect(x).toBeLessThan(images[0].x);
      const inRow = images.filter(({ y }) => y === top);
      expect(inRow.every((image) => image.title === rows[row].label)).toBe(true);
    });
  });
  it("keeps the numbers in its table and its description", () => {
    expect(chart.tables[0].rows).toEqual([
      ["0", 5923, 10],
      ["1", 6742, 9],
      ["2", 5958, 8],
      ["3", 12, 7],
    ]);
    expect(chart.description).toContain("0: 5,923, 1: 6,742, 2: 5,958, 3: 12.");
    expect(chart.svg).toContain("4 classes, 18,635 samples");
  });
  it.each([2, 10, 30])("shows %i classes of 28 x 28 noise in 640 pixels, below 140 kB", (classes) => {
    const many = Array.from({ length: classes }, (_, i) => ({
      label: `class ${i}`,
      images: Array.from({ length: 12 }, (_, k) => noise(i * 12 + k)),
    }));
    const { svg, width, height } = samplesChart({
      title,
      rows: many,
      imageShape: [28, 28],
      counts: many.map(() => 12),
    });
    const shown = readImages(svg);
    expect(new Set(shown.map(({ y }) => y)).size).toBe(classes);
    expect(shown.length).toBe(classes * (classes === 30 ? 3 : 10));
    expect(width).toBe(640);
    for (const image of shown) {
      expect(image.width).toBe(image.height);
      expect(image.x + image.width).toBeLessThanOrEqual(620);
      expect(image.y + image.height).toBeLessThanOrEqual(height - 16);
    }
    expect(svg.length).toBeLessThan(140_000);
  });
  it("says how many of how many classes are shown: a hundred at most", () => {
    const many = Array.from({ length: 120 }, (_, i) => ({ label: `class ${i}`, images: [sampleDigits[0]] }));
    const { svg, tables, description } = samplesChart({
      title,
      rows: many,
      imageShape: SAMPLE_SHAPE,
      counts: many.map(() => 1),
    });
    expect(svg).toContain("100 of 120 classes, 120 samples");
    expect(description).toContain("20 more classes are not shown.");
    expect(tables[0].rows).toHaveLength(120);
    expect(tables[0].rows[119]).toEqual(["class 119", 1, 0]);
  });
  it("keeps a class without samples", () => {
    const { svg } = samplesChart({
      title,
      rows: [
        { label: "a", images: [] },
        { label: "b", images: [sampleDigits[1]] },
      ],
      imageShape: SAMPLE_SHAPE,
      counts: [0, 1],
    });
    expect(readImages(svg).map((image) => image.title)).toEqual(["b"]);
    expect(readTexts(svg).map(({ words }) => words)).toContain("a");
  });
  it.each([`<&"'>`, "שלום", "a".repeat(200), ""])(
    "keeps the class %j text, and its images their shape",
    (label) => {
      const { svg } = samplesChart({
        title: label,
        rows: [{ label, images: Array.from({ length: 10 }, () => noise(1)) }],
        imageShape: [28, 28],
        counts: [1],
      });
      expect(svg).not.toContain("<&");
      expect(() => new Resvg(svg)).not.toThrow();
      for (const { x, width, height } of readImages(svg)) {
        expect(x + width).toBeLessThanOrEqual(620);
        expect(width).toBe(height);
      }
    },
  );
  it.each([
    [[], [], "Samples chart: expected one row or more, got none."],
    [rows, [1], "Samples chart: expected 4 counts, one for each row, got 1."],
    [
      [{ label: "a", images: [] }],
      [0.5],
      'Samples chart, count of "a": expected a whole number of 0 or more, got 0.5.',
    ],
    [
      [{ label: "a", images: [new Uint8Array(3)] }],
      [1],
      'Samples chart, an image of "a": expected 7 x 6 = 42 pixels, got 3.',
    ],
  ])("refuses wrong input: case %#", (wrongRows, wrongCounts, message) => {
    expect(() =>
      samplesChart({ title, rows: wrongRows, imageShape: SAMPLE_SHAPE, counts: wrongCounts }),
    ).toThrow(new RangeError(message));
  });
  it("looks as reviewed", async () => {
    await expect(chart.svg).toMatchFileSnapshot("snapshots/samples.svg");
  });
});
