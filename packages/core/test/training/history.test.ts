import { describe, expect, it } from "vitest";
import { epochRecord } from "../../src/training/history.ts";

describe("epochRecord", () => {
  it("divides what was counted of 8 samples by 8, and 8 samples by half a second", () => {
    const tally = { samples: 8, hits: 6, loss: 20, squaredError: 1 };
    expect(epochRecord(3, tally, 0.01, 0.5)).toEqual({
      epoch: 3,
      trainAccuracy: 0.75,
      trainLoss: 2.5,
      trainMeanSquaredError: 0.125,
      learningRate: 0.01,
      seconds: 0.5,
      samplesPerSecond: 16,
    });
  });

  it("is a line of history.jsonl: JSON gives it back", () => {
    const record = epochRecord(1, { samples: 3, hits: 1, loss: 0.7, squaredError: 0.1 }, 1e-3, 0.0021);
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  });
});
