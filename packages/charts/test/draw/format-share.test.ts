import { describe, expect, it } from "vitest";
import { formatShare } from "../../src/draw/format-share.ts";

describe("formatShare", () => {
  it("writes 0% and 100% only when exact", () => {
    expect([0, 0.0004, 0.0005, 0.5, 0.9994, 0.9996, 1].map(formatShare)).toEqual([
      "0%",
      "<0.1%",
      "0.1%",
      "50.0%",
      "99.9%",
      ">99.9%",
      "100%",
    ]);
  });
});
