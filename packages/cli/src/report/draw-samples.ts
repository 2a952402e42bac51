import { mistakes, type Samples, samplesOfClasses } from "percept";
import { type Chart, mistakesChart, samplesChart } from "percept-charts";
import { setTitles, shownSet } from "../run/scored-set.ts";
import type { RunResults } from "./run-results.ts";

const SAMPLES_A_CLASS = 10;
const MOST_MISTAKES = 40;

/** The samples themselves: some of each class, and those that were mistaken. Without the data, or without pixels, none. */
export function drawSamples({ dataset, model, sets }: RunResults): Record<string, Chart | undefined> {
  if (dataset === undefined) return {};
  const { classes, imageShape } = model;
  const shown = shownSet(sets);
  const set = dataset[shown.name];
  const { train } = dataset;
  const { total, worst } = mistakes(shown.scores, shown.labels, classes.length, MOST_MISTAKES);
  return {
    samples: hasPixels(train)
      ? samplesChart({
          title: "Training samples",
          imageShape,
          counts: classes.map((_, k) =>
            dataset.train.labels.reduce((n, label) => n + (label === k ? 1 : 0), 0),
          ),
          rows: samplesOfClasses(train, classes.length, SAMPLES_A_CLASS).map((indices, k) => ({
            label: classes[k],
            images: indices.map((index) => imageOf(train, index)),
          })),
        })
      : undefined,
    misclassified:
      set && hasPixels(set)
        ? mistakesChart({
            title: `Mistakes, ${setTitles[shown.name]}`,
            imageShape,
            total,
            mistakes: worst.map(({ sample, label, prediction, confidence }) => ({
              index: sample,
              label: classes[label],
              prediction: classes[prediction],
              confidence,
              image: imageOf(set, sample),
            })),
          })
        : undefined,
  };
}

type PixelSamples = Samples & { readonly features: Uint8Array };

function hasPixels(samples: Samples): samples is PixelSamples {
  return samples.features instanceof Uint8Array;
}

function imageOf({ features, featureCount }: PixelSamples, index: number): Uint8Array {
  return features.subarray(index * featureCount, (index + 1) * featureCount);
}
