import stringWidth from "string-width";
import { expect, it } from "vitest";
import { bar, barLine } from "../../src/terminal/progress-bar.ts";
import { everyScreen } from "./every-screen.ts";

const progress = {
  kind: "steps",
  epoch: 3,
  sample: 30_000,
  samples: 60_000,
  trainAccuracy: 0.9312,
  samplesPerSecond: 10_000,
} as Parameters<typeof barLine>[0];
const ascii = { columns: 80, colors: "none", unicode: false } as const;

it("says how far it is, how right, how fast and how long yet", () => {
  // 150,000 of 300,000 samples, 15 s
  expect(barLine(progress, 5, "", ascii)).toBe(
    "########........ epoch 3/5, 93.12%, 10,000 samples/s, 15.0 s left",
  );
  expect(barLine(progress, 5, "", { ...ascii, columns: 60 })).toBe("3/5, 10,000 samples/s, 15.0 s left");
});

it.each(everyScreen)("is never longer than the screen is wide: %j", (screen) => {
  for (const name of ["", "minibatch", "x".repeat(200)])
    expect(stringWidth(barLine(progress, 1_000_000, name, screen))).toBeLessThanOrEqual(screen.columns);
});

it("fills up from the left, and no further than its end", () => {
  expect([0, 0.5, 1, 1.2].map((share) => bar(share, { ...ascii, unicode: true }))).toEqual([
    "░".repeat(16),
    "█".repeat(8) + "░".repeat(8),
    "█".repeat(16),
    "█".repeat(16),
  ]);
});
