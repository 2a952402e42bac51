import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { weightSheet } from "../../src/index.model.ts";

const matrix = (rows: number, columns: number, values: readonly number[]) => ({
  rows,
  columns,
  values: Float32Array.from(values),
});

describe("weightSheet", () => {
  it("puts units of 2 x 2 weights side by side, paper around them; the bias is no pixel", () => {
    const weights = [matrix(3, 5, [9, 1, 0, 0, -1, 9, 0, 1, 0, 0, 9, 0, 0, 1, 0])];
    const sheet = weightSheet({ weights, imageShape: [2, 2] });
    expect(sheet).toMatchObject({ width: 7, height: 7 });
    const { data, channels } = decode(sheet?.png ?? new Uint8Array());
    expect(channels).toBe(3);
    const marks = Array.from({ length: 7 }, (_, y) =>
      Array.from({ length: 7 }, (_, x) => {
        const [red, , blue] = data.subarray(3 * (7 * y + x));
        return red === blue ? "." : blue > red ? "+" : "-";
      }).join(""),
    );
    expect(marks).toEqual([
      ".......", //
      ".+...+.",
      "..-....",
      ".......",
      ".......",
      ".+.....",
      ".......",
    ]);
  });

  it("is nothing where the inputs are no image", () => {
    expect(weightSheet({ weights: [matrix(1, 5, [0, 1, 2, 3, 4])], imageShape: [1, 3] })).toBeUndefined();
    expect(weightSheet({ weights: [matrix(1, 4, [0, 1, 2, 3])], imageShape: [1, 3] })).toBeUndefined();
  });
});
