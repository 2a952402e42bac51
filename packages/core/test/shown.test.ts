import { describe, expect, it } from "vitest";
import { shortened, shown } from "../src/shown.ts";

describe("shown", () => {
  it.each([
    [[30, 20], "[30,20]"],
    [{ a: [1], b: null }, '{"a":[1],"b":null}'],
    ['say "x"', '"say \\"x\\""'],
    [undefined, "undefined"],
    [() => 3, "a function"],
  ])("says %j as JSON does", (value, words) => {
    expect(shown(value)).toBe(words);
  });

  it("leaves out what nests 200,000 deep, where JSON.stringify has no stack left", () => {
    const deep = JSON.parse("[".repeat(200_000) + "]".repeat(200_000));
    expect(() => JSON.stringify(deep)).toThrow(RangeError);
    expect(shown(deep)).toBe("[[[[...]]]]");
  });

  it("is short, however long a list or a word is", () => {
    expect(shown(new Array(1_000_000).fill(7))).toBe(`[${"7,".repeat(20)}...]`);
    expect(shown("a".repeat(1_000_000))).toBe(`"${"a".repeat(120)}..."`);
    expect(shortened("a".repeat(1_000_000))).toBe(`${"a".repeat(120)}...`);
    expect(shortened("a".repeat(120))).toBe("a".repeat(120));
  });
});
