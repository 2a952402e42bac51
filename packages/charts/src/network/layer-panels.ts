import { max, min } from "d3-array";
import { scaleLinear } from "d3-scale";
import { type Panel, xAxis, yAxis } from "../axes/axis.ts";
import { epochAxis } from "../axes/epoch-axis.ts";
import { SOFT_INK, TICK_SIZE } from "../draw/style.ts";
import { element, text } from "../draw/svg.ts";
import { colour } from "../draw/theme.ts";
import { densityBands } from "./density-bands.ts";
import { countValues, type EpochHistogram, histogramColumns } from "./histogram-columns.ts";

/** What a panel shows: activations, or the powers of ten of gradients. */
export interface Quantity {
  readonly name: string;
  readonly logarithmic: boolean;
}

export const CELLS = 48;
export const MOST_COLUMNS = 40;

/** Values up, epochs to the right, one shade for each band of shares. */
export function densityPanel(epochs: readonly EpochHistogram[], quantity: Quantity, panel: Panel): string {
  const filled = epochs.filter((histogram) => max(Array.from(histogram.counts)) !== 0);
  const domain = domainOf(filled, quantity);
  const y = scaleLinear(domain, [panel.top + panel.height, panel.top]);
  const columns = histogramColumns(epochs, domain, CELLS, MOST_COLUMNS);
  const ends = scaleLinear(
    [columns[0].from, columns[columns.length - 1].to],
    [panel.left, panel.left + panel.width],
  );
  const [first, last] = [epochs[0].epoch, epochs[epochs.length - 1].epoch];
  const inner = { ...panel, left: ends(first), width: ends(last) - ends(first) };
  const x = { ...epochAxis([first, last], inner), panel };
  return element(
    "g",
    { class: "density" },
    xAxis(x),
    yAxis({ panel, scale: y, ...ticksOf(domain, quantity, 5), name: nameOf(quantity) }),
    densityBands(
      columns.map(({ from, to, shares }) => ({ left: ends(from), right: ends(to), shares })),
      panel,
    ),
    filled.length === 0 ? nothing(panel) : "",
  );
}

/** The bars of one epoch, from 0. */
export function barPanel(histogram: EpochHistogram, quantity: Quantity, panel: Panel): string {
  const { low, high, counts } = histogram;
  const total = countValues(histogram);
  const shares = Array.from(counts, (count) => (total === 0 ? 0 : (count / total) * 100));
  const empty = shares.every((share) => share === 0);
  const domain = domainOf(empty ? [] : [histogram], quantity);
  const x = scaleLinear(domain, [panel.left, panel.left + panel.width]);
  // All values one number: a bar of one bin's width around it, as wide as it would be in the panel.
  const width = low < high ? (high - low) / counts.length : (domain[1] - domain[0]) / 40;
  const from = low < high ? low : low - width / 2;
  const bars = low < high ? shares : [shares.reduce((sum, share) => sum + share, 0)];
  const y = scaleLinear([0, max(bars) || 1], [panel.top + panel.height, panel.top]).nice(4);
  const d = bars
    .map((share, bin) => ({ share, left: x(from + bin * width), right: x(from + (bin + 1) * width) }))
    .filter(({ share }) => share > 0)
    .map(({ share, left, right }) => rectangle(left, y(share), right, y(0)))
    .join("");
  return element(
    "g",
    { class: "bars" },
    xAxis({ panel, scale: x, ...ticksOf(domain, quantity, 5), name: nameOf(quantity) }),
    yAxis({ panel, scale: y, ticks: y.ticks(4), format: y.tickFormat(4), name: "Share of the values (%)" }),
    d === "" ? nothing(panel) : element("path", { class: "bar", d, fill: colour("fill-strong") }),
  );
}

/** From the least to the largest value, grown to round numbers; a single one in the middle. */
function domainOf(histograms: readonly EpochHistogram[], { logarithmic }: Quantity): [number, number] {
  const low = min(histograms, (histogram) => histogram.low) ?? 0;
  const high = max(histograms, (histogram) => histogram.high) ?? 1;
  if (low === high) return [low - 0.5, high + 0.5];
  if (logarithmic) return [Math.floor(low), Math.ceil(high)];
  const [from, to] = scaleLinear([low, high], [0, 1]).nice(5).domain();
  return [from, to];
}

function ticksOf(domain: readonly [number, number], { logarithmic }: Quantity, count: number) {
  const scale = scaleLinear(domain, [0, 1]);
  if (!logarithmic) return { ticks: scale.ticks(count), format: scale.tickFormat(count) };
  const whole = scale.ticks(count).filter(Number.isInteger);
  // Less than one power of ten: its parts, written as they are.
  const ticks = whole.length > 0 ? whole : scale.ticks(3);
  return { ticks, format: (power: number) => (power === 0 ? "1" : `1e${Number(power.toFixed(2))}`) };
}

function nameOf({ name, logarithmic }: Quantity): string {
  return logarithmic ? `${name} (log scale)` : name;
}

function nothing({ left, top, width, height }: Panel): string {
  const at = { x: left + width / 2, y: top + height / 2, "text-anchor": "middle" };
  return text("no values to draw", { ...at, "font-size": TICK_SIZE, fill: SOFT_INK });
}

function rectangle(left: number, top: number, right: number, bottom: number): string {
  const [x, y, width, height] = [left, top, right - left, bottom - top].map((value) => value.toFixed(2));
  return `M${x},${y}h${width}v${height}h-${width}z`;
}
