import type { Histogram } from "./resample-histogram.ts";

export interface LayerHistograms {
  /** From 1, the first hidden layer. */
  readonly layer: number;
  /** As "hidden, 20 units". */
  readonly name: string;
  /** Of the layer's units. */
  readonly activations: Histogram;
  /** Of log10 |dL/dW|, and how many are exactly 0 and have no logarithm. */
  readonly gradients: Histogram & { readonly zeros: number };
}

export interface LayerHistogramsEpoch {
  /** A whole number, larger than the epoch's before. */
  readonly epoch: number;
  /** The same in every epoch. */
  readonly layers: readonly LayerHistograms[];
}

/** @throws {RangeError} naming the epoch and the layer, what was expected and what it got. */
export function checkLayerHistograms(epochs: readonly LayerHistogramsEpoch[]): void {
  const chart = "Layer histograms";
  if (epochs.length === 0) throw new RangeError(`${chart}: expected one epoch or more, got none.`);
  const count = epochs[0].layers.length;
  if (count === 0) throw new RangeError(`${chart}: expected one layer or more, got none.`);
  epochs.forEach(({ epoch, layers }, i) => {
    const place = `${chart}, epochs[${i}]`;
    const least = i === 0 ? 0 : epochs[i - 1].epoch + 1;
    if (!(Number.isSafeInteger(epoch) && epoch >= least)) {
      throw new RangeError(`${place}: expected a whole number, ${least} or more, as epoch, got ${epoch}.`);
    }
    if (layers.length !== count) {
      throw new RangeError(
        `${place}: expected ${count} layers, as in the first epoch, got ${layers.length}.`,
      );
    }
    for (const { layer, activations, gradients } of layers) {
      checkHistogram(activations, `${place}, activations of layer ${layer}`);
      checkHistogram(gradients, `${place}, gradients of layer ${layer}`);
      if (Number.isSafeInteger(gradients.zeros) && gradients.zeros >= 0) continue;
      throw new RangeError(
        `${place}, gradients of layer ${layer}: expected a whole number of zeros, got ${gradients.zeros}.`,
      );
    }
  });
}

function checkHistogram({ low, high, counts }: Histogram, place: string): void {
  if (!(Number.isFinite(low) && Number.isFinite(high) && low <= high)) {
    throw new RangeError(`${place}: expected finite numbers low <= high, got ${low} and ${high}.`);
  }
  if (counts.length === 0) throw new RangeError(`${place}: expected one bin or more, got none.`);
  const wrong = Array.from(counts).findIndex((count) => !(Number.isSafeInteger(count) && count >= 0));
  if (wrong < 0) return;
  throw new RangeError(`${place}: expected whole numbers as counts, got ${counts[wrong]} at index ${wrong}.`);
}
