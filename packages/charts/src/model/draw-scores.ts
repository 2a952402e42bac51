import {
  auc,
  averagePrecision,
  calibration,
  precisionRecallCurve,
  rocCurve,
  rocCurveAtEvenThresholds,
  sortedScores,
} from "percept";
import type { Chart } from "../draw/chart.ts";
import { confusionMatrixChart } from "../predictions/confusion-matrix-chart.ts";
import { perClassChart } from "../predictions/per-class-chart.ts";
import { reliabilityChart } from "../predictions/reliability-chart.ts";
import { precisionRecallChart } from "../scores/precision-recall-chart.ts";
import { rocChart } from "../scores/roc-chart.ts";
import type { ScoredSamples } from "./scored-samples.ts";

/** @param thresholds  of the report, marked: so many, spread evenly from 0 to 1 */
export function drawRoc(scored: ScoredSamples, thresholds?: number): Chart {
  return rocChart({
    title: `ROC curves, ${scored.name}`,
    curves: sortedByClass(scored).map(({ label, sorted }) => ({
      label,
      ...rocCurve(sorted),
      auc: auc(sorted),
      points: thresholds === undefined ? undefined : rocCurveAtEvenThresholds(sorted, thresholds),
    })),
    ...(thresholds !== undefined && { pointsName: `${thresholds} thresholds from 0 to 1` }),
  });
}

export function drawPrecisionRecall(scored: ScoredSamples): Chart {
  return precisionRecallChart({
    title: `Precision and recall, ${scored.name}`,
    curves: sortedByClass(scored).map(({ label, sorted }) => ({
      label,
      ...precisionRecallCurve(sorted),
      averagePrecision: averagePrecision(sorted),
    })),
  });
}

export function drawConfusionMatrix({ name, classes, metrics }: ScoredSamples): Chart {
  return confusionMatrixChart({
    title: `Confusion matrix, ${name}`,
    classes,
    counts: metrics.confusionMatrix,
  });
}

export function drawPerClass({ name, metrics }: ScoredSamples): Chart {
  return perClassChart({ title: `Precision, recall and F1, ${name}`, classes: metrics.perClass });
}

/** undefined where the scores are no probabilities. */
export function drawCalibration({ name, scores, labels, classes }: ScoredSamples): Chart | undefined {
  const found = calibration(scores, labels, classes.length);
  if (found === null) return undefined;
  return reliabilityChart({ title: `Calibration, ${name}`, ...found, samples: labels.length });
}

function sortedByClass({ scores, labels, classes }: ScoredSamples) {
  return classes.map((label, k) => ({ label, sorted: sortedScores(scores, labels, classes.length, k) }));
}
