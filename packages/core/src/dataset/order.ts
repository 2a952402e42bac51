import { createRandom, streams } from "../random.ts";

/** The samples' indices in the order of an epoch: the file's, or one shuffled by the seed and the epoch. */
export function sampleOrder(count: number, shuffle: boolean, seed: number, epoch: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index++) order[index] = index;
  if (shuffle) shuffleInPlace(order, seed, epoch);
  return order;
}

/** Fisher & Yates' shuffle, from the end (Knuth, The Art of Computer Programming 2, section 3.4.2, algorithm P). */
function shuffleInPlace(order: Uint32Array, seed: number, epoch: number): void {
  const random = createRandom({ seed, stream: streams.order, step: epoch });
  for (let last = order.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [order[last], order[other]] = [order[other], order[last]];
  }
}
