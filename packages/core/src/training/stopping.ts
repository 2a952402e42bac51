// Early stopping: the best epoch so far, and how long ago it was. Prechelt (1998), "Early stopping - but when?",
// doi:10.1007/3-540-49430-8_3, compares such criteria; counting epochs without improvement is the plainest.

import { isBetter, type Monitor } from "../monitors.ts";

/** The best epoch so far, from 1, with its metric. Plain JSON: it goes into checkpoints. */
export interface StoppingState {
  readonly best: { readonly epoch: number; readonly value: number } | null;
}

export const initialStopping: StoppingState = { best: null };

/**
 * Notes an epoch's metric. An improvement is more than `minDelta` better than the best; of equals the first stays.
 * @param value  null where the epoch has no such metric: no improvement, like NaN
 */
export function noteEpoch(
  state: StoppingState,
  epoch: number,
  value: number | null,
  monitor: Monitor,
  minDelta: number,
): { readonly state: StoppingState; readonly improved: boolean } {
  if (value === null || !isBetter(monitor, value, state.best?.value ?? null, minDelta)) {
    return { state, improved: false };
  }
  return { state: { best: { epoch, value } }, improved: true };
}

/**
 * Whether training ends after this epoch: the `patience` epochs up to it brought no improvement. Where no epoch ever
 * had the metric, they count from the beginning.
 * @param patience  in epochs, from 1; null never ends a training
 */
export function isExhausted(state: StoppingState, epoch: number, patience: number | null): boolean {
  return patience !== null && epoch - (state.best?.epoch ?? 0) >= patience;
}
