import { createRandom, streams } from "../random.ts";
import { shuffle } from "./shuffle.ts";

/** The samples' indices in the order of an epoch: the file's, or one shuffled by the seed and the epoch. */
export function sampleOrder(count: number, shuffled: boolean, seed: number, epoch: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index++) order[index] = index;
  if (shuffled) shuffle(order, createRandom({ seed, stream: streams.order, step: epoch }));
  return order;
}
