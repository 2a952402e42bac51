import { describe, expect, it } from "vitest";
import { bandOf, plotBand, plotFold, plotMean } from "../../src/training/fold-lines.ts";

const scales = { x: (epoch: number) => 10 * epoch, y: (value: number) => 100 - 100 * value };
const means = [
  { epoch: 1, count: 3, mean: 0.5, deviation: 0.1 },
  { epoch: 2, count: 3, mean: 0.6, deviation: 0.1 },
  { epoch: 3, count: 2, mean: 0.7, deviation: 0.2 },
  { epoch: 4, count: 1, mean: 0.9, deviation: undefined },
];
const paths = (svg: string) => Array.from(svg.matchAll(/ d="([^"]+)"/g), ([, d]) => d);

describe("bandOf", () => {
  it("stays within what the measure can be", () => {
    const mean = { epoch: 1, count: 2, mean: 0.9, deviation: 0.2 };
    expect(bandOf(mean, 1)[1]).toBe(1);
    expect(bandOf({ ...mean, mean: 0.1 }, 1)[0]).toBe(0);
    expect(bandOf(mean, Infinity)[1]).toBeCloseTo(1.1, 12);
  });
});

describe("plotBand", () => {
  it("ends with the last epoch that two folds have", () => {
    expect(paths(plotBand(means, 1, scales, "#123456"))).toEqual(["M10,40L20,30L30,10L30,50L20,50L10,60Z"]);
  });
  it("is a bar for a single epoch", () => {
    expect(paths(plotBand(means.slice(0, 1), 1, scales, "#123456"))).toEqual(["M10,60L10,40"]);
  });
});

describe("plotMean", () => {
  it("is heavy while all folds are there, lighter from then on", () => {
    const svg = plotMean(means, 3, scales, "#123456", "#ffffff");
    expect(paths(svg)).toEqual(["M10,50L20,40", "M20,40L30,30L40,10"]);
    const widths = Array.from(svg.matchAll(/<path[^>]*stroke-width="([\d.]+)"/g), ([, width]) =>
      Number(width),
    );
    expect(widths[0]).toBeGreaterThan(widths[1]);
  });
  it("is one line where no fold ends before", () => {
    expect(paths(plotMean(means.slice(0, 2), 3, scales, "#123456", "#ffffff"))).toEqual(["M10,50L20,40"]);
  });
});

describe("plotFold", () => {
  it("ends in a dot, which is all there is of a single epoch", () => {
    const svg = plotFold([{ epoch: 2, value: 0.25 }], scales, "#123456");
    expect(svg).toContain('<circle cx="20" cy="75"');
    expect(svg).not.toContain("<path");
  });
});
