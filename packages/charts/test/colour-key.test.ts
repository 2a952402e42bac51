import { describe, expect, it } from "vitest";
import { colourAt, formatShare } from "../src/colour-key.ts";

describe("colourAt", () => {
  it("lies between its neighbours among the roles, which are spread evenly over the domain", () => {
    const roles = ["mistake-low", "mistake-middle", "mistake-high"] as const;
    const at = (share: number) => colourAt({ domain: [0, 0.4], roles }, share);
    expect(at(0)).toBe("var(--chart-mistake-low)");
    expect(at(0.05)).toBe("color-mix(in srgb, var(--chart-mistake-middle) 25%, var(--chart-mistake-low))");
    expect(at(0.3)).toBe("color-mix(in srgb, var(--chart-mistake-high) 50%, var(--chart-mistake-middle))");
    expect(at(0.4)).toBe("var(--chart-mistake-high)");
    expect(at(2)).toBe("var(--chart-mistake-high)");
  });
  it("is the first role's where all shares are the same", () => {
    expect(colourAt({ domain: [1, 1], roles: ["hit-low", "hit-high"] }, 1)).toBe("var(--chart-hit-low)");
  });
});

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
