import { describe, expect, it } from "vitest";
import { formatCompact, logTicks, roundLogDomain } from "../../src/axes/log-ticks.ts";

describe("logTicks", () => {
  it.each([
    [1, 100, 7, [1, 2, 5, 10, 20, 50, 100]],
    [1, 100, 6, [1, 3, 10, 30, 100]],
    [0.02, 5, 3, [0.1, 1]],
    [1, 1e6, 4, [1, 100, 1e4, 1e6]],
    [1e-5, 1e-4, 9, [1e-5, 2e-5, 5e-5, 1e-4]],
  ])("from %d to %d, at most %i, as dense as there is room", (low, high, most, ticks) => {
    expect(logTicks(low, high, most)).toEqual(ticks);
  });
});

describe("roundLogDomain", () => {
  it.each([
    [3, 60_000, [2, 100_000]],
    [1, 50, [1, 50]],
    [0.0501, 2.3, [0.05, 5]],
    [7, 7, [5, 10]],
  ])("grows [%d, %d] to the next 1, 2 or 5 times a power of ten", (low, high, domain) => {
    expect(roundLogDomain(low, high)).toEqual(domain);
  });
});

describe("formatCompact", () => {
  it("is short from 0 to billions", () => {
    const values = [0, 2e-5, 0.001, 0.3, 20, 1000, 1500, 60_000, 3e6, 2e10];
    expect(values.map(formatCompact)).toEqual(
      ["0", "2e-5", "0.001", "0.3", "20", "1k", "1.5k", "60k", "3M", "2e10"], //
    );
  });
});
