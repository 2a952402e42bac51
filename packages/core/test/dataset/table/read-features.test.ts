import { describe, expect, it } from "vitest";
import { type FeatureOptions, readCsvFeatures } from "../../../src/dataset/table/read-features.ts";

const read = (text: string, options: Partial<FeatureOptions> = {}) =>
  readCsvFeatures([new TextEncoder().encode(text)], "t.csv", { count: 2, ...options });
const names = ["width", "height"];

describe("readCsvFeatures", () => {
  it("goes by the features' names, in any order, and leaves other columns alone", async () => {
    expect(await read("id,height,species, width\nx,2.5,rose,1\ny,4,,3\n", { names })).toEqual({
      features: Float32Array.of(1, 2.5, 3, 4),
      rows: [2, 3],
    });
    // A head of numbers is one where they are the features' names.
    expect((await read("1,0\n7,8\n", { names: ["0", "1"] })).features).toEqual(Uint8Array.of(8, 7));
  });

  it("goes by place where names are not on both sides, with a label or without", async () => {
    const features = Uint8Array.of(1, 2, 3, 4);
    expect(await read("1,2\n3,4\n", { names })).toEqual({ features, rows: [1, 2] });
    for (const text of [
      "a,b\n1,2\n3,4\n",
      "1,2,rose\n3,4,lily\n",
      "9,1,2\n9,3,4\n",
      "a,class,b\n1,9,2\n3,9,4\n",
    ])
      expect((await read(text)).features, text).toEqual(features);
    expect((await read("1,2,9\n3,4,9\n", { labelColumn: "-1" })).features).toEqual(features);
    // Two features of one name have no order but their own.
    expect((await read("x,x\n1,2\n3,4\n", { names: ["x", "x"] })).features).toEqual(features);
  });

  it.each([
    [
      "a column that is not there",
      "width,depth\n1,2\n",
      { names },
      'a column "height", as the model was trained on, got none of that name.',
    ],
    [
      "a column twice",
      "width,height,width\n1,2,3\n",
      { names },
      'a column "width", as the model was trained on, got 2 of that name.',
    ],
    [
      "another number of columns",
      "1,2,3,4\n",
      {},
      "expected 2 columns, the model's features, or a label besides, got 4.",
    ],
    ["a short row", "width,height\n1,2\n3\n", { names }, "expected 2 columns in row 3, got 1."],
    [
      "a word",
      "width,height\n1,2\n3,tall\n",
      { names },
      'expected a number in row 3, column "height", got "tall".',
    ],
    [
      "a missing value",
      "1,2\n,4\n",
      {},
      "expected a number in row 2, column 0 (counted from 0), got nothing.",
    ],
    ["more than its limit", "1,2\n3,4\n", { unpackLimit: 15 }, "more than 1 rows of 2 features"],
    ["a head alone", "width,height\n", { names }, "expected one row of values or more, got none."],
    ["an empty file", "", {}, "expected one row of values or more, got none."],
  ])("refuses %s", async (_, text, options, sentence) => {
    await expect(read(text, options)).rejects.toThrow(sentence);
  });

  it("keeps a missing value as NaN, or leaves its row out", async () => {
    const text = "width,height,note\n1,NA,\n3,4,\n";
    expect(await read(text, { names, missing: "keep" })).toEqual({
      features: Float32Array.of(1, Number.NaN, 3, 4),
      rows: [2, 3],
    });
    expect(await read(text, { names, missing: "drop" })).toEqual({
      features: Uint8Array.of(3, 4),
      rows: [3],
    });
  });
});
