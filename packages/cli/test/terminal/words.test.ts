import stringWidth from "string-width";
import { expect, it } from "vitest";
import { padColumns, padColumnsStart, plainWords } from "../../src/terminal/words.ts";

it("takes out what would steer the terminal, break the line or turn the direction", () => {
  expect(plainWords("\u001b[2Ja\nb\u202e")).toBe("\ufffd[2Ja\ufffdb\ufffd");
  expect(plainWords("<b>&\"'")).toBe("<b>&\"'");
});

it("cuts to columns, wide characters counted twice", () => {
  expect(plainWords("x".repeat(200), 5)).toBe("xxxx~");
  expect(plainWords("exact", 5)).toBe("exact");
  expect(stringWidth(plainWords("漢字漢字", 6))).toBeLessThanOrEqual(6);
  expect(plainWords("漢字漢字", 6)).toBe("漢字~");
  expect(plainWords("any", 0)).toBe("");
});

it("pads to columns", () => {
  expect(padColumns("漢", 4)).toBe("漢  ");
  expect(padColumnsStart("\u001b[1ma\u001b[0m", 3)).toBe("  \u001b[1ma\u001b[0m");
  expect(padColumns("long", 2)).toBe("long");
});
