import { createToySet, type Dataset, type Samples, type ToySetName } from "percept";
import type { GivenFile } from "../state/dropped-files.ts";
import { type Bench, samplesOf, takeTurn } from "./bench.ts";
import { loadIdxDataset } from "./load-idx.ts";
import { openFiles } from "./open-files.ts";
import type { DataSummary, LoadProgress, SampleImage, SetName } from "./protocol.ts";
import { sha256 } from "./sha256.ts";
import { summarize } from "./summarize.ts";
import { tellPage } from "./tell-page.ts";

/** What there is to learn from. @param site  the folder that the studio's files are in */
export function dataMethods(bench: Bench, site: URL) {
  let asked = 0;
  /** What was asked for last is what lies on the bench, however long something else takes to arrive. */
  const lay = async (loads: Promise<Dataset>): Promise<DataSummary> => {
    const turn = ++asked;
    const dataset = await loads;
    if (turn === asked) bench.dataset = dataset;
    return summarize(dataset);
  };
  return {
    /** The first few thousand images, with which a first training begins at once, or all of them. */
    async loadMnist(
      which: "sample" | "mnist",
      onProgress: (progress: LoadProgress) => void,
    ): Promise<DataSummary> {
      const name = which === "mnist" ? "mnist" : "mnist, a sample";
      const { tell, heard } = tellPage(onProgress);
      const summary = await lay(loadIdxDataset(name, new URL(`data/${which}/`, site), tell));
      await heard();
      return summary;
    },

    loadToySet(name: ToySetName): Promise<DataSummary> {
      return lay(withSources(createToySet(name)));
    },

    /** Files of the reader's own; where they make no dataset, what lies on the bench stays. */
    async loadFiles(files: readonly GivenFile[]): Promise<DataSummary> {
      const dataset = await openFiles(files);
      return lay(Promise.resolve(dataset));
    },

    /** The training that was under way is over: its data are going to be changed. */
    clear(): Promise<void> {
      return takeTurn(bench, async () => {
        bench.session?.training.engine.close();
        bench.session = undefined;
      });
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
    pixels: pixels instanceof Uint8Array ? pixels : Uint8Array.from(pixels, asByte),
  };
}

function asByte(value: number): number {
  return Math.max(0, Math.min(255, Math.round(255 * value)));
}

/** The hashes of what was generated: whoever generates it again can compare. */
async function withSources(dataset: Dataset): Promise<Dataset> {
  const bytesOf = ({ features: { buffer, byteOffset, byteLength } }: Samples) =>
    new Uint8Array(buffer, byteOffset, byteLength);
  const parts = Object.entries({ training: dataset.train, test: dataset.test });
  const sources = await Promise.all(
    parts.flatMap(([part, samples]) =>
      samples
        ? [sha256(bytesOf(samples)).then((hash) => ({ name: `${part} features, float32`, sha256: hash }))]
        : [],
    ),
  );
  return { ...dataset, sources };
}
