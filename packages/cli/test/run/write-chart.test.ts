import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { learningCurveChart } from "percept-charts";
import { describe, expect, it } from "vitest";
import { createRunFolder } from "../../src/run/run-folder.ts";
import { formatChart, writeChart } from "../../src/run/write-chart.ts";
import { temporaryFolders } from "../run-percept.ts";

const emptyFolder = temporaryFolders();
const table = (length: number) => ({
  name: "Points",
  columns: ["class", "rate", "step"],
  rows: Array.from({ length }, (_, i) => [i === 0 ? null : "a", 1 / 3, 12_345_678]),
});

describe("writeChart", () => {
  it("leaves the picture twice, and what it shows in words and numbers", async () => {
    const out = join(emptyFolder(), "run");
    const epochs = [{ epoch: 1, trainAccuracy: 0.8612, trainLoss: 1 / 3 }];
    const chart = learningCurveChart({ title: "Learning <curve>", epochs });
    await writeChart(createRunFolder("run", out, false), "learning-curve", chart);
    expect(readdirSync(join(out, "charts")).sort()).toEqual(
      ["json", "png", "svg"].map((ending) => `learning-curve.${ending}`),
    );
    const { title, description, tables } = chart;
    const written = readFileSync(join(out, "charts/learning-curve.json"), "utf8");
    expect(JSON.parse(written)).toEqual({ title, description, tables });
    expect(readFileSync(join(out, "charts/learning-curve.svg"), "utf8")).not.toContain("var(--");
  });
});

describe("formatChart", () => {
  const words = { title: 'a "title"', description: "words" };
  it("writes numbers exactly, and none longer than six digits in a table of hundreds of rows but whole ones", () => {
    const { tables } = JSON.parse(formatChart({ ...words, tables: [table(3), table(500)] }));
    expect(tables[0]).toEqual(table(3));
    expect(tables[1].rows[1]).toEqual(["a", 0.333333, 12_345_678]);
    expect(tables[1].rows).toHaveLength(500);
  });
  it("writes a row a line, and charts without numbers", () => {
    expect(formatChart({ ...words, tables: [table(7)] }).match(/^ +\[.*\],?$/gm)).toHaveLength(7);
    for (const tables of [[], [table(0)]]) {
      expect(JSON.parse(formatChart({ ...words, tables }))).toEqual({ ...words, tables });
    }
  });
});
