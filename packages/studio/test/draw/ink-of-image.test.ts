import { describe, expect, it } from "vitest";
import { inkOfImage } from "../../src/views/draw/ink/ink-of-image.ts";

/** A picture of 5 x 3 with one other pixel in its middle. */
function picture(ground: readonly number[], ink: readonly number[]): Uint8ClampedArray {
  return Uint8ClampedArray.from(
    Array.from({ length: 15 }, (_, pixel) => (pixel === 7 ? ink : ground)).flat(),
  );
}
const dot = [0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0];
const values = (rgba: Uint8ClampedArray) => Array.from(inkOfImage(rgba, 5, 3)?.values ?? []);

describe("inkOfImage", () => {
  it.each([
    ["dark on light", picture([250, 250, 240, 255], [30, 30, 60, 255])],
    ["light on dark", picture([10, 10, 10, 255], [255, 255, 200, 255])],
    ["dark on nothing", picture([0, 0, 0, 0], [20, 20, 20, 255])],
    ["light on nothing", picture([0, 0, 0, 0], [240, 240, 240, 255])],
  ])("finds the ink where it is %s", (_, rgba) => {
    expect(values(rgba)).toEqual(dot);
  });

  it("takes unevenness of the ground for no ink, and keeps greys between", () => {
    const rgba = picture([200, 200, 200, 255], [0, 0, 0, 255]);
    rgba.set([190, 190, 190], 4 * 6);
    rgba.set([90, 90, 90], 4 * 8);
    // 10 of 200 is below the tenth; (110 - 20) / (200 - 20) of 255 is 127.5
    expect(values(rgba).slice(6, 9)).toEqual([0, 255, 128]);
  });

  it("has no ink to tell of a picture that is of one grey", () => {
    expect(inkOfImage(picture([128, 128, 128, 255], [130, 130, 130, 255]), 5, 3)).toBeUndefined();
  });
});
