import stringWidth from "string-width";
import { expect, it } from "vitest";
import { blocksPerRow, sideBySide } from "../../src/terminal/side-by-side.ts";

it("puts as many blocks beside each other as there is room for, three columns between", () => {
  const blocks = [["ab", "c"], ["d"], ["e", "f", "g"]];
  expect(sideBySide(blocks, 12)).toEqual(["ab   d    e", "c         f", "          g"]);
  expect(sideBySide(blocks, 11)).toEqual(["ab   d", "c", "", "e", "f", "g"]);
  expect(sideBySide(blocks, 1)).toEqual(["ab", "c", "", "d", "", "e", "f", "g"]);
});

it("counts columns, not characters: colours have none, wide characters two", () => {
  const [line] = sideBySide([["\u001b[1m漢\u001b[0m"], ["x"]], 80);
  expect(line).toBe("\u001b[1m漢\u001b[0m   x");
  expect(stringWidth(line)).toBe(6);
});

it("has 1, 2 and 6 digits of 28 columns at widths 40, 80 and 200", () => {
  expect([40, 80, 200].map((columns) => blocksPerRow(28, columns))).toEqual([1, 2, 6]);
});
