import { describe, expect, it } from "vitest";
import { boxBlur } from "../../../src/dataset/image/blur.ts";
import { connectedParts } from "../../../src/dataset/image/connected-parts.ts";
import { fitGround } from "../../../src/dataset/image/fit-ground.ts";
import type { Image } from "../../../src/dataset/image/image.ts";
import { imagePlanes } from "../../../src/dataset/image/image-planes.ts";
import type { Ink } from "../../../src/dataset/image/ink.ts";
import { inkBox } from "../../../src/dataset/image/ink-box.ts";
import { inkOfImage } from "../../../src/dataset/image/ink-of-image.ts";
import { opening } from "../../../src/dataset/image/morphology.ts";
import { otsuThreshold } from "../../../src/dataset/image/otsu-threshold.ts";

type Pixel = readonly number[];

/** A picture with ink in a rectangle. */
function picture(
  [width, height]: readonly [number, number],
  [left, top, across, down]: readonly [number, number, number, number],
  pixelOf: (isInk: boolean, x: number, y: number) => Pixel,
): Image {
  const pixels = Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return pixelOf(x >= left && x < left + across && y >= top && y < top + down, x, y);
  });
  return {
    width,
    height,
    channels: pixels[0].length as Image["channels"],
    pixels: Uint8Array.from(pixels.flat()),
  };
}

const size = [120, 90] as const;
const bar = [50, 20, 12, 45] as const;
const boxOf = (image: Image) => {
  const ink = inkOfImage(image);
  return ink && inkBox(ink);
};

describe("inkOfImage", () => {
  it.each([
    ["dark on light", [250, 250, 240], [30, 30, 60]],
    ["light on dark", [10, 10, 10], [255, 255, 200]],
    ["dark on nothing", [0, 0, 0, 0], [20, 20, 20, 255]],
    ["light on nothing", [0, 0, 0, 0], [240, 240, 240, 255]],
    ["grey", [200], [90]],
    ["grey with alpha", [0, 0], [200, 255]],
    ["red on green of the same grey", [60, 150, 60], [227, 65, 60]],
    ["yellow on white", [250, 250, 250], [250, 240, 120]],
  ])("finds the ink where it is %s, and nowhere else", (_, ground, ink) => {
    const found = inkOfImage(picture(size, bar, (isInk) => (isInk ? ink : ground)));
    const expected = picture(size, bar, (isInk) => [isInk ? 255 : 0]);
    expect(found).toEqual({ width: 120, height: 90, values: expected.pixels });
  });

  it("takes a lamp from one side, a shadow's edge and dust for no ink", () => {
    const image = picture(size, bar, (isInk, x, y) => {
      const light = (1 - 0.4 * (x / 120)) * (1 - 0.3 * Math.max(0, Math.min(1, (y + x / 4 - 70) / 12)));
      const isDust = (x === 10 && y === 80) || (x === 100 && y < 12 && y > 9);
      return [Math.round(light * (isInk || isDust ? 60 : 220))];
    });
    expect(boxOf(image)).toEqual({ left: 50, top: 20, width: 12, height: 45 });
  });

  it("keeps greys between ground and ink at its edge", () => {
    const image = picture(size, bar, (isInk, x) => [x === 49 || x === 62 ? 150 : isInk ? 50 : 250]);
    const row = Array.from(inkOfImage(image)?.values.subarray(40 * 120 + 47, 40 * 120 + 52) ?? []);
    expect(row[0]).toBe(0);
    expect(row[2]).toBeGreaterThan(115); // half of the way from 250 to 50
    expect(row[2]).toBeLessThan(140);
    expect(row[4]).toBe(255);
  });

  it("keeps a stroke that stands apart, and leaves a dark edge of the picture out", () => {
    const image = picture(size, bar, (isInk, x, y) => [
      isInk || (x >= 66 && x < 90 && y >= 20 && y < 28) || x === 0 ? 40 : 230,
    ]);
    expect(boxOf(image)).toEqual({ left: 50, top: 20, width: 40, height: 45 });
  });

  it("looks at a large picture in 280 pixels", () => {
    const image = picture([1120, 560], [400, 100, 80, 300], (isInk) => [isInk ? 20 : 240]);
    const ink = inkOfImage(image);
    expect([ink?.width, ink?.height]).toEqual([280, 140]);
    expect(boxOf(image)).toEqual({ left: 100, top: 25, width: 20, height: 75 });
  });

  it("has no ink to tell of a picture that is of one grey, or of noise alone", () => {
    expect(inkOfImage(picture([5, 3], [2, 1, 1, 1], (isInk) => [isInk ? 128 : 130]))).toBeUndefined();
    expect(inkOfImage(picture([1, 1], [0, 0, 1, 1], () => [7]))).toBeUndefined();
    const noise = picture(size, bar, (_, x, y) => [150 + ((x * 7919 + y * 104729 + x * y * 31) % 23)]);
    expect(inkOfImage(noise)).toBeUndefined();
  });

  it("gives a digit of MNIST's size back as it was, within 2 greys", () => {
    const drawn = picture([28, 28], [12, 4, 5, 20], (isInk, x, y) => [
      isInk || (y === 23 && x > 9 && x < 20) ? 255 : 0,
    ]);
    const found = inkOfImage(drawn) as Ink;
    expect(
      Math.max(...found.values.map((value, at) => Math.abs(value - drawn.pixels[at]))),
    ).toBeLessThanOrEqual(2);
  });
});

describe("what inkOfImage is made of", () => {
  it("imagePlanes: means over areas, transparent pixels on a ground that stands out", () => {
    const image: Image = { width: 4, height: 2, channels: 1, pixels: Uint8Array.of(0, 4, 8, 8, 4, 8, 8, 8) };
    expect(imagePlanes(image, 2)).toEqual([{ width: 2, height: 1, values: Float32Array.of(4, 8) }]);
    // 3 pixels in 2: (0 + 60 / 2) / 1.5 and (60 / 2 + 90) / 1.5
    const row: Image = { width: 3, height: 1, channels: 1, pixels: Uint8Array.of(0, 60, 90) };
    expect(Array.from(imagePlanes(row, 2)[0].values, Math.round)).toEqual([20, 80]);
    const clear: Image = { width: 2, height: 1, channels: 2, pixels: Uint8Array.of(10, 255, 99, 0) };
    expect(Array.from(imagePlanes(clear, 9)[0].values)).toEqual([10, 255]);
  });

  it("fitGround: a tilted and bent plane, whatever a fifth of the picture has on it", () => {
    const width = 60;
    const values = Float32Array.from({ length: width * 40 }, (_, at) => {
      const [x, y] = [at % width, Math.floor(at / width)];
      return x > 20 && x < 32 && y > 2 ? 10 : 200 - x + 0.02 * y * y;
    });
    const ground = fitGround({ width, height: 40, values }).values;
    expect(Math.abs(ground[20 * width + 26] - (200 - 26 + 8))).toBeLessThan(2);
  });

  it("otsuThreshold: between two heaps", () => {
    const threshold = otsuThreshold(Float32Array.of(1, 2, 1, 2, 1, 9, 10, 9));
    expect(threshold).toBeGreaterThan(2);
    expect(threshold).toBeLessThanOrEqual(9);
    expect(otsuThreshold(Float32Array.of(3, 3))).toBe(3);
  });

  it("opening: takes a ridge of three pixels, leaves a step", () => {
    const values = Float32Array.of(0, 0, 5, 5, 5, 0, 0, 0, 0, 7, 7, 7, 7, 7, 7);
    expect(Array.from(opening(values, 15, 1, 2))).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 7, 7, 7]);
    expect(Array.from(opening(values, 15, 1, 1))).toEqual(Array.from(values));
  });

  it("boxBlur: means of the neighbours there are", () => {
    expect(Array.from(boxBlur(Float32Array.of(0, 3, 6, 9), 4, 1, 1))).toEqual([1.5, 3, 6, 7.5]);
    expect(Array.from(boxBlur(Float32Array.of(0, 3, 6, 9), 2, 2, 5))).toEqual([4.5, 4.5, 4.5, 4.5]);
  });

  it("connectedParts: across corners, and which of them touch an edge", () => {
    const mask = Uint8Array.from("10000 00100 01000 00000".replaceAll(" ", ""), Number);
    const parts = connectedParts(mask, 5, 4);
    expect(parts.map(({ pixels, touchesEdge }) => [[...pixels].sort((a, b) => a - b), touchesEdge])).toEqual([
      [[0], true],
      [[7, 11], false],
    ]);
  });
});
