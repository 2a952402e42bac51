import stringWidth from "string-width";
import { expect, it } from "vitest";
import { learningPlot } from "../../src/terminal/learning-plot.ts";
import { everyScreen } from "./every-screen.ts";

const epochs = Array.from({ length: 40 }, (_, n) => ({
  epoch: n + 1,
  trainAccuracy: 0.99 - 0.3 / (n + 1),
  validationAccuracy: 0.97 - 0.2 / (n + 1),
}));
const ascii = { columns: 80, colors: "none", unicode: false } as const;

it.each(everyScreen)("is eight or nine lines, none longer than the screen is wide: %j", (screen) => {
  const lines = learningPlot(epochs, screen);
  expect([8, 9]).toContain(lines.length);
  for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(screen.columns);
});

it("says the last accuracies, and the epochs it goes from and to", () => {
  const lines = learningPlot(epochs, ascii);
  expect(lines[0]).toBe("Accuracy  * training, 98.25%  o validation, 96.50%");
  expect(lines.at(-1)).toMatch(/^ +1 +epoch +40$/);
  expect(learningPlot(epochs.slice(10), ascii).at(-1)).toMatch(/^ +11 +epoch +40$/);
});

it("has an axis that holds all but the first quarter of the epochs", () => {
  // From epoch 11 on: 0.9518 (validation) to 0.9825 (training), so that steps of 0.02 are the first to do
  const labels = learningPlot(epochs, ascii).flatMap((line) => line.match(/^ *([\d.]+)% \+/)?.[1] ?? []);
  expect(labels.map(Number)).toEqual([100, 97, 94]);
});

it("draws few epochs from the first", () => {
  const rows = learningPlot(epochs.slice(0, 5), ascii).slice(1, 6);
  expect(rows.some((row) => /[+|][*o]/.test(row))).toBe(true);
});

it("has a line for the training alone where there is no validation set, and none before the second epoch", () => {
  const training = epochs.map(({ epoch, trainAccuracy }) => ({ epoch, trainAccuracy }));
  expect(learningPlot(training, ascii)[0]).toBe("Accuracy  * training, 98.25%");
  expect(learningPlot(training.slice(0, 1), ascii)).toEqual([]);
  expect(learningPlot([], ascii)).toEqual([]);
});

it.each([0, 0.5, 1])("has an axis of some height where the accuracy stays at %f", (trainAccuracy) => {
  const still = [1, 2, 3].map((epoch) => ({ epoch, trainAccuracy }));
  const lines = learningPlot(still, ascii);
  expect(lines.join("\n")).not.toContain("NaN");
  expect(lines.join("").match(/\*{60,}/)).not.toBeNull();
});
