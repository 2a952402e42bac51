import type { RegressionMetrics } from "percept";
import type { Chart } from "../draw/chart.ts";
import { predictedActualChart } from "../regression/predicted-actual-chart.ts";
import type { PredictedTarget } from "../regression/predicted-targets.ts";
import { residualsChart } from "../regression/residuals-chart.ts";

/** What a regression says of some samples, and how right that is. */
export interface PredictedSamples {
  /** which they are, for titles: "test set" */
  readonly name: string;
  /** [n, targets], in the targets' own units */
  readonly predictions: Float32Array;
  /** [n, targets] */
  readonly targets: Float32Array;
  readonly metrics: RegressionMetrics;
}

export function drawPredictedActual(predicted: PredictedSamples): Chart {
  return predictedActualChart({
    title: `Predicted and actual, ${predicted.name}`,
    targets: columnsOf(predicted),
  });
}

export function drawResiduals(predicted: PredictedSamples): Chart {
  return residualsChart({ title: `Residuals, ${predicted.name}`, targets: columnsOf(predicted) });
}

function columnsOf({ predictions, targets, metrics }: PredictedSamples): PredictedTarget[] {
  const columns = metrics.perTarget.length;
  const column = (values: Float32Array, k: number) => values.filter((_, at) => at % columns === k);
  return metrics.perTarget.map(({ target, rootMeanSquaredError, r2 }, k) => ({
    target,
    actual: column(targets, k),
    predicted: column(predictions, k),
    rootMeanSquaredError,
    r2,
  }));
}
