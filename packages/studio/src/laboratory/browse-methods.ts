import { type DataCard, type Dataset, dataCard, type Samples } from "percept";
import { type Bench, requireData } from "./bench.ts";
import { imageOf } from "./data-methods.ts";
import type { BrowsedPage, BrowsedSample, SetName } from "./protocol.ts";

/** The data as they are: before a validation set is taken out, and whatever is being trained. */
export function browseMethods(bench: Bench) {
  let known: { readonly dataset: Dataset; readonly card: DataCard } | undefined;
  return {
    card(): DataCard {
      const dataset = requireData(bench);
      if (known?.dataset !== dataset) known = { dataset, card: dataCard(dataset) };
      return known.card;
    },

    /**
     * Up to `count` samples of a set, from index `from` on.
     * @param label  of this class alone
     */
    browse(set: SetName, from: number, count: number, label?: number): BrowsedPage {
      const samples = requireData(bench)[set];
      if (samples === undefined) return { samples: [], total: 0 };
      const indices = matching(samples, label);
      const start = indices.findIndex((index) => index >= from);
      const at = start < 0 ? indices.length : start;
      return {
        samples: indices.slice(at, at + count).map((index) => sampleOf(samples, index)),
        total: indices.length,
        ...(at > 0 && { previous: indices[Math.max(0, at - count)] }),
        ...(at + count < indices.length && { next: indices[at + count] }),
      };
    },
  };
}

function matching({ labels, count }: Samples, label: number | undefined): number[] {
  const indices: number[] = [];
  for (let index = 0; index < count; index++)
    if (label === undefined || labels[index] === label) indices.push(index);
  return indices;
}

const SHOWN_FEATURES = 8;

function sampleOf(samples: Samples, index: number): BrowsedSample {
  const { features, featureCount } = samples;
  const begin = index * featureCount;
  const shown = features.subarray(begin, begin + Math.min(SHOWN_FEATURES, featureCount));
  return { ...imageOf(samples, index), features: Array.from(shown) };
}
