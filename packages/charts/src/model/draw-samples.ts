import { mistakes, type Samples, samplesOfClasses } from "percept";
import type { Chart } from "../draw/chart.ts";
import type { ImageShape } from "../images/image-grid.ts";
import { mistakesChart } from "../images/mistakes-chart.ts";
import { samplesChart } from "../images/samples-chart.ts";
import type { ScoredSamples } from "./scored-samples.ts";

const SAMPLES_A_CLASS = 10;
const MOST_MISTAKES = 40;

/** The first training samples of each class; undefined where they are no pixels. */
export function drawClasses(
  samples: Samples,
  classes: readonly string[],
  imageShape: ImageShape,
): Chart | undefined {
  if (!hasPixels(samples)) return undefined;
  return samplesChart({
    title: "Training samples",
    imageShape,
    counts: classes.map((_, k) => samples.labels.filter((label) => label === k).length),
    rows: samplesOfClasses(samples, classes.length, SAMPLES_A_CLASS).map((indices, k) => ({
      label: classes[k],
      images: indices.map((index) => imageOf(samples, index)),
    })),
  });
}

/** The samples that were mistaken with most confidence; undefined where they are no pixels. */
export function drawMistakes(
  { name, classes, scores, labels }: ScoredSamples,
  samples: Samples,
  imageShape: ImageShape,
): Chart | undefined {
  if (!hasPixels(samples)) return undefined;
  const { total, worst } = mistakes(scores, labels, classes.length, MOST_MISTAKES);
  return mistakesChart({
    title: `Mistakes, ${name}`,
    imageShape,
    total,
    mistakes: worst.map(({ sample, label, prediction, confidence }) => ({
      index: sample,
      label: classes[label],
      prediction: classes[prediction],
      confidence,
      image: imageOf(samples, sample),
    })),
  });
}

type PixelSamples = Samples & { readonly features: Uint8Array };

function hasPixels(samples: Samples): samples is PixelSamples {
  return samples.features instanceof Uint8Array;
}

function imageOf({ features, featureCount }: PixelSamples, index: number): Uint8Array {
  return features.subarray(index * featureCount, (index + 1) * featureCount);
}
