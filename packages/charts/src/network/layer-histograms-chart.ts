import { AXIS_SPACE, type Panel } from "../axes/axis.ts";
import { type Chart, chart, type Table } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { formatShare } from "../draw/format-share.ts";
import { CHART_WIDTH, HEADING_SIZE, INK, MARGIN, SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, text } from "../draw/svg.ts";
import { fitText, textWidth } from "../draw/text-width.ts";
import { densityKey } from "./density-bands.ts";
import { countValues, type EpochHistogram, epochsInColumn } from "./histogram-columns.ts";
import { checkLayerHistograms, type LayerHistograms, type LayerHistogramsEpoch } from "./layer-histograms.ts";
import { barPanel, CELLS, densityPanel, MOST_COLUMNS } from "./layer-panels.ts";

export interface LayerHistogramsChartOptions {
  readonly title: string;
  readonly epochs: readonly LayerHistogramsEpoch[];
}

const PANEL = { width: 255, height: 130 } as const;
const ROW_HEIGHT = 244;
const FIRST_ROW = MARGIN + 70;
const LEFTS = [MARGIN + AXIS_SPACE.left, CHART_WIDTH - MARGIN - PANEL.width] as const;
const KEY_NAME_WIDTH = 330;
const ACTIVATIONS = { name: "Activation", logarithmic: false } as const;
const GRADIENTS = { name: "|Gradient| of a weight", logarithmic: true } as const;

/**
 * How each layer's activations and gradients are spread, epoch after epoch: saturation, dead units, and gradients
 * that vanish or explode. After Glorot & Bengio (2010), section 4. Of one epoch, plain histograms.
 * @throws {RangeError} without epochs or layers; for epochs that do not rise or differ in their layers; for ends of a
 *   histogram that are not finite or in the wrong order, or counts that are not whole numbers.
 */
export function layerHistogramsChart({ title, epochs }: LayerHistogramsChartOptions): Chart {
  checkLayerHistograms(epochs);
  const layers = epochs[0].layers;
  const overTime = epochs.length > 1;
  const keyTop = FIRST_ROW + layers.length * ROW_HEIGHT + 2;
  const keyName = `Share of an epoch's values in a cell, 1/${CELLS} of the height`;
  return chart(
    {
      width: CHART_WIDTH,
      height: overTime ? keyTop + 30 + MARGIN : keyTop - 26 + MARGIN,
      title,
      description: describe(epochs),
      tables: [summarize(epochs), ...layers.flatMap((_, index) => tabulate(epochs, index))],
    },
    chartTitle(title, CHART_WIDTH, subtitle(epochs)),
    ...layers.map((_, index) => layerRow(epochs, index, FIRST_ROW + index * ROW_HEIGHT)),
    overTime ? densityKey(keyName, MARGIN, keyTop, KEY_NAME_WIDTH) : "",
  );
}

function layerRow(epochs: readonly LayerHistogramsEpoch[], index: number, top: number): string {
  const [left, right] = LEFTS.map((x): Panel => ({ left: x, top: top + 52, ...PANEL }));
  const draw = (
    histograms: readonly EpochHistogram[],
    quantity: typeof ACTIVATIONS | typeof GRADIENTS,
    panel: Panel,
  ) =>
    histograms.length > 1
      ? densityPanel(histograms, quantity, panel)
      : barPanel(histograms[0], quantity, panel);
  const zeros = tellZeros(epochs[epochs.length - 1].layers[index]);
  const room = CHART_WIDTH - 2 * MARGIN - textWidth(zeros, TICK_SIZE) - 16;
  const heading = fitText(layerName(epochs[0].layers[index]), HEADING_SIZE, room, "bold");
  return element(
    "g",
    { class: "layer" },
    text(heading, { x: MARGIN, y: top + 12, "font-size": HEADING_SIZE, "font-weight": "bold", fill: INK }),
    text(zeros, {
      x: CHART_WIDTH - MARGIN,
      y: top + 12,
      "text-anchor": "end",
      "font-size": TICK_SIZE,
      fill: SOFT_INK,
    }),
    draw(ofActivations(epochs, index), ACTIVATIONS, left),
    draw(ofGradients(epochs, index), GRADIENTS, right),
  );
}

function ofActivations(epochs: readonly LayerHistogramsEpoch[], index: number): EpochHistogram[] {
  return epochs.map(({ epoch, layers }) => ({ epoch, others: 0, ...layers[index].activations }));
}

function ofGradients(epochs: readonly LayerHistogramsEpoch[], index: number): EpochHistogram[] {
  return epochs.map(({ epoch, layers }) => {
    const { zeros, ...histogram } = layers[index].gradients;
    return { epoch, others: zeros, ...histogram };
  });
}

function subtitle(epochs: readonly LayerHistogramsEpoch[]): string {
  const size = epochsInColumn(epochs.length, MOST_COLUMNS);
  const what = "Activations of the units, gradients of the weights";
  if (epochs.length === 1) return `${what}, epoch ${epochs[0].epoch}`;
  const column = size === 1 ? "a column for each epoch" : `${size} epochs to a column`;
  return `${what}: ${column}; zeros: last epoch`;
}

function layerName({ layer, name }: Pick<LayerHistograms, "layer" | "name">): string {
  return `Layer ${layer}: ${name}`;
}

function tellZeros({ gradients }: LayerHistograms): string {
  const total = countValues({ ...gradients, others: gradients.zeros });
  if (gradients.zeros === 0) return "gradients exactly 0: none";
  const [zeros, all] = [gradients.zeros, total].map((count) => count.toLocaleString("en-US"));
  return `gradients exactly 0: ${formatShare(gradients.zeros / total)} (${zeros} of ${all})`;
}

function summarize(epochs: readonly LayerHistogramsEpoch[]): Table {
  return {
    name: "Activations and gradients of each layer",
    columns: [
      "layer",
      "epoch",
      "lowest activation",
      "highest activation",
      "lowest |gradient| above 0 (log10)",
      "highest |gradient| (log10)",
      "gradients",
      "gradients exactly 0",
    ],
    rows: epochs[0].layers.flatMap((_, index) =>
      epochs.map(({ epoch, layers }) => {
        const { activations, gradients, ...named } = layers[index];
        const total = countValues({ ...gradients, others: gradients.zeros });
        const ends = total > gradients.zeros ? [gradients.low, gradients.high] : [null, null];
        return [layerName(named), epoch, activations.low, activations.high, ...ends, total, gradients.zeros];
      }),
    ),
  };
}

/** The counts of both histograms of a layer, a row for each epoch; null where an epoch has fewer bins. */
function tabulate(epochs: readonly LayerHistogramsEpoch[], index: number): Table[] {
  return (
    [
      ["activations", ""],
      ["gradients", " (log10)"],
    ] as const
  ).map(([quantity, unit]) => {
    const histograms = epochs.map(({ epoch, layers }) => ({ epoch, ...layers[index][quantity] }));
    const bins = Array.from(
      { length: Math.max(...histograms.map(({ counts }) => counts.length)) },
      (_, bin) => bin,
    );
    return {
      name: `${layerName(epochs[0].layers[index])}: ${quantity} in evenly spaced bins`,
      columns: ["epoch", `from${unit}`, `to${unit}`, ...bins.map((bin) => `values in bin ${bin + 1}`)],
      rows: histograms.map(({ epoch, low, high, counts }) => [
        epoch,
        low,
        high,
        ...bins.map((bin) => counts[bin] ?? null),
      ]),
    };
  });
}

function describe(epochs: readonly LayerHistogramsEpoch[]): string {
  const last = epochs[epochs.length - 1];
  const count = epochs.length === 1 ? `epoch ${last.epoch}` : `${epochs.length} epochs`;
  const write = (value: number) => String(Number(value.toPrecision(3)));
  const layers = last.layers.map((layer) => {
    const { activations, gradients } = layer;
    const power = (exponent: number) => `1e${Number(exponent.toFixed(1))}`;
    return (
      `${layerName(layer)}: activations from ${write(activations.low)} to ${write(activations.high)}, ` +
      `gradients from ${power(gradients.low)} to ${power(gradients.high)} in absolute value, ${tellZeros(layer)}`
    );
  });
  return `Histograms of activations and of gradients of each layer, ${count}. After epoch ${last.epoch}: ${layers.join("; ")}.`;
}
