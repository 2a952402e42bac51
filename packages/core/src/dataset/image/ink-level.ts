import { otsuThreshold } from "./otsu-threshold.ts";

/** The contrast that so many of the pixels with ink stay below: full ink, whatever grey edges and shadows there are. */
const SHARE = 0.9;
const ROUNDS = 20;

export interface InkLevel {
  readonly full: number;
  /** the threshold between ground, which is 0, and full ink */
  readonly half: number;
}

/**
 * How much contrast full ink has: from Otsu's threshold on, half of what most pixels above it have, until it stays.
 * @param least  no threshold is below
 * @see N. Otsu (1979) as in otsuThreshold; T. W. Ridler & S. Calvard, "Picture Thresholding Using an Iterative Selection
 * Method" (1978), doi:10.1109/TSMC.1978.4310039, which takes means where this takes a quantile
 */
export function inkLevel(contrast: Float32Array, least: number): InkLevel {
  let half = Math.max(least, otsuThreshold(contrast));
  let full = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const inked = contrast.filter((value) => value > half).sort();
    if (inked.length === 0) break;
    full = inked[Math.floor(SHARE * (inked.length - 1))];
    const next = Math.max(least, full / 2);
    if (next === half) break;
    half = next;
  }
  return { full, half };
}
