import type { Model } from "percept";
import type { Chart } from "../draw/chart.ts";
import { weightsChart } from "../images/weights-chart.ts";
import { networkChart } from "../network/network-chart.ts";

/** Units whose weights are shown. */
const MOST_UNITS = 100;
/** Classes that a unit is said to speak for. */
const MOST_CLASSES = 2;

export function drawNetwork({ network: { layers }, classes, targetNames, featureNames }: Model): Chart {
  const { units } = layers[layers.length - 1];
  const targets = targetNames ?? Array.from({ length: units }, (_, target) => `target ${target}`);
  return networkChart({
    title: "The network",
    inputs: layers[0].inputs,
    layers,
    classes: classes.length > 0 ? classes : targets,
    ...(featureNames && { inputNames: featureNames }),
  });
}

/**
 * What each unit of the first layer looks for; undefined where the inputs are no image, or one of a single row. A unit has the number of its
 * row in W, from 0.
 */
export function drawWeights({ weights, imageShape, classes }: Model): Chart | undefined {
  const [first] = weights;
  const pixels = first.columns - 1;
  if (imageShape[0] * imageShape[1] !== pixels || imageShape[0] === 1) return undefined;
  const units = Array.from({ length: Math.min(first.rows, MOST_UNITS) }, (_, unit) => {
    const row = first.values.subarray(unit * first.columns, (unit + 1) * first.columns);
    return {
      unit,
      bias: row[0],
      weights: row.subarray(1),
      towards: towards(weights, classes, unit),
    };
  });
  const layer =
    weights.length === 1 ? "output layer" : weights.length === 2 ? "hidden layer" : "first hidden layer";
  return weightsChart({ title: `Weights of the ${layer}`, units, imageShape, total: first.rows });
}

/** The classes that a unit of the first layer raises most, where it meets the outputs at once. */
function towards(weights: Model["weights"], classes: readonly string[], unit: number): string | undefined {
  if (weights.length === 1) return classes[unit];
  if (weights.length > 2) return undefined;
  const { values, columns } = weights[1];
  const raised = classes.map((label, k) => ({ label, weight: values[k * columns + 1 + unit] }));
  raised.sort((a, b) => b.weight - a.weight);
  return raised
    .filter(({ weight }) => weight > 0)
    .slice(0, MOST_CLASSES)
    .map(({ label }) => label)
    .join(", ");
}
