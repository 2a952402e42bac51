import type { Histogram } from "percept";
import type { VNode } from "preact";
import { insideWords } from "../../text/inside-words.ts";
import { formatValue } from "./format-value.ts";

const text = insideWords.histograms;
const [WIDTH, HEIGHT] = [200, 64];

interface HistogramBarsProps {
  readonly what: string;
  readonly layer: string;
  readonly histogram: Histogram;
  /** of the ends */
  readonly format?: (value: number) => string;
  readonly note?: string | undefined;
}

/** A small histogram, its ends beneath. */
export function HistogramBars({
  what,
  layer,
  histogram,
  format = formatValue,
  note,
}: HistogramBarsProps): VNode {
  const { low, high, counts } = histogram;
  const most = Math.max(1, ...counts);
  const bar = WIDTH / counts.length;
  const mode = low + ((counts.indexOf(most) + 0.5) / counts.length) * (high - low);
  const d = counts
    .map((count, i) => {
      // What is there is seen.
      const height = count === 0 ? 0 : Math.max(1, (HEIGHT * count) / most);
      return height === 0
        ? ""
        : `M${(i * bar).toFixed(2)},${HEIGHT}v${-height.toFixed(2)}h${bar.toFixed(2)}V${HEIGHT}z`;
    })
    .join("");
  return (
    <figure>
      <figcaption>
        {what}
        {note && <span class="soft"> {note}</span>}
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text.describe(what, layer, format(low), format(high), format(mode))}
      >
        <path d={d} class="inside-bars" />
      </svg>
      <div class="inside-ends" aria-hidden="true">
        <span>{format(low)}</span>
        <span>{format(high)}</span>
      </div>
    </figure>
  );
}
