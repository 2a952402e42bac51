import { describe, expect, it } from "vitest";
import type { LayerHistogramsEpoch } from "../../src/network/layer-histograms.ts";
import { layerHistogramsChart } from "../../src/network/layer-histograms-chart.ts";
import { elementsOf, hostileNames, readAxes, rectanglesOf, wordsOf } from "../read-chart.ts";
import { layerEpochs } from "../report-run.ts";

/** One layer: activations in [0, 1] as counted, gradients 1e-4 to 1e-2, 10 of 100 of them 0. */
const epoch = (number: number, counts: number[], name = "hidden, 2 units"): LayerHistogramsEpoch => ({
  epoch: number,
  layers: [
    {
      layer: 1,
      name,
      activations: { low: 0, high: 1, counts },
      gradients: { low: -4, high: -2, counts: [30, 60], zeros: 10 },
    },
  ],
});

describe("layerHistogramsChart", () => {
  const { svg, tables, description } = layerHistogramsChart({
    title: "two epochs",
    epochs: [epoch(1, [50, 0, 0, 50]), epoch(2, [0, 100, 0, 0])],
  });
  const panels = svg.split('<g class="density">').slice(1);

  it("colours where the values are: the lowest and highest quarter first, the second quarter then", () => {
    const { x, y } = readAxes(panels[0]);
    const read = rectanglesOf(panels[0], "band")[0].rectangles.map((box) => [
      Math.round((x(box.x) + x(box.x + box.width)) / 2),
      Number(y(box.y + box.height).toFixed(2)) + 0,
      Number(y(box.y).toFixed(2)) + 0,
    ]);
    expect(read).toEqual([
      [1, 0, 0.25],
      [1, 0.75, 1],
      [2, 0.25, 0.5],
    ]);
  });
  it("is darker where more of the values are, zeros among them", () => {
    // Of 48 cells 24 share 60 of 100 gradients, 2.5 % each, and 24 share 30, 1.25 %: both from 1 % to 3 %. Activations:
    // 12 cells share a half, 4.2 % each, from 3 % to 10 %, or all, 8.3 %.
    expect(rectanglesOf(panels[1], "band")).toHaveLength(4);
    expect(rectanglesOf(panels[0], "band")).toHaveLength(5);
  });
  it("puts gradients at their powers of ten", () => {
    const { y } = readAxes(panels[1], { y: "log" });
    const [{ rectangles }] = rectanglesOf(panels[1], "band");
    expect(Math.log10(y(rectangles[0].y))).toBeCloseTo(-2, 1);
    expect(Math.log10(y(rectangles[0].y + rectangles[0].height))).toBeCloseTo(-4, 1);
  });
  it("tells how many gradients are exactly 0, in words and in the first table", () => {
    expect(wordsOf(svg)).toContain("gradients exactly 0: 10.0% (10 of 100)");
    expect(description).toContain("gradients exactly 0: 10.0% (10 of 100)");
    expect(tables[0].rows[0]).toEqual(["Layer 1: hidden, 2 units", 1, 0, 1, -4, -2, 100, 10]);
    expect(tables[1].rows).toEqual([
      [1, 0, 1, 50, 0, 0, 50],
      [2, 0, 1, 0, 100, 0, 0],
    ]);
  });
  it("draws one epoch as bars from 0, each as high as its share", () => {
    const { svg } = layerHistogramsChart({ title: "", epochs: [epoch(3, [10, 20, 70])] });
    const [, activations] = svg.split('<g class="bars">');
    const { x, y } = readAxes(activations);
    const [{ rectangles }] = rectanglesOf(activations, "bar");
    const read = rectangles.map((box) => [x(box.x), y(box.y), y(box.y + box.height)]);
    [
      [0, 10, 0],
      [1 / 3, 20, 0],
      [2 / 3, 70, 0],
    ].forEach((bar, i) => {
      bar.forEach((value, k) => {
        expect(read[i][k]).toBeCloseTo(value, 1);
      });
    });
    expect(wordsOf(svg)).toContain("Activations of the units, gradients of the weights, epoch 3");
  });
  it("draws activations that are all one number, and gradients that are all 0", () => {
    const dead = (number: number): LayerHistogramsEpoch => ({
      epoch: number,
      layers: [
        {
          layer: 1,
          name: "dead",
          activations: { low: 0, high: 0, counts: [4] },
          gradients: { low: 0, high: 0, counts: [0, 0], zeros: 6 },
        },
      ],
    });
    for (const epochs of [[dead(1)], [dead(1), dead(2)]]) {
      const chart = layerHistogramsChart({ title: "", epochs });
      expect(chart.svg).not.toContain("NaN");
      expect(wordsOf(chart.svg)).toContain("no values to draw");
      expect(wordsOf(chart.svg)).toContain("gradients exactly 0: 100% (6 of 6)");
      expect(chart.tables[0].rows[0].slice(4)).toEqual([null, null, 6, 6]);
    }
  });
  it("grows with the layers, and draws 200 epochs of four in less than 100 kB", () => {
    const layers = [0, 1, 0, 1];
    const epochs = Array.from({ length: 200 }, (_, i) => ({
      epoch: i + 1,
      layers: layers.map((k) => layerEpochs[Math.floor(i / 50)].layers[k]),
    }));
    const { svg, width, height } = layerHistogramsChart({ title: "", epochs });
    expect(svg.length).toBeLessThan(100_000);
    expect(width).toBe(640);
    expect(height).toBeGreaterThan(4 * 200);
    expect(wordsOf(svg)).toContain(
      "Activations of the units, gradients of the weights: 5 epochs to a column; zeros: last epoch",
    );
  });
  it.each(hostileNames)("keeps the layer %j text, beside the zeros", (name) => {
    const named = layerHistogramsChart({ title: name, epochs: [epoch(1, [1], name)] });
    expect(named.svg).not.toContain("<b>");
    for (const { content } of elementsOf(named.svg, "text")) expect(content.length).toBeLessThan(120);
  });
  it("looks as it was reviewed, drawn from the report's run", async () => {
    const title = "784-20-10: activations and gradients";
    const over = layerHistogramsChart({ title, epochs: layerEpochs });
    await expect(over.svg).toMatchFileSnapshot("snapshots/layer-histograms-chart.svg");
    const once = layerHistogramsChart({ title, epochs: layerEpochs.slice(3) });
    await expect(once.svg).toMatchFileSnapshot("snapshots/layer-histograms-chart-one-epoch.svg");
  });
});
