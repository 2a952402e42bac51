import type { SummaryValue } from "../encoding/event-file.ts";
import type { Experiment } from "../experiment.ts";
import { histogram } from "../metrics/histogram.ts";
import type { Weights } from "../network/network.ts";
import type { EpochRecord } from "./history.ts";
import type { LayerStatistics } from "./layer-statistics.ts";

const HISTOGRAM_BINS = 40;

/** Every number of an epoch under the tag that TensorBoard shows it by: `loss/train`, `loss/validation`, `learningRate` ... */
export function epochSummary({ epoch, layers = [], ...record }: EpochRecord): SummaryValue[] {
  return [
    ...numbersOf(record).map(([name, scalar]) => ({ tag: epochTag(name), scalar })),
    ...layers.flatMap(ofLayer),
  ];
}

/** Histograms of the weights and the biases of every layer. */
export function weightsSummary(weights: Weights): SummaryValue[] {
  return weights.flatMap(({ values, columns }, l) => [
    {
      tag: `layer${l + 1}/weights`,
      histogram: histogram(
        values.filter((_, index) => index % columns > 0),
        HISTOGRAM_BINS,
      ),
    },
    {
      tag: `layer${l + 1}/biases`,
      histogram: histogram(
        values.filter((_, index) => index % columns === 0),
        HISTOGRAM_BINS,
      ),
    },
  ]);
}

/**
 * What a finished run is compared by: `final/testAccuracy`, `final/trainF1` ...
 * @param sets  metrics.json: each set's metrics by its name
 */
export function finalSummary(sets: Readonly<Record<string, object>>): SummaryValue[] {
  return Object.entries(sets).flatMap(([set, { macro, ...metrics }]: [string, { macro?: object }]) =>
    numbersOf({ ...metrics, ...macro }).map(([name, scalar]) => ({
      tag: `final/${set}${name[0].toUpperCase()}${name.slice(1)}`,
      scalar,
    })),
  );
}

/** Every setting of an experiment that is not `none`, as a word, a number or a truth value. */
export function settingsSummary(experiment: Experiment): Record<string, string | number | boolean> {
  const settings: [string, unknown][] = Object.entries(experiment);
  return Object.fromEntries(
    settings.filter(([, value]) => value != null).map(([name, value]) => [name, plain(value)]),
  );
}

function plain(value: unknown): string | number | boolean {
  if (typeof value === "number" || typeof value === "boolean" || typeof value === "string") return value;
  return Array.isArray(value) ? value.join(",") : JSON.stringify(value);
}

function epochTag(name: string): string {
  const [, set, measure] = /^(train|validation)([A-Z].*)$/.exec(name) ?? [];
  if (set !== undefined) return `${measure[0].toLowerCase()}${measure.slice(1)}/${set}`;
  return name === "learningRate" ? name : `pace/${name}`;
}

function ofLayer({ layer, units, ...statistics }: LayerStatistics): SummaryValue[] {
  const { activationHistogram, gradientHistogram } = statistics;
  return [
    ...numbersOf(statistics).map(([name, scalar]) => ({ tag: `layer${layer}/${name}`, scalar })),
    ...(activationHistogram ? [{ tag: `layer${layer}/activations`, histogram: activationHistogram }] : []),
    ...(gradientHistogram ? [{ tag: `layer${layer}/log10Gradients`, histogram: gradientHistogram }] : []),
  ];
}

/** What is a finite number among the properties of an object, by its name. */
function numbersOf(properties: object): [name: string, value: number][] {
  return Object.entries(properties).filter(([, value]) => Number.isFinite(value));
}
