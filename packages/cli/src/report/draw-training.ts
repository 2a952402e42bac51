import { type Chart, layerHistogramsChart, learningCurveChart, scheduleChart } from "percept-charts";
import type { RunResults } from "./run-results.ts";

/** How the training went, epoch by epoch. */
export function drawTraining(results: RunResults): Record<string, Chart | undefined> {
  const { history, record } = results;
  return {
    "learning-curve": learningCurveChart({
      title: "Learning curve",
      epochs: history,
      ...(record.best && { bestEpoch: record.best.epoch }),
    }),
    schedule: drawSchedule(results),
    "layer-histograms": drawLayers(history),
  };
}

/** undefined where the rate never changes: there is nothing to see. */
function drawSchedule({ history, experiment }: RunResults): Chart | undefined {
  if (new Set(history.map(({ learningRate }) => learningRate)).size < 2) return undefined;
  return scheduleChart({
    title: `Learning rate, schedule ${experiment.schedule}`,
    rows: history,
    by: "epoch",
  });
}

/** Of a training that was watched. */
function drawLayers(history: RunResults["history"]): Chart | undefined {
  const epochs = history.flatMap(({ epoch, layers = [] }) => {
    const drawn = layers.flatMap(({ layer, units, activation, activationHistogram, gradientHistogram }) =>
      activationHistogram && gradientHistogram
        ? [
            {
              layer,
              name: `${units} ${activation}`,
              activations: activationHistogram,
              gradients: gradientHistogram,
            },
          ]
        : [],
    );
    return drawn.length > 0 ? [{ epoch, layers: drawn }] : [];
  });
  if (epochs.length === 0) return undefined;
  return layerHistogramsChart({ title: "Activations and gradients of each layer", epochs });
}
