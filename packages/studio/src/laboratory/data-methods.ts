import type { Samples } from "percept";
import { type Bench, samplesOf } from "./bench.ts";
import { loadIdxDataset } from "./load-idx.ts";
import type { DataSummary, LoadProgress, SampleImage, SetName } from "./protocol.ts";
import { summarize } from "./summarize.ts";

/** What there is to learn from. @param site  the folder that the studio's files are in */
export function dataMethods(bench: Bench, site: URL) {
  return {
    /** The first few thousand images, with which a first training begins at once, or all of them. */
    async loadMnist(
      which: "sample" | "mnist",
      onProgress: (progress: LoadProgress) => void,
    ): Promise<DataSummary> {
      const name = which === "mnist" ? "mnist" : "mnist, a sample";
      bench.dataset = await loadIdxDataset(name, new URL(`data/${which}/`, site), onProgress);
      return summarize(bench.dataset);
    },

    /** Images by their indices; those beyond the last one are left out. */
    images(set: SetName, indices: readonly number[]): SampleImage[] {
      const samples = samplesOf(bench, set);
      if (samples === undefined) return [];
      return indices.filter((index) => index < samples.count).map((index) => imageOf(samples, index));
    },
  };
}

export function imageOf({ features, featureCount, labels }: Samples, index: number): SampleImage {
  const pixels = features.slice(index * featureCount, (index + 1) * featureCount);
  return {
    index,
    label: labels[index],
    pixels: pixels instanceof Uint8Array ? pixels : Uint8Array.from(pixels, (value) => 255 * value),
  };
}
