import { describe, expect, it } from "vitest";
import { darkTheme, lightTheme } from "../../src/draw/theme.ts";
import { weightColour, weightPalette, weightScale } from "../../src/images/weight-scale.ts";

describe("weightScale", () => {
  it("ends at the 99.5th percentile of the sizes of all units together", () => {
    // 0, 1, ..., 1000 of alternating sign: the percentile is 995, five are beyond.
    const units = [0, 1].map((odd) =>
      Float32Array.from({ length: 500 + 1 - odd }, (_, i) => (odd ? -1 : 1) * (2 * i + odd)),
    );
    expect(weightScale(units)).toEqual({ limit: 995, beyond: 5 / 1001, levels: 15 });
  });
  it("ends at the largest where nearly all weights are 0", () => {
    const weights = new Float64Array(1000);
    weights[7] = -3;
    expect(weightScale([weights])).toMatchObject({ limit: 3, beyond: 0 });
  });
  it("ends at 0 where all weights are 0", () => {
    expect(weightScale([new Float64Array(4)])).toMatchObject({ limit: 0, beyond: 0 });
  });
});

describe("weightPalette", () => {
  it("is the same in both themes, each colour more opaque than the one before of its sign", () => {
    expect([lightTheme.positive, lightTheme.negative]).toEqual([darkTheme.positive, darkTheme.negative]);
    const palette = weightPalette({ limit: 1, beyond: 0, levels: 2 });
    // #2f6fe0 and #d97008
    expect(palette).toEqual([
      [0, 0, 0, 0],
      [0x2f, 0x6f, 0xe0, 128],
      [0xd9, 0x70, 0x08, 128],
      [0x2f, 0x6f, 0xe0, 255],
      [0xd9, 0x70, 0x08, 255],
    ]);
    const at = (weight: number) => palette[weightColour({ limit: 1, beyond: 0, levels: 2 }, weight)];
    expect([at(0.1), at(-0.1)]).toEqual([palette[0], palette[0]]);
    expect([at(0.5), at(-0.5), at(1), at(-7)]).toEqual(palette.slice(1));
  });
});
