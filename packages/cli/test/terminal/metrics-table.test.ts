import { evaluateScores, type Metrics } from "percept";
import { describe, expect, it } from "vitest";
import {
  alignColumns,
  aucLines,
  classTable,
  furtherLines,
  reportLines,
} from "../../src/terminal/metrics-table.ts";

/** Four samples of "a" and "b" and none of "c"; the third is taken for "b". */
const metrics: Metrics = evaluateScores({
  scores: Float32Array.of(0.9, 0.1, 0, 0.8, 0.2, 0, 0.4, 0.6, 0, 0.3, 0.7, 0),
  labels: Uint8Array.of(0, 0, 0, 1),
  classes: ["a", "b", "c"],
});

describe("the tables of metrics", () => {
  it("has the report's four lines, word for word", () => {
    // a: precision 2/2, recall 2/3; b: 1/2 and 1/1; c: nothing to divide by
    expect(reportLines(metrics)).toBe(
      "Accuracy : 75.00%\nPrecision: 50.00%\nRecall   : 55.56%\nF1 Score : 48.89%",
    );
  });

  it("adds the error rate and the mean AUC, and the AUC of each class", () => {
    expect(furtherLines(metrics)).toBe("Error    : 25.00%\nAUC      : 1.0000 (mean of the classes)");
    expect(aucLines(metrics)).toBe("  a 1.0000   b 1.0000   c none");
  });

  it("has a row a class and the means, in columns", () => {
    expect(classTable(metrics)).toBe(
      [
        "class  precision   recall      F1     AUC  samples",
        "a        100.00%   66.67%  80.00%  1.0000        3",
        "b         50.00%  100.00%  66.67%  1.0000        1",
        "c          0.00%    0.00%   0.00%    none        0",
        "mean      50.00%   55.56%  48.89%  1.0000        4",
      ].join("\n"),
    );
  });

  it("leaves out the samples, and room, where it would be wider than the screen", () => {
    expect(classTable(metrics, 49)).toBe(
      [
        "class precision  recall     F1    AUC",
        "a       100.00%  66.67% 80.00% 1.0000",
        "b        50.00% 100.00% 66.67% 1.0000",
        "c         0.00%   0.00%  0.00%   none",
        "mean     50.00%  55.56% 48.89% 1.0000",
      ].join("\n"),
    );
    expect(classTable(metrics, 50)).toBe(classTable(metrics));
  });

  it("aligns the first column to the left, the others to the right, without trailing blanks", () => {
    const rows = [
      ["name", "n", ""],
      ["a", "10", ""],
    ];
    expect(alignColumns(rows)).toBe("name   n\na     10");
  });
});
