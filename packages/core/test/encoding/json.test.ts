import { describe, expect, it } from "vitest";
import { checkDepth, parseJson } from "../../src/encoding/json.ts";

const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

describe("parseJson", () => {
  it("reads what JSON says, with a byte order mark before it or without", () => {
    expect(parseJson('\ufeff{"a": [1, "}"]}', "x.json")).toEqual({ a: [1, "}"] });
  });

  it("refuses in a sentence what is none, and what nests more than 16 deep", () => {
    expect(() => parseJson("{", "x.json")).toThrow(
      /^x\.json: expected JSON, got what cannot be read \(.+\)\.$/,
    );
    expect(parseJson(nested(16), "x.json")).toBeInstanceOf(Array);
    expect(() => parseJson(nested(17), "x.json")).toThrow(
      "x.json: expected brackets at most 16 deep, got more at letter 16.",
    );
  });

  it("does not count brackets in words, of text or of UTF-8", () => {
    const text = '{"a[[[[": "]]\\"[[[["}';
    checkDepth(text, 1, "x.json");
    checkDepth(new TextEncoder().encode(text), 1, "x.json");
  });

  it("keeps a key __proto__ a key", () => {
    const value = parseJson('{"__proto__": {"polluted": true}}', "x.json") as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
