import { auc, type Dataset, type EpochRecord, type Metrics, rocCurve, sortedScores } from "percept";
import type { RunFolder } from "./run-folder.ts";

interface Measured {
  readonly dataset: Dataset;
  readonly history: readonly EpochRecord[];
  readonly train: Metrics;
  readonly test?: Metrics;
  readonly scores: { readonly train: Float32Array; readonly test?: Float32Array };
}

/** Draws the run's pictures, each as SVG and PNG: of the test set where there is one, because it does not flatter. */
export async function writePictures(
  folder: RunFolder,
  { dataset, history, train, test, scores }: Measured,
): Promise<void> {
  // Loaded when there is something to draw: the renderer is native and large.
  const { confusionMatrixChart, learningCurveChart, rocChart } = await import("percept-charts");
  const { renderPicture } = await import("percept-charts/node");
  const { classes } = dataset;
  const shown =
    dataset.test && test && scores.test
      ? { name: "test set", samples: dataset.test, metrics: test, scores: scores.test }
      : { name: "training set", samples: dataset.train, metrics: train, scores: scores.train };
  const curves = classes.map((label, k) => {
    const sorted = sortedScores(shown.scores, shown.samples.labels, classes.length, k);
    return { label, ...rocCurve(sorted), auc: auc(sorted) };
  });
  const charts = {
    roc: rocChart({ title: `ROC curves, ${shown.name}`, curves }),
    "confusion-matrix": confusionMatrixChart({
      title: `Confusion matrix, ${shown.name}`,
      classes,
      counts: shown.metrics.confusionMatrix,
    }),
    "learning-curve": learningCurveChart({ title: "Learning curve", epochs: history }),
  };
  for (const [name, chart] of Object.entries(charts)) {
    const { svg, png } = renderPicture(chart);
    folder.write(`charts/${name}.svg`, svg);
    folder.write(`charts/${name}.png`, png);
  }
}
