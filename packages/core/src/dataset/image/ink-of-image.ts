import { boxBlur } from "./blur.ts";
import { connectedParts, type Part } from "./connected-parts.ts";
import type { Image } from "./image.ts";
import { imagePlanes, type Plane } from "./image-planes.ts";
import type { Ink } from "./ink.ts";
import { inkContrast } from "./ink-contrast.ts";
import { inkLevel } from "./ink-level.ts";

/** A larger picture is looked at in so many pixels: a digit that fills a tenth of it has MNIST's size. */
const MOST_SIDE = 280;
/** Contrast below which an image counts as one grey; of the ground's brightness. */
const LEAST_CONTRAST = 0.08;
/** Standard deviations of the ground's noise that ink has to stand out by. */
const [LEAST_NOISES, NOISE_FLOOR] = [4, 2.5];
/** Noise above this part of the ink's contrast is smoothed away. */
const MOST_NOISE = 0.12;
/** Ink in a part that is less than this of the main one's is dust, not a stroke. */
const LEAST_PART = 0.04;
/** What hangs at the picture's edge, the paper's end or a finger, is less likely the digit than what does not. */
const AT_EDGE = 0.25;

/**
 * The ink of a picture, dark on light or light on dark, in any colour: what stands out from the ground around it,
 * thresholded (Otsu's method, then halfway from ground to ink), without specks, its edges as grey as they were.
 * @returns in at most 280 x 280 pixels; undefined where nothing stands out
 */
export function inkOfImage(image: Image): Ink | undefined {
  const planes = imagePlanes(image, MOST_SIDE);
  const { contrast, noise, full, half } = steady(inkContrast(planes));
  if (!(full > LEAST_CONTRAST) || full < LEAST_NOISES * noise) return undefined;
  const { width, height, values } = contrast;
  const mask = Uint8Array.from(values, (value) => (value > half ? 1 : 0));
  const strokes = mainParts(connectedParts(mask, width, height), values);
  const floor = NOISE_FLOOR * noise;
  const near = new Float32Array(values.length);
  for (const { pixels } of strokes) for (const at of pixels) near[at] = 1;
  const reach = boxBlur(near, width, height, Math.max(1, Math.round(Math.max(width, height) / 140)));
  const ink = new Uint8Array(values.length);
  for (let at = 0; at < ink.length; at++) {
    if (reach[at] < 1e-6) continue;
    const share = (values[at] - floor) / (full - floor);
    ink[at] = Math.round(255 * Math.max(0, Math.min(1, share)));
  }
  return { width, height, values: ink };
}

interface Steady {
  readonly contrast: Plane;
  /** the ground's standard deviation */
  readonly noise: number;
  /** the contrast of full ink, and that of half as much */
  readonly full: number;
  readonly half: number;
}

/** Smoothed as often as noise asks for, with what ink and ground are then like. */
function steady(contrast: Plane): Steady {
  const { width, height } = contrast;
  let { values } = contrast;
  for (let round = 0; ; round++) {
    const noise = deviationOfMost(values);
    const { full, half } = inkLevel(values, 3 * noise);
    if (round === 2 || noise <= MOST_NOISE * full)
      return { contrast: { width, height, values }, noise, full, half };
    values = boxBlur(values, width, height, 1);
  }
}

/** By the median of the distances from 0, as that of a normal distribution. */
function deviationOfMost(values: Float32Array): number {
  const distances = values.map(Math.abs).sort();
  return 1.4826 * distances[distances.length >> 1];
}

/** The part with most ink, and those that are no dust beside it; none at the picture's edge unless it is there itself. */
function mainParts(parts: readonly Part[], values: Float32Array): readonly Part[] {
  const masses = parts.map(({ pixels }) => pixels.reduce((sum, at) => sum + values[at], 0));
  const likely = parts.map(({ touchesEdge }, index) => (touchesEdge ? AT_EDGE : 1) * masses[index]);
  const main = likely.indexOf(Math.max(...likely));
  return parts.filter(
    ({ touchesEdge }, index) =>
      masses[index] >= LEAST_PART * masses[main] && (!touchesEdge || parts[main].touchesEdge),
  );
}
