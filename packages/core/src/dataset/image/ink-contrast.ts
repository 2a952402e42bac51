import { boxBlur } from "./blur.ts";
import { fitGround } from "./fit-ground.ts";
import { groundAround } from "./ground-around.ts";
import type { Plane } from "./image-planes.ts";
import { inkLevel } from "./ink-level.ts";
import { opening } from "./morphology.ts";

/** Added to the ground before something is divided by it, so that black ground makes no noise into ink. */
const LEAST_GROUND = 16;
/** Of the larger side: what is wider is a shadow, not a stroke. */
const WIDEST_STROKE = 0.25;
/** Ink hides ground, and ground tells what is ink: better the second time. */
const ROUNDS = 2;

/**
 * How far each pixel is from the ground around it, towards the ink: 0 is ground, 1 as much lighter or darker as the
 * ground is bright, in the colour that ink and ground differ most in. Light that falls unevenly falls out.
 * @param planes  grey, or red, green and blue
 * @returns [height * width]
 */
export function inkContrast(planes: readonly Plane[]): Plane {
  const surfaces = planes.map(fitGround);
  let contrast = towardsInk(planes, surfaces);
  for (let round = 0; round < ROUNDS; round++) {
    const isInk = inkMask(contrast);
    contrast = towardsInk(
      planes,
      planes.map((plane, colour) => groundAround(plane, surfaces[colour], isInk)),
    );
  }
  return contrast;
}

/** Of each pixel its distance from the ground, in all colours, seen along the axis on which they lie furthest apart. */
function towardsInk(planes: readonly Plane[], grounds: readonly Plane[]): Plane {
  const [{ width, height }] = planes;
  const distances = planes.map(({ values }, colour) =>
    values.map((value, at) => {
      const ground = Math.max(0, grounds[colour].values[at]);
      return (value - ground) / (ground + LEAST_GROUND);
    }),
  );
  const axis = mainAxis(distances);
  const along = new Float32Array(width * height);
  let skew = 0;
  for (let at = 0; at < along.length; at++) {
    for (let colour = 0; colour < planes.length; colour++) along[at] += axis[colour] * distances[colour][at];
    skew += along[at] ** 3;
  }
  // Ink is the minority: it is on the side of the longer tail.
  return { width, height, values: skew < 0 ? along.map((value) => -value) : along };
}

/** The first principal axis of the distances, by the power method; its parts' sum is positive. */
function mainAxis(distances: readonly Float32Array[]): number[] {
  const colours = distances.length;
  const moments = distances.map((one) =>
    distances.map((other) => one.reduce((sum, value, at) => sum + value * other[at], 0)),
  );
  let axis = new Array<number>(colours).fill(1 / Math.sqrt(colours));
  for (let round = 0; round < 30; round++) {
    const next = moments.map((row) => row.reduce((sum, moment, colour) => sum + moment * axis[colour], 0));
    const length = Math.sqrt(next.reduce((sum, part) => sum + part * part, 0));
    if (length === 0) break;
    axis = next.map((part) => part / length);
  }
  return axis;
}

/** 1 where there is ink, or within two pixels of it; of what stands out, ink is what is narrow, and shadows are not. */
function inkMask(rough: Plane): Uint8Array {
  const { width, height } = rough;
  const narrow = withoutWide(rough);
  const { half } = inkLevel(narrow, 0);
  const strokes = narrow.map((value) => (value > half ? 1 : 0));
  return Uint8Array.from(boxBlur(strokes, width, height, 2), (share) => (share > 1e-6 ? 1 : 0));
}

/** What is wider than a stroke is found in a picture of a quarter the size. */
function withoutWide({ width, height, values }: Plane): Float32Array {
  const calm = boxBlur(values, width, height, 1);
  const step = Math.max(1, Math.round(Math.max(width, height) / 70));
  const [columns, rows] = [Math.ceil(width / step), Math.ceil(height / step)];
  const small = Float32Array.from({ length: columns * rows }, (_, at) => {
    const [x, y] = [(at % columns) * step, Math.floor(at / columns) * step];
    return calm[Math.min(height - 1, y + (step >> 1)) * width + Math.min(width - 1, x + (step >> 1))];
  });
  const radius = Math.max(1, Math.round(WIDEST_STROKE * Math.max(columns, rows)) >> 1);
  const wide = opening(small, columns, rows, radius);
  return calm.map((value, at) => {
    const x = at % width;
    const y = (at - x) / width;
    return value - wide[Math.floor(y / step) * columns + Math.floor(x / step)];
  });
}
