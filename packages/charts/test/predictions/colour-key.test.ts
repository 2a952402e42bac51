import { describe, expect, it } from "vitest";
import { colourAt } from "../../src/predictions/colour-key.ts";

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
