import type { EpochRecord } from "percept";

/** More than a panel of the learning curve has pixels across. */
const STRETCHES = 400;

/**
 * So few epochs that drawing their curve takes milliseconds, however many there are: of each stretch of them the first,
 * and those with the highest and the lowest training loss, so that no peak is lost; and the last of all.
 */
export function drawableEpochs(epochs: readonly EpochRecord[]): readonly EpochRecord[] {
  const length = Math.ceil(epochs.length / STRETCHES);
  if (length <= 3) return epochs;
  const kept = new Set<EpochRecord>();
  for (let from = 0; from < epochs.length; from += length) {
    const stretch = epochs.slice(from, from + length);
    const highest = stretch.reduce((one, other) => (other.trainLoss > one.trainLoss ? other : one));
    const lowest = stretch.reduce((one, other) => (other.trainLoss < one.trainLoss ? other : one));
    for (const one of [stretch[0], highest, lowest].sort((a, b) => a.epoch - b.epoch)) kept.add(one);
  }
  kept.add(epochs[epochs.length - 1]);
  return [...kept];
}
