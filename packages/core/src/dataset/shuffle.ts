import type { Labels } from "../labels.ts";
import { createRandom, type Random, type Stream } from "../random.ts";

/**
 * Shuffles in place: Fisher & Yates, from the end (Knuth, The Art of Computer Programming 2, section 3.4.2,
 * algorithm P).
 */
export function shuffle(indices: Uint32Array, random: Random): Uint32Array {
  for (let last = indices.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [indices[last], indices[other]] = [indices[other], indices[last]];
  }
  return indices;
}

/**
 * The samples of each class, in an order that the seed and the class decide.
 * @returns one entry a class that has samples, in the order in which the classes first appear
 */
export function shuffledClasses(labels: Labels, seed: number, stream: Stream): Map<number, Uint32Array> {
  const classes = new Map<number, number[]>();
  for (const [sample, label] of labels.entries()) {
    const members = classes.get(label);
    if (members) members.push(sample);
    else classes.set(label, [sample]);
  }
  return new Map(
    Array.from(classes, ([label, members]) => [
      label,
      shuffle(Uint32Array.from(members), createRandom({ seed, stream, unit: label })),
    ]),
  );
}
