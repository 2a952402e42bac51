// Images of digits as photographs of them: on paper or on a board, in ink of any colour, in uneven light, turned, noisy,
// with dust; each decided by a seed and its number alone.
import jpeg from "jpeg-js";
import type { Image } from "../../../src/dataset/image/image.ts";
import { createRandom, type Random, streams } from "../../../src/random.ts";

const FIELD = 28;
const MOST_DEGREES = 15;
const SMALLEST = 100;
/** of the sum of four bytes */
const DEVIATION = 147.8;
const COLOUR_NOISE = 0.6;

type Colour = readonly [red: number, green: number, blue: number];

/** Pens: ballpoints, felt pens, a pencil. */
const inks: readonly Colour[] = [
  [25, 25, 30],
  [30, 45, 130],
  [35, 90, 170],
  [170, 35, 40],
  [25, 105, 60],
  [95, 60, 35],
  [110, 45, 130],
  [95, 95, 98],
];

export interface Photograph {
  readonly image: Image;
  /** the bytes of a JPEG file, where the photograph went through one */
  readonly file?: Uint8Array;
}

/**
 * @param digit  [28 * 28] bytes, 0 the ground
 * @param number  which of the seed's photographs
 * @param largest  pixels of a side; the smallest has 100
 */
export function photograph(digit: Uint8Array, seed: number, number: number, largest = 2000): Photograph {
  const random = createRandom({ seed, stream: streams.toySets, step: number });
  const between = (least: number, most: number) => least + (most - least) * random.uniform();
  const width = Math.round(SMALLEST * (largest / SMALLEST) ** random.uniform());
  const height = Math.max(SMALLEST, Math.min(largest, Math.round(width * between(0.75, 1.33))));
  const inkAt = placedDigit(digit, width, height, random);
  const lightAt = light(random);
  const dark = random.uniform() < 0.2;
  const ground = dark ? tinted(between(20, 70), random) : tinted(between(165, 250), random);
  const ink = dark ? tinted(between(190, 250), random) : inks[random.integer(inks.length)];
  const density = between(0.75, 1);
  const dust = Array.from({ length: random.integer(7) }, () => ({
    x: width * random.uniform(),
    y: height * random.uniform(),
    radius: Math.min(width, height) * between(0.002, 0.008),
  }));
  const noise = between(2, 14);
  const pixels = new Uint8Array(3 * width * height);
  for (let y = 0, at = 0; y < height; y++) {
    const near = dust.filter((speck) => Math.abs(y - speck.y) < speck.radius);
    for (let x = 0; x < width; x++, at += 3) {
      let cover = density * inkAt(x + 0.5, y + 0.5);
      for (const speck of near)
        if ((x - speck.x) ** 2 + (y - speck.y) ** 2 < speck.radius ** 2) cover = Math.max(cover, 0.8);
      const shine = lightAt(x / width, y / height);
      // Four bytes: their sum is nearly normal (Irwin and Hall's distribution), their differences go without it.
      const word = random.uint32();
      const [a, b, c, d] = [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24];
      const grey = (noise * (a + b + c + d - 510)) / DEVIATION;
      const red = (COLOUR_NOISE * noise * (a - b)) / DEVIATION;
      const blue = (COLOUR_NOISE * noise * (c - d)) / DEVIATION;
      for (let colour = 0; colour < 3; colour++) {
        const own = colour === 0 ? red : colour === 1 ? -red - blue : blue;
        const value = shine * (ground[colour] * (1 - cover) + ink[colour] * cover) + grey + own;
        pixels[at + colour] = Math.max(0, Math.min(255, Math.round(value)));
      }
    }
  }
  const image: Image = { width, height, channels: 3, pixels };
  if (random.uniform() < 0.5) return { image };
  return { image, file: asJpeg(image, Math.round(between(60, 95))) };
}

function tinted(shade: number, random: Random): Colour {
  const tint = () => shade * (0.9 + 0.1 * random.uniform());
  return [tint(), tint(), tint()];
}

/** How much ink is at a place, 0..1: the digit's contours drawn with a pen, turned, anywhere in the picture. */
function placedDigit(digit: Uint8Array, width: number, height: number, random: Random) {
  const angle = ((2 * random.uniform() - 1) * MOST_DEGREES * Math.PI) / 180;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  // The digit is 20 of the field's 28 pixels; turned it takes at most 20 · (cos 15° + sin 15°) = 24.5 of them.
  const scale = ((0.35 + 0.6 * random.uniform()) * Math.min(width, height)) / 24.5;
  const [roomX, roomY] = [width - 24.5 * scale, height - 24.5 * scale];
  const middleX = width / 2 + roomX * (random.uniform() - 0.5) * 0.95;
  const middleY = height / 2 + roomY * (random.uniform() - 0.5) * 0.95;
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= FIELD || row >= FIELD ? 0 : digit[row * FIELD + column] / 255;
  return (x: number, y: number): number => {
    const [fromX, fromY] = [(x - middleX) / scale, (y - middleY) / scale];
    const column = cosine * fromX + sine * fromY + FIELD / 2 - 0.5;
    const row = -sine * fromX + cosine * fromY + FIELD / 2 - 0.5;
    if (column < -1 || row < -1 || column > FIELD || row > FIELD) return 0;
    const [left, top] = [Math.floor(column), Math.floor(row)];
    const [u, v] = [column - left, row - top];
    const value =
      (1 - v) * ((1 - u) * at(left, top) + u * at(left + 1, top)) +
      v * ((1 - u) * at(left, top + 1) + u * at(left + 1, top + 1));
    return Math.max(0, Math.min(1, 3 * (value - 0.4) + 0.5)); // a pen's edge is sharp
  };
}

/** Brightness over the picture: a lamp from one side, darker corners, and now and then a shadow's edge. */
function light(random: Random) {
  const between = (least: number, most: number) => least + (most - least) * random.uniform();
  const [fall, corners, direction] = [between(0, 0.45), between(0, 0.25), between(0, 2 * Math.PI)];
  const [across, down] = [Math.cos(direction), Math.sin(direction)];
  const shadow = random.uniform() < 0.5 ? between(0.1, 0.35) : 0;
  const [edge, softness, turn] = [between(-0.3, 0.3), between(0.03, 0.2), between(0, 2 * Math.PI)];
  const [edgeX, edgeY] = [Math.cos(turn), Math.sin(turn)];
  return (x: number, y: number): number => {
    const [fromX, fromY] = [x - 0.5, y - 0.5];
    const side = fromX * across + fromY * down; // -0.7..0.7
    const inShadow = Math.max(0, Math.min(1, (fromX * edgeX + fromY * edgeY - edge) / softness + 0.5));
    const lit = 1 - fall * (side / 1.4 + 0.5) - corners * 2 * (fromX ** 2 + fromY ** 2);
    return lit * (1 - shadow * inShadow);
  };
}

function asJpeg({ width, height, pixels }: Image, quality: number): Uint8Array {
  const data = new Uint8Array(4 * width * height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    data.set(pixels.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
    data[4 * pixel + 3] = 255;
  }
  return new Uint8Array(jpeg.encode({ width, height, data }, quality).data);
}
