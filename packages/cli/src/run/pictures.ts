import {
  auc,
  type Dataset,
  type EpochRecord,
  rocCurve,
  rocCurveAtEvenThresholds,
  sortedScores,
} from "percept";
import type { Measured } from "./measure.ts";
import type { RunFolder } from "./run-folder.ts";
import { writeChart } from "./write-chart.ts";

interface Drawn extends Omit<Measured, "weightsSha256"> {
  readonly dataset: Dataset;
  readonly history: readonly EpochRecord[];
  readonly rocThresholds?: number | undefined;
  /** the epoch whose weights were kept */
  readonly bestEpoch?: number | undefined;
}

/** Draws the run's pictures, with their numbers: of the test set where there is one, because it does not flatter. */
export async function writePictures(
  folder: RunFolder,
  { dataset, history, train, test, scores, rocThresholds, bestEpoch }: Drawn,
): Promise<void> {
  // Loaded when there is something to draw.
  const { confusionMatrixChart, learningCurveChart, rocChart } = await import("percept-charts");
  const { classes } = dataset;
  const shown =
    dataset.test && test && scores.test
      ? { name: "test set", samples: dataset.test, metrics: test, scores: scores.test }
      : { name: "training set", samples: dataset.train, metrics: train, scores: scores.train };
  const curves = classes.map((label, k) => {
    const sorted = sortedScores(shown.scores, shown.samples.labels, classes.length, k);
    const points = rocThresholds === undefined ? undefined : rocCurveAtEvenThresholds(sorted, rocThresholds);
    return { label, ...rocCurve(sorted), auc: auc(sorted), points };
  });
  const charts = {
    roc: rocChart({
      title: `ROC curves, ${shown.name}`,
      curves,
      ...(rocThresholds !== undefined && { pointsName: `${rocThresholds} thresholds from 0 to 1` }),
    }),
    "confusion-matrix": confusionMatrixChart({
      title: `Confusion matrix, ${shown.name}`,
      classes,
      counts: shown.metrics.confusionMatrix,
    }),
    "learning-curve": learningCurveChart({
      title: "Learning curve",
      epochs: history,
      ...(bestEpoch !== undefined && { bestEpoch }),
    }),
  };
  for (const [name, chart] of Object.entries(charts)) await writeChart(folder, name, chart);
}
