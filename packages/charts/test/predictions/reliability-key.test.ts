import { describe, expect, it } from "vitest";
import { textWidth } from "../../src/draw/text-width.ts";
import { reliabilityKey } from "../../src/predictions/reliability-key.ts";
import { elementsOf } from "../read-chart.ts";

describe("reliabilityKey", () => {
  it("has lines that fit 150 pixels and do not touch each other", () => {
    const lines = elementsOf(reliabilityKey(470, 94), "text");
    lines.forEach(({ attributes, content }, i) => {
      expect(Number(attributes.x) + textWidth(content, Number(attributes["font-size"]))).toBeLessThan(620);
      if (i > 0) expect(Number(attributes.y) - Number(lines[i - 1].attributes.y)).toBeGreaterThan(13);
    });
  });
});
