// What is random in a step of training: units left out, and noise on the inputs. The numbers are keyed by step and
// sample, so that any engine and a resumed run draw the same.

import { normal } from "../distributions.ts";
import { createRandom, streams } from "../random.ts";
import type { FloatArray } from "./matrix.ts";

/** What a sample of a step draws its random numbers by. */
export interface DrawKey {
  readonly seed: number;
  /** steps done before, from the first epoch on */
  readonly step: number;
  /** the sample's place in the step's batch */
  readonly position: number;
  /** 0 for the inputs, l for what hidden layer l gives */
  readonly layer: number;
  /** layers of the network */
  readonly layers: number;
}

/**
 * Inverted dropout: 0 for a unit that is left out, 1 / (1 - share) for one that stays, so that sums keep their mean.
 * Srivastava et al. (2014), Journal of Machine Learning Research 15.
 */
export function drawMask(
  share: number,
  { seed, step, position, layer, layers }: DrawKey,
  mask: FloatArray,
): void {
  const random = createRandom({ seed, stream: streams.dropout, step, unit: position * layers + layer });
  const [threshold, scale] = [dropThreshold(share), 1 / (1 - share)];
  for (let unit = 0; unit < mask.length; unit++) mask[unit] = random.uint32() < threshold ? 0 : scale;
}

/** A unit is left out when its random word is below this. */
export function dropThreshold(share: number): number {
  return Math.floor(share * 4294967296);
}

/** Normal noise of the given standard deviation. */
export function drawNoise(deviation: number, { seed, step, position }: DrawKey, noise: FloatArray): void {
  const random = createRandom({ seed, stream: streams.inputNoise, step, unit: position });
  for (let unit = 0; unit < noise.length; unit++) noise[unit] = deviation * normal(random);
}
