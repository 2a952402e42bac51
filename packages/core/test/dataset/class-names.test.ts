import { describe, expect, it } from "vitest";
import { parseClassNames } from "../../src/dataset/class-names.ts";

describe("parseClassNames", () => {
  it("reads a name a line, the first for label 0", () => {
    const names = parseClassNames("\ufeffT-shirt/top\r\nTrouser\r\n\r\nAnkle boot\r\n", "classes.txt");
    expect([...names]).toEqual([
      [0, "T-shirt/top"],
      [1, "Trouser"],
      [2, "Ankle boot"],
    ]);
  });

  it("reads EMNIST's mapping, one or two characters a label, in any order", () => {
    expect([...parseClassNames("2 66 98\n1 65 97\n36 97\n", "mapping.txt")]).toEqual([
      [1, "Aa"],
      [2, "Bb"],
      [36, "a"],
    ]);
  });

  it.each([
    ["nothing", ""],
    ["one name twice", "a\nb\na\n"],
    ["one label twice", "1 65\n1 66\n"],
    ["a label beyond two bytes", "65536 65\n"],
  ])("refuses %s", (_, text) => {
    expect(() => parseClassNames(text, "classes.txt")).toThrow(
      /^classes.txt: expected a name for each label/,
    );
  });

  it("reads a line of a million codes, which is too many for some regular expressions", () => {
    const names = parseClassNames(`7${" 65".repeat(1_000_000)}\n`, "mapping.txt");
    expect([...names]).toEqual([[7, "A"]]);
  });

  it("survives codes that are no characters", () => {
    expect(parseClassNames("1 99999999999\n", "mapping.txt").size).toBe(1);
  });
});
