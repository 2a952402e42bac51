import { expect, it } from "vitest";
import { formatWeight } from "../../src/images/weight-key.ts";

it("writes two digits that count, with a true minus sign, and no minus before 0", () => {
  expect([0.956, -0.0123, 1234, -12.6, -0, 1e-9].map(formatWeight)).toEqual([
    "0.96",
    "−0.012",
    "1200",
    "−13",
    "0",
    "1e−9",
  ]);
});
