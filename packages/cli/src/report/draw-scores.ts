import {
  auc,
  averagePrecision,
  calibration,
  precisionRecallCurve,
  rocCurve,
  rocCurveAtEvenThresholds,
  sortedScores,
} from "percept";
import {
  type Chart,
  confusionMatrixChart,
  perClassChart,
  precisionRecallChart,
  reliabilityChart,
  rocChart,
} from "percept-charts";
import { setTitles, shownSet } from "../run/scored-set.ts";
import type { RunResults } from "./run-results.ts";

/** How right the scores are: of the test set where there is one, because it does not flatter. */
export function drawScores({ sets, model, record }: RunResults): Record<string, Chart | undefined> {
  const { classes } = model;
  const { name, scores, labels, metrics } = shownSet(sets);
  const title = (what: string) => `${what}, ${setTitles[name]}`;
  const sorted = classes.map((_, k) => sortedScores(scores, labels, classes.length, k));
  const { rocThresholds } = record;
  const calibrated = calibration(scores, labels, classes.length);
  return {
    roc: rocChart({
      title: title("ROC curves"),
      curves: sorted.map((of, k) => ({
        label: classes[k],
        ...rocCurve(of),
        auc: auc(of),
        points: rocThresholds === undefined ? undefined : rocCurveAtEvenThresholds(of, rocThresholds),
      })),
      ...(rocThresholds !== undefined && { pointsName: `${rocThresholds} thresholds from 0 to 1` }),
    }),
    "precision-recall": precisionRecallChart({
      title: title("Precision and recall"),
      curves: sorted.map((of, k) => ({
        label: classes[k],
        ...precisionRecallCurve(of),
        averagePrecision: averagePrecision(of),
      })),
    }),
    "confusion-matrix": confusionMatrixChart({
      title: title("Confusion matrix"),
      classes,
      counts: metrics.confusionMatrix,
    }),
    "per-class": perClassChart({ title: title("Precision, recall and F1"), classes: metrics.perClass }),
    calibration:
      calibrated === null
        ? undefined
        : reliabilityChart({ title: title("Calibration"), ...calibrated, samples: labels.length }),
  };
}
