// Pictures of real numbers that were looked at, light and dark, and judged: whoever changes one looks again. The other
// kinds have theirs in their own tests, and the report's run in percept-cli's.

import { describe, expect, it } from "vitest";
import { comparisonChart } from "../src/comparison-chart.ts";
import { foldCurvesChart } from "../src/fold-curves-chart.ts";
import { growthChart } from "../src/growth-chart.ts";
import { learningCurveChart } from "../src/learning-curve-chart.ts";
import { descents, folds, growth, validated } from "./real-runs.ts";

describe("looks as it was reviewed, 640 wide:", () => {
  it.each([
    ["fold-curves", foldCurvesChart({ title: "784-20-10, five folds", folds })],
    ["comparison", comparisonChart({ title: "The three descents", runs: descents })],
    [
      "learning-curve",
      learningCurveChart({ title: "784-30-20-10 with a validation set", epochs: validated, bestEpoch: 8 }),
    ],
    ["growth", growthChart({ title: "How cost grows", note: "AMD EPYC, 2 cores", studies: growth })],
  ])("%s", async (name, { svg, width }) => {
    expect(width).toBe(640);
    await expect(svg).toMatchFileSnapshot(`snapshots/${name}.svg`);
  });
});
