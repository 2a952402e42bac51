import { describe, expect, it } from "vitest";
import { bar } from "../../src/terminal/bar.ts";

describe("bar", () => {
  it("fills a share of its width to an eighth of a character, or to a whole one in ASCII", () => {
    expect(bar(0.5, 5, "blocks")).toBe("██▌  ");
    expect(bar(21 / 40, 5, "blocks")).toBe("██▋  ");
    expect(bar(1, 3, "blocks")).toBe("███");
    expect(bar(0.5, 6, "ascii")).toBe("###   ");
    expect(bar(0.74, 4, "ascii")).toBe("### ");
  });

  it("shows whatever is not 0, and nothing of 0", () => {
    expect(bar(1e-9, 3, "blocks")).toBe("▏  ");
    expect(bar(1e-9, 3, "ascii")).toBe("#  ");
    expect(bar(0, 3, "blocks")).toBe("   ");
  });
});
