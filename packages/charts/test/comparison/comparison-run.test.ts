import { describe, expect, it } from "vitest";
import { checkRuns, pointsBeforeDivergence } from "../../src/comparison/comparison-run.ts";

const point = { epoch: 1, step: 10, seconds: 0.5, accuracy: 0.9, loss: 0.3 };
const run = (...points: (typeof point)[]) => ({ name: "batch", points });

describe("pointsBeforeDivergence", () => {
  it("ends before the first loss that is not finite, also where later ones are", () => {
    const points = [2.3, 9, Infinity, 5, Number.NaN].map((loss) => ({ ...point, loss }));
    expect(pointsBeforeDivergence(run(...points)).map(({ loss }) => loss)).toEqual([2.3, 9]);
    expect(pointsBeforeDivergence(run(point))).toEqual([point]);
    expect(pointsBeforeDivergence(run({ ...point, loss: Number.NaN }))).toEqual([]);
  });
});

describe("checkRuns", () => {
  it.each([
    ["no runs", [], "Comparison: expected one run or more, got none."],
    ["a run without points", [run()], 'Run "batch": expected one point or more, got none.'],
    [
      "negative seconds",
      [run({ ...point, seconds: -1 })],
      'Run "batch", points[0]: expected seconds in [0, ∞), got -1.',
    ],
    [
      "a step that is no number",
      [run({ ...point, step: Number.NaN })],
      'Run "batch", points[0]: expected step in [0, ∞), got NaN.',
    ],
    ["an epoch twice", [run(point, point)], 'Run "batch", points[1]: expected epoch to rise, got 1 after 1.'],
    [
      "steps that fall",
      [run(point, { ...point, epoch: 2, step: 9 })],
      'Run "batch", points[1]: expected step to rise, got 9 after 10.',
    ],
    [
      "an accuracy in percent",
      [run({ ...point, accuracy: 93 })],
      'Run "batch", points[0]: expected accuracy in [0, 1], got 93.',
    ],
    [
      "a negative loss",
      [run({ ...point, loss: -0.1 })],
      'Run "batch", points[0]: expected loss in [0, ∞) or not finite, got -0.1.',
    ],
  ])("refuses %s, saying what was expected and got", (_, runs, message) => {
    expect(() => checkRuns(runs)).toThrow(new RangeError(message));
  });
  it("takes a loss that is not finite, and two points at the same step", () => {
    const points = [point, { ...point, epoch: 2, loss: Number.NaN }, { ...point, epoch: 3, loss: Infinity }];
    expect(() => checkRuns([run(...points)])).not.toThrow();
  });
});
