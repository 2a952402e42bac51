// Two features, two classes: small enough that everything a network does with them can be seen in one picture.

import { normal } from "../distributions.ts";
import { cosPi } from "../elementary.ts";
import { ParameterError } from "../errors.ts";
import { createRandom, type Random, streams } from "../random.ts";
import { createSamples, type Dataset, type Samples } from "./samples.ts";

type Point = readonly [x: number, y: number];

/** A point of a class, before noise, within about [-1, 1]². */
const shapes = {
  /** a disc, and a ring around it that is as far away as the disc is wide */
  circles: (label, random) => {
    const radius = label === 0 ? 0.45 * Math.sqrt(random.uniform()) : 0.75 + 0.25 * random.uniform();
    return onCircle(radius, 2 * random.uniform());
  },
  /** two arms of one and a half turns, the one the other's image in the origin */
  spirals: (label, random) => {
    const along = random.uniform();
    return onCircle(0.08 + 0.92 * along, 3 * along + label);
  },
  /** two half circles that reach into each other, moved and scaled into the square */
  moons: (label, random) => {
    const [x, y] = onCircle(1, random.uniform());
    const [moonX, moonY] = label === 0 ? [x, y] : [1 - x, 0.5 - y];
    return [(moonX - 0.5) / 1.5, (moonY - 0.25) / 1.5];
  },
  /** the quarters of a square, a little apart: class 1 is where the signs differ */
  xor: (label, random) => {
    const x = 0.06 + 0.94 * random.uniform();
    const y = 0.06 + 0.94 * random.uniform();
    const side = random.integer(2) === 0 ? 1 : -1;
    return [side * x, (label === 0 ? side : -side) * y];
  },
} as const satisfies Record<string, (label: number, random: Random) => Point>;

export type ToySetName = keyof typeof shapes;

export const toySetNames = Object.keys(shapes) as ToySetName[];

export function isToySet(name: string): name is ToySetName {
  return Object.hasOwn(shapes, name);
}

export interface ToySetOptions {
  /** of the training set; the test set has as many, none of them the same */
  readonly samples?: number;
  /** standard deviation of what is added to both features */
  readonly noise?: number;
  readonly seed?: number;
}

/** Nobody sees more in a picture. */
const MOST_SAMPLES = 1_000_000;

/**
 * A two-dimensional dataset: float32 features within about [-1, 1]², classes 0 and 1 in turn. The same options give the
 * same bits everywhere; sample i does not depend on how many there are.
 * @throws {ParameterError} for another name, a number of samples below 2, or noise that is no number >= 0
 */
export function createToySet(
  name: ToySetName,
  { samples = 400, noise = 0.04, seed = 0 }: ToySetOptions = {},
): Dataset {
  if (!isToySet(name)) {
    throw new ParameterError(`A toy set is one of ${toySetNames.join(", ")}, got ${String(name)}.`);
  }
  if (!Number.isInteger(samples) || samples < 2 || samples > MOST_SAMPLES) {
    throw new ParameterError(`samples must be a whole number in [2, ${MOST_SAMPLES}], got ${samples}.`);
  }
  if (!(noise >= 0 && noise < Number.POSITIVE_INFINITY)) {
    throw new ParameterError(`noise must be in [0, ∞), got ${noise}.`);
  }
  return {
    name,
    classes: ["0", "1"],
    imageShape: [1, 2],
    train: drawSamples(name, samples, noise, seed, 0),
    test: drawSamples(name, samples, noise, seed, 1),
    sources: [],
  };
}

/** @param part  0 for the training set, 1 for the test set: other random numbers */
function drawSamples(name: ToySetName, count: number, noise: number, seed: number, part: number): Samples {
  const features = new Float32Array(2 * count);
  const labels = Uint8Array.from({ length: count }, (_, sample) => sample % 2);
  for (const [sample, label] of labels.entries()) {
    const random = createRandom({ seed, stream: streams.toySets, step: part, unit: sample });
    const [x, y] = shapes[name](label, random);
    features[2 * sample] = x + noise * normal(random);
    features[2 * sample + 1] = y + noise * normal(random);
  }
  return createSamples(features, labels, 2);
}

/** @param turn  in half turns from the x axis */
function onCircle(radius: number, turn: number): Point {
  return [radius * cosPi(turn), radius * cosPi(0.5 - turn)];
}
