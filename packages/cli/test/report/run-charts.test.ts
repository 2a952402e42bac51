// The pictures of the report's run on MNIST, read back: positions to values, beside what metrics.json and
// predictions.npz say. The pictures themselves were looked at and are kept in pictures/.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Metrics, readNpz } from "percept";
import type { Chart } from "percept-charts";
import { renderPicture } from "percept-charts/node";
import { beforeAll, describe, expect, it } from "vitest";
import { axesOf, elementsOf, pathsOf, readAxes, wordsOf } from "../../../charts/test/read-chart.ts";
import { drawRunCharts } from "../../src/report/draw-run-charts.ts";
import { readRunResults } from "../../src/report/run-results.ts";
import { perceptDone, readJson, temporaryFolders } from "../run-percept.ts";

const emptyFolder = temporaryFolders();

let run: string;
let charts: ReadonlyMap<string, Chart>;
let metrics: Metrics;
let scores: Float32Array;
let labels: Uint8Array;
beforeAll(async () => {
  run = join(emptyFolder(), "run");
  await perceptDone(join(run, ".."), ["start", "--out", "run"], { input: "0.01\n4\n" });
  charts = drawRunCharts(await readRunResults(run));
  metrics = readJson(join(run, "metrics.json")).test;
  const arrays = readNpz(readFileSync(join(run, "predictions.npz")), "predictions.npz");
  scores = arrays.get("test_scores")?.data as Float32Array;
  labels = arrays.get("test_labels")?.data as Uint8Array;
}, 120_000);

function svgOf(name: string): string {
  const chart = charts.get(name);
  if (chart === undefined) throw new Error(`There is no picture ${name}, only ${[...charts.keys()]}.`);
  return chart.svg;
}

/** The parts of a picture behind its two panels' headings: the whole curves and their corner, enlarged. */
const panelsOf = (svg: string) => svg.split(/<text [^>]*font-weight="bold"[^>]*>/).slice(-2);

/** By trapezoids. */
function areaUnder(points: readonly (readonly [number, number])[]): number {
  return points.slice(1).reduce((area, [x, y], i) => area + ((x - points[i][0]) * (y + points[i][1])) / 2, 0);
}

/** The largest score of each sample, and whose it is. */
const predictions = () =>
  Array.from(labels, (label, sample) => {
    const own = scores.subarray(10 * sample, 10 * sample + 10);
    const prediction = own.indexOf(Math.max(...own));
    return { sample, label, prediction, confidence: own[prediction] };
  });

describe("the pictures of the report's run", () => {
  it.each([
    "learning-curve",
    "roc",
    "precision-recall",
    "confusion-matrix",
    "per-class",
    "calibration",
    "network",
    "weights",
    "samples",
    "misclassified",
  ])(
    "%s looks as it was reviewed, 640 wide, less than 100 kB as a file, no word below 10 pixels",
    async (name) => {
      const svg = svgOf(name);
      expect(charts.get(name)?.width).toBe(640);
      expect(renderPicture(svg).svg.length).toBeLessThan(100_000);
      for (const { attributes } of elementsOf(svg, "text"))
        expect(Number(attributes["font-size"])).toBeGreaterThanOrEqual(10);
      await expect(svg).toMatchFileSnapshot(`pictures/${name}.svg`);
    },
  );

  it("roc: the area under each drawn curve is the AUC of metrics.json to half a pixel's, and the legend writes it", () => {
    const svg = svgOf("roc");
    const [whole] = panelsOf(svg);
    const { x, y } = readAxes(whole);
    const curves = pathsOf(whole, "curve");
    expect(curves).toHaveLength(10);
    curves.forEach((curve, k) => {
      const area = areaUnder(curve.map(([px, py]) => [x(px), y(py)]));
      expect(Math.abs(area - (metrics.perClass[k].auc ?? 0)), `class ${k}`).toBeLessThan(0.002);
      expect(wordsOf(svg)).toContain(metrics.perClass[k].auc?.toFixed(4));
    });
  });

  it("precision-recall: the area under each drawn curve is the mean precision at the class's samples", () => {
    const svg = svgOf("precision-recall");
    const [whole] = panelsOf(svg);
    const { x, y } = readAxes(whole);
    pathsOf(whole, "curve").forEach((curve, k) => {
      const ranked = Array.from(labels, (label, sample) => ({
        hit: label === k,
        score: scores[10 * sample + k],
      }));
      ranked.sort((a, b) => b.score - a.score);
      let hits = 0;
      let precisions = 0;
      for (const [rank, { hit }] of ranked.entries()) if (hit) precisions += ++hits / (rank + 1);
      const area = areaUnder(curve.map(([px, py]) => [x(px), y(py)]));
      expect(Math.abs(area - precisions / hits), `class ${k}`).toBeLessThan(0.004);
    });
  });

  it("confusion-matrix: every count stands in its row and column", () => {
    const svg = svgOf("confusion-matrix");
    const words = elementsOf(svg, "text").map(({ attributes, content }) => ({
      x: Number(attributes.x),
      y: Number(attributes.y),
      content,
    }));
    const cells = elementsOf(svg, "rect").filter(({ attributes }) => attributes.class === "cell");
    expect(cells).toHaveLength(100);
    cells.forEach(({ attributes }, place) => {
      const [left, top, width, height] = ["x", "y", "width", "height"].map((name) =>
        Number(attributes[name]),
      );
      const [count] = words.filter(({ x, y }) => x > left && x < left + width && y > top && y < top + height);
      const expected = metrics.confusionMatrix[Math.floor(place / 10)][place % 10];
      expect(Number(count.content.replace(",", ""))).toBe(expected);
    });
  });

  it("per-class: precision, recall and F1 of each class stand at their places, to 0.05 %", () => {
    const svg = svgOf("per-class");
    const [percent] = axesOf(svg, "x");
    const rows = svg.split('<g class="class">').slice(1);
    expect(rows).toHaveLength(10);
    rows.forEach((row, k) => {
      const [precision, recall] = elementsOf(row, "circle").map(({ attributes }) =>
        percent(Number(attributes.cx)),
      );
      const bar = elementsOf(row, "path").find(({ attributes }) => attributes.stroke === "var(--chart-ink)");
      const f1 = percent(Number(bar?.attributes.d.match(/M([\d.]+)/)?.[1]));
      for (const [read, of] of [
        [precision, metrics.perClass[k].precision],
        [recall, metrics.perClass[k].recall],
        [f1, metrics.perClass[k].f1],
      ])
        expect(Math.abs(read - 100 * of)).toBeLessThan(0.05);
    });
  });

  it("calibration: the gaps, each by the share of its bin's samples, come to the error that is written", () => {
    const svg = svgOf("calibration");
    const [confidence] = axesOf(svg, "x");
    const [accuracy] = axesOf(svg, "y");
    const gaps = pathsOf(svg, "gap").map(([[px, perfect], [, reached]]) => ({
      bin: Math.ceil(confidence(px) * 15),
      gap: Math.abs(accuracy(reached) - accuracy(perfect)),
    }));
    let error = 0;
    for (const { bin, gap } of gaps) {
      const within = predictions().filter((one) => Math.ceil(one.confidence * 15) === bin);
      error += (gap * within.length) / labels.length;
    }
    const [, written] =
      wordsOf(svg)
        .join(" ")
        .match(/calibration error (0\.\d{4})/) ?? [];
    expect(error).toBeCloseTo(Number(written), 3);
  });

  it("learning-curve: a dot an epoch at history.jsonl's accuracy and loss", () => {
    const history = readFileSync(join(run, "history.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const panels = svgOf("learning-curve").split('<g class="panel">').slice(1);
    for (const [panel, measure, unit] of [
      [panels[0], "trainAccuracy", 100],
      [panels[1], "trainLoss", 1],
    ] as const) {
      const axes = readAxes(panel.slice(panel.indexOf('<g class="y-axis">')));
      const [, line] = panel.split(`<g class="${measure}">`);
      const dots = elementsOf(line.slice(0, line.indexOf("</g>")), "circle").map(
        ({ attributes: { cx, cy } }) => ({
          epoch: axes.x(Number(cx)),
          value: axes.y(Number(cy)),
        }),
      );
      expect(dots.map(({ epoch }) => Math.round(epoch * 100) / 100)).toEqual([1, 2, 3, 4]);
      dots.forEach(({ value }, epoch) => {
        expect(Math.abs(value - unit * history[epoch][measure])).toBeLessThan(0.02 * unit ** 0.5);
      });
    }
  });

  it("misclassified: as many as the error rate says, the surest first, each with what it is and was taken for", () => {
    const wrong = predictions().filter(({ label, prediction }) => label !== prediction);
    expect(wrong).toHaveLength(Math.round(metrics.errorRate * labels.length));
    wrong.sort((a, b) => b.confidence - a.confidence);
    const words = wordsOf(svgOf("misclassified"));
    expect(words.join(" ")).toContain(`40 of ${wrong.length} mistakes`);
    expect(words.filter((word) => word.startsWith("index "))).toEqual(
      wrong.slice(0, 40).map(({ sample }) => `index ${sample}`),
    );
    expect(words.filter((word) => word.includes(" → ") && word.length < 8)).toEqual(
      wrong.slice(0, 40).map(({ label, prediction }) => `${label} → ${prediction}`),
    );
  });

  it("samples and network: the counts of the training set, the sizes of the weight matrices", () => {
    const { train } = readJson(join(run, "metrics.json"));
    const counts = train.perClass.map(({ support }: { support: number }) => support.toLocaleString("en-US"));
    expect(wordsOf(svgOf("samples"))).toEqual(expect.arrayContaining(counts));
    expect(wordsOf(svgOf("network"))).toEqual(expect.arrayContaining(["20 × 785", "10 × 21"]));
  });

  it("have their numbers beside them, title, words and all", () => {
    for (const [name, { title, description, tables }] of charts) {
      const written = readJson(join(run, `charts/${name}.json`));
      expect(written).toMatchObject({ title, description });
      expect(written.tables.map((table: { name: string }) => table.name)).toEqual(
        tables.map((table) => table.name),
      );
      expect(description.length).toBeGreaterThan(40);
    }
  });
});
