import { expect, it } from "vitest";
import { duration, grouped, percent } from "../../src/terminal/numbers.ts";

it("writes fractions as percentages with two decimals", () => {
  expect([0, 0.86055, 0.93889, 1].map(percent)).toEqual(["0.00%", "86.06%", "93.89%", "100.00%"]);
});

it("groups thousands, whatever the locale", () => {
  expect([0, 999, 1000, 1234567.8].map(grouped)).toEqual(["0", "999", "1,000", "1,234,568"]);
});

it("says seconds as people do", () => {
  expect([0.0512, 9.994, 12.34, 59.9, 60, 245, 3599, 3600, 7260].map(duration)).toEqual([
    "0.05 s",
    "9.99 s",
    "12.3 s",
    "59.9 s",
    "1 min 0 s",
    "4 min 5 s",
    "59 min 59 s",
    "1 h 0 min",
    "2 h 1 min",
  ]);
});

it("never says 60 of a unit, and knows what it does not know", () => {
  expect([9.999, 59.97, 119.7, 3599.9].map(duration)).toEqual([
    "10.0 s",
    "1 min 0 s",
    "2 min 0 s",
    "1 h 0 min",
  ]);
  expect([Number.POSITIVE_INFINITY, Number.NaN].map(duration)).toEqual(["?", "?"]);
});
