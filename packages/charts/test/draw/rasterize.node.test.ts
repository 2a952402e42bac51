import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { comparisonChart } from "../../src/comparison/comparison-chart.ts";
import { renderPicture } from "../../src/draw/rasterize.node.ts";
import { darkTheme, lightTheme, paint } from "../../src/draw/theme.ts";
import { confusionMatrixChart } from "../../src/predictions/confusion-matrix-chart.ts";
import { rocChart } from "../../src/scores/roc-chart.ts";
import { foldCurvesChart } from "../../src/training/fold-curves-chart.ts";
import { learningCurveChart } from "../../src/training/learning-curve-chart.ts";
import { sampleCurve } from "../sample-curves.ts";

const learning = learningCurveChart({
  title: "Learning curve",
  epochs: [{ epoch: 1, trainAccuracy: 0.86, trainLoss: 0.9 }],
}).svg;
const charts = {
  roc: rocChart({ title: "ROC curves", curves: [sampleCurve("0", 100, 50), sampleCurve("1", 100, 70)] }),
  "confusion matrix": confusionMatrixChart({
    title: "Confusion matrix",
    classes: ["0", "1"],
    counts: [
      [5, 1],
      [0, 7],
    ],
  }),
  "learning curve": { svg: learning },
  comparison: comparisonChart({
    title: "Comparison",
    runs: [{ name: "batch", points: [{ epoch: 1, step: 1, seconds: 1, accuracy: 0.8, loss: 0.9 }] }],
  }),
  "fold curves": foldCurvesChart({
    title: "Fold curves",
    folds: [
      {
        fold: 1,
        epochs: [
          { epoch: 1, trainAccuracy: 0.86, trainLoss: 0.9, validationAccuracy: 0.85, validationLoss: 0.95 },
        ],
      },
    ],
  }),
};

/** Pixels of a PNG as RGBA, read back as an image inside another picture. */
function readPng(png: Uint8Array) {
  const view = new DataView(png.buffer, png.byteOffset);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const href = `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${href}"/></svg>`;
  return { width, height, pixels: new Resvg(svg).render().pixels };
}

/** Dark pixels in a rectangle given in the chart's pixels, half the PNG's. */
function countDark(png: Uint8Array, left: number, top: number, width: number, height: number): number {
  const image = readPng(png);
  let dark = 0;
  for (let y = top * 2; y < (top + height) * 2; y++) {
    for (let x = left * 2; x < (left + width) * 2; x++)
      if (image.pixels[4 * (y * image.width + x)] < 100) dark++;
  }
  return dark;
}

describe("renderPicture", () => {
  for (const [name, { svg }] of Object.entries(charts)) {
    it(`shows the title of a ${name} in the PNG and in the SVG file, without any of the machine's fonts`, () => {
      const rendered = renderPicture(svg);
      // The title stands from 28 pixels right, its baseline 42 down.
      expect(countDark(rendered.png, 28, 24, 120, 22)).toBeGreaterThan(300);
      const file = new Resvg(rendered.svg, { font: { loadSystemFonts: false } }).render();
      expect(countDark(file.asPng(), 14, 12, 60, 11)).toBeGreaterThan(50);
      expect(rendered.svg).not.toContain("<text");
    });
    it(`keeps the text alternative of a ${name} in the SVG file`, () => {
      const [alternative] = svg.match(/<title>.*<\/desc>/) ?? [];
      expect(alternative).toBeDefined();
      expect(renderPicture(svg).svg).toContain(`${alternative}`);
      expect(renderPicture(svg).svg).toContain('role="img"');
    });
  }
  it("would show no title without the outlines, so that the test above can fail", () => {
    const fontless = new Resvg(paint(learning, lightTheme), {
      fitTo: { mode: "zoom", value: 2 },
      font: { loadSystemFonts: false },
    });
    expect(countDark(fontless.render().asPng(), 28, 24, 120, 22)).toBe(0);
  });
  it("gives a PNG at twice the size, the same bytes each time", () => {
    const { png } = renderPicture(learning);
    const [, width, height] = learning.match(/width="([\d.]+)" height="([\d.]+)"/) ?? [];
    const image = readPng(png);
    expect(Math.abs(image.width - 2 * Number(width))).toBeLessThanOrEqual(1);
    expect(Math.abs(image.height - 2 * Number(height))).toBeLessThanOrEqual(1);
    expect(Buffer.from(renderPicture(learning).png).equals(Buffer.from(png))).toBe(true);
  });
  it("is dark in the dark theme", () => {
    const { pixels } = readPng(renderPicture(learning, darkTheme).png);
    expect([...pixels.subarray(0, 4)]).toEqual([0x15, 0x18, 0x1d, 255]);
  });
  it("paints its ground, corner to corner", () => {
    const { pixels } = readPng(renderPicture(learning).png);
    expect([...pixels.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
    expect([...pixels.subarray(-4)]).toEqual([255, 255, 255, 255]);
  });
});
