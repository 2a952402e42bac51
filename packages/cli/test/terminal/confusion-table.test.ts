import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { confusionTable } from "../../src/terminal/confusion-table.ts";
import { everyScreen } from "./every-screen.ts";

const plain = { columns: 80, colors: "none", unicode: false } as const;
// 10 cats, 3 of them taken for dogs and 1 for a cow; 20 dogs; 5 cows, 2 taken for cats
const counts = [
  [6, 3, 1],
  [0, 20, 0],
  [2, 0, 3],
];
const animals = ["cat", "dog", "cow"];
const ten = Array.from({ length: 10 }, (_, row) =>
  Array.from({ length: 10 }, (_, column) => (row === column ? 5949 : (row * column) % 4)),
);
const digits = ten.map((_, k) => String(k));

describe("confusionTable", () => {
  it("has a row an actual class, a column a predicted one, dots for zeroes, and the worst in words", () => {
    expect(confusionTable(counts, animals, plain)).toEqual([
      "       predicted",
      "actual cat dog cow",
      "cat      6   3   1",
      "dog      .  20   .",
      "cow      2   .   3",
      "",
      "Most frequent mistakes:",
      "  cat taken for dog: 3 of 10, 30.00%",
      "  cow taken for cat: 2 of 5, 40.00%",
      "  cat taken for cow: 1 of 10, 10.00%",
    ]);
  });

  it("has hits in bold and on a ground of their own, as have the worst mistakes, and faint zeroes", () => {
    const [, , cat, dog] = confusionTable(counts, animals, {
      columns: 80,
      colors: "truecolor",
      unicode: true,
    });
    expect(cat).toContain("\u001b[1;38;2;255;255;255;48;2;47;95;146m  6\u001b[0m"); // #2f5f92
    expect(cat).toContain("\u001b[38;2;255;255;255;48;2;180;86;26m  3\u001b[0m"); // #b4561a, the worst
    expect(dog).toContain("\u001b[2m  \u00b7\u001b[0m");
  });

  it.each(everyScreen)("has no line longer than the screen is wide: %j", (screen) => {
    for (const names of [
      digits,
      digits.map((k) => `${k}\u001b[2J${"x".repeat(200)}`),
      digits.map(() => ""),
    ]) {
      const lines = confusionTable(ten, names, screen);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(screen.columns);
      expect(lines.join("")).not.toContain("\u001b[2J");
      const [first] = lines;
      if (screen.columns < 80) expect(first).toBe("No room here for all 10 classes.");
      else expect(stripVTControlCharacters(first).trim()).toBe("predicted");
    }
  });

  it("says that it has no room for a hundred classes, and has the ten most frequent mistakes", () => {
    const many = Array.from({ length: 100 }, (_, row) =>
      Array.from({ length: 100 }, (_, column) => (row === 7 && column >= 80 ? column : 0)),
    );
    const lines = confusionTable(
      many,
      many.map((_, k) => `class${k}`),
      plain,
    );
    expect(lines.slice(0, 3)).toEqual([
      "No room here for all 100 classes.",
      "Most frequent mistakes:",
      "  class7 taken for class99: 99 of 1,790, 5.53%",
    ]);
    expect(lines).toHaveLength(12);
  });

  it("says so where there are no mistakes, and takes a class without samples", () => {
    expect(
      confusionTable(
        [
          [3, 0],
          [0, 0],
        ],
        ["a", "b"],
        plain,
      ).at(-1),
    ).toBe("No mistakes.");
  });
});
