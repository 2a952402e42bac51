import type { EpochRecord } from "percept";
import type { Chart } from "../draw/chart.ts";
import { layerHistogramsChart } from "../network/layer-histograms-chart.ts";
import { learningCurveChart } from "../training/learning-curve-chart.ts";
import { scheduleChart } from "../training/schedule-chart.ts";

/** How a training went, epoch by epoch. @param bestEpoch  whose weights were kept */
export function drawLearningCurve(history: readonly EpochRecord[], bestEpoch?: number): Chart {
  return learningCurveChart({ title: "Learning curve", epochs: history, bestEpoch });
}

/** undefined where the rate never changes: there is nothing to see. @param schedule  its name */
export function drawSchedule(history: readonly EpochRecord[], schedule: string): Chart | undefined {
  if (new Set(history.map(({ learningRate }) => learningRate)).size < 2) return undefined;
  return scheduleChart({ title: `Learning rate, schedule ${schedule}`, rows: history, by: "epoch" });
}

/** Of a training that was watched; undefined of any other. */
export function drawLayerHistograms(history: readonly EpochRecord[]): Chart | undefined {
  const epochs = history.flatMap(({ epoch, layers = [] }) => {
    const drawn = layers.flatMap(
      ({ layer, units, activation, activationHistogram: activations, gradientHistogram: gradients }) =>
        activations && gradients ? [{ layer, name: `${units} ${activation}`, activations, gradients }] : [],
    );
    return drawn.length > 0 ? [{ epoch, layers: drawn }] : [];
  });
  if (epochs.length === 0) return undefined;
  return layerHistogramsChart({ title: "Activations and gradients of each layer", epochs });
}
