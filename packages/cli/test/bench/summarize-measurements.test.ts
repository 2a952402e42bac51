import { expect, it } from "vitest";
import { benchCases } from "../../src/bench/bench-cases.ts";
import { benchTable } from "../../src/bench/bench-table.ts";
import { summarizeMeasurements } from "../../src/bench/summarize-measurements.ts";

/** Per sample 4, 1, 2, 3 and 8 microseconds, over different numbers of samples. */
const measured = [
  { seconds: 4, samples: 1_000_000 },
  { seconds: 0.06, samples: 60_000 },
  { seconds: 0.02, samples: 10_000 },
  { seconds: 0.3, samples: 100_000 },
  { seconds: 0.8, samples: 100_000 },
];

it("says median and quartiles of the seconds of an epoch of 60,000 samples: 60,000 x 3, 2 and 4 us", () => {
  const { unit, median, quartiles, samplesPerSecond } = summarizeMeasurements("train", measured);
  expect(unit).toBe("s/epoch");
  expect(median).toBeCloseTo(0.18, 12);
  expect(quartiles[0]).toBeCloseTo(0.12, 12);
  expect(quartiles[1]).toBeCloseTo(0.24, 12);
  expect(samplesPerSecond).toBeCloseTo(1e6 / 3, 6);
});

it("says images in microseconds and metrics in milliseconds, between two measurements of an even number", () => {
  const images = summarizeMeasurements("single", measured.slice(0, 4));
  expect(images).toMatchObject({ unit: "us/image", median: expect.closeTo(2.5, 9) });
  expect(images.quartiles).toEqual([expect.closeTo(1.75, 9), expect.closeTo(3.25, 9)]);
  expect(summarizeMeasurements("metrics", measured)).toMatchObject({
    unit: "ms",
    median: expect.closeTo(180, 9),
  });
});

it("is that measurement where there is one", () => {
  const { median, quartiles } = summarizeMeasurements("scores", [{ seconds: 1, samples: 10_000 }]);
  expect([median, ...quartiles]).toEqual([100, 100, 100].map((value) => expect.closeTo(value, 9)));
});

it("is a row of a table: three digits and the unit, samples in groups", () => {
  const [t1, t5] = ["t1", "t5"].map((id) => benchCases.filter((one) => one.id === id)[0]);
  const rows = benchTable([
    { case: t1, engine: "wasm", threads: 1, measured, ...summarizeMeasurements("train", measured) },
    { case: t5, engine: null, threads: 1, measured, ...summarizeMeasurements("metrics", measured) },
  ]).split("\n");
  expect(rows.map((row) => row.split(/ {2,}/))).toEqual([
    ["task", "what", "engine", "threads", "median", "quartiles", "samples/s"],
    ["t1", "train 784-20-10, one sample a step", "wasm", "1", "0.180 s/epoch", "0.120 .. 0.240", "333,333"],
    ["t5", "every metric of 60,000 x 10 scores", "none", "1", "180 ms", "120 .. 240", "333,333"],
  ]);
});
