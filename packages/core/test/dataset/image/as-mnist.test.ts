import { describe, expect, it } from "vitest";
import { asMnist } from "../../../src/dataset/image/as-mnist.ts";
import { centreOfMass } from "../../../src/dataset/image/centre-of-mass.ts";
import type { Ink } from "../../../src/dataset/image/ink.ts";
import { inkBox } from "../../../src/dataset/image/ink-box.ts";
import { scaleByArea } from "../../../src/dataset/image/scale-by-area.ts";

/** @param rows  a letter a pixel: . is ground, # full ink, a digit d is 25·d */
function ink(...rows: string[]): Ink {
  const values = Uint8Array.from(rows.join(""), (sign) =>
    sign === "." ? 0 : sign === "#" ? 255 : 25 * Number(sign),
  );
  return { width: rows[0].length, height: rows.length, values };
}

/** A canvas with full ink in a rectangle. */
function rectangle(side: number, left: number, top: number, width: number, height: number): Ink {
  const values = new Uint8Array(side * side);
  for (let y = top; y < top + height; y++) values.fill(255, y * side + left, y * side + left + width);
  return { width: side, height: side, values };
}

describe("inkBox", () => {
  it("holds all the ink, the faintest too", () => {
    expect(inkBox(ink(".....", "..#..", "...1.", "....."))).toEqual({ left: 2, top: 1, width: 2, height: 2 });
  });

  it("reaches to the edges, and is one pixel for a dot", () => {
    expect(inkBox(ink("#..", "...", "..#"))).toEqual({ left: 0, top: 0, width: 3, height: 3 });
    expect(inkBox(ink("...", "..."))).toBeUndefined();
    expect(inkBox(ink("...", "..#"))).toEqual({ left: 2, top: 1, width: 1, height: 1 });
  });
});

describe("scaleByArea", () => {
  const whole = { left: 0, top: 0, width: 4, height: 2 };

  it("takes the mean of the pixels that a smaller one covers", () => {
    // (100 + 0 + 100 + 200) / 4 and (0 + 0 + 0 + 100) / 4
    const { values } = scaleByArea(ink("4...", "484."), whole, 2, 1);
    expect(Array.from(values)).toEqual([100, 25]);
    expect(Array.from(scaleByArea(ink("40..", "484."), whole, 2, 1).values)).toEqual([100, 25]);
  });

  it("shares a pixel that two smaller ones cover in part", () => {
    // 3 pixels in 2: (0 + 100/2) / 1.5 and (100/2 + 200) / 1.5
    const { values } = scaleByArea(ink(".48"), { left: 0, top: 0, width: 3, height: 1 }, 2, 1);
    expect(Array.from(values)).toEqual([33, 167]);
  });

  it("repeats pixels in a larger size, and reads the box alone", () => {
    const { values, width, height } = scaleByArea(
      ink("####", "#48#"),
      { left: 1, top: 1, width: 2, height: 1 },
      4,
      2,
    );
    expect([width, height]).toEqual([4, 2]);
    expect(Array.from(values)).toEqual([100, 100, 200, 200, 100, 100, 200, 200]);
  });
});

describe("centreOfMass", () => {
  it("weighs pixels by their ink", () => {
    // x: (0·100 + 3·200) / 300; y: (0·100 + 1·200) / 300
    expect(centreOfMass(ink("4...", "...8"))).toEqual({ x: 2, y: 200 / 300 });
  });

  it("is the middle of an image without ink", () => {
    expect(centreOfMass(ink("....", "...."))).toEqual({ x: 1.5, y: 0.5 });
  });
});

describe("asMnist", () => {
  const seen = (drawing: Ink) => {
    const values = asMnist(drawing);
    expect(values).toHaveLength(784);
    return { values, box: inkBox({ width: 28, height: 28, values }) };
  };

  it("leaves an empty canvas empty", () => {
    expect(seen(rectangle(560, 0, 0, 0, 0)).values.every((value) => value === 0)).toBe(true);
  });

  it("makes the longer side 20 pixels, keeps the ratio, and centres on pixel 14", () => {
    // 100 x 400 becomes 5 x 20; its middle, 2 and 9.5, comes to 14: 14 - 2, and 14 - 9.5 rounded
    const { values, box } = seen(rectangle(560, 13, 99, 100, 400));
    expect(box).toEqual({ left: 12, top: 5, width: 5, height: 20 });
    expect(values.reduce((sum, value) => sum + value, 0)).toBe(255 * 5 * 20);
  });

  it("sees the same wherever the ink is, at all four edges too", () => {
    const middle = seen(rectangle(560, 200, 100, 120, 200)).values;
    for (const [left, top] of [
      [0, 0],
      [440, 360],
      [0, 360],
      [440, 0],
    ])
      expect(seen(rectangle(560, left, top, 120, 200)).values).toEqual(middle);
  });

  it("makes of a dot a square of 20 pixels, and of a line one that is a pixel wide", () => {
    expect(seen(rectangle(560, 300, 7, 1, 1)).box).toEqual({ left: 5, top: 5, width: 20, height: 20 });
    expect(seen(rectangle(560, 300, 7, 1, 400)).box).toEqual({ left: 14, top: 5, width: 1, height: 20 });
  });

  it("centres by mass, not by the box", () => {
    // A bar of 20 x 200 with a foot of 150 x 20: more of the ink is below and to the left, so that all of it moves.
    const drawing = rectangle(560, 100, 100, 20, 200);
    for (let y = 280; y < 300; y++) drawing.values.fill(255, y * 560 + 100, y * 560 + 250);
    // In 15 x 20: 2 x 20 around (0.5, 9.5) and 13 x 2 around (8, 18.5): x = 228 / 66 = 3.45, y = 861 / 66 = 13.05
    expect(seen(drawing).box).toEqual({ left: 11, top: 1, width: 15, height: 20 });
  });

  it("loses no ink where its mass is all at one end", () => {
    // A hair of 400 with a block at its end: the centre would push the hair over the edge of the field.
    const drawing = rectangle(560, 20, 300, 400, 1);
    for (let y = 280; y < 320; y++) drawing.values.fill(255, y * 560 + 20, y * 560 + 60);
    const { box, values } = seen(drawing);
    expect(box?.width).toBe(20);
    expect(box?.left).toBe(8);
    expect(values.some((value) => value === 255)).toBe(true);
  });
});
