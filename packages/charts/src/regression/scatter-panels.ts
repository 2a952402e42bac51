import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import { AXIS_SPACE, type Panel, xAxis, yAxis } from "../axes/axis.ts";
import { formatCompact } from "../axes/log-ticks.ts";
import { panelPair } from "../axes/panel-pair.ts";
import { CHART_WIDTH, FAINT_INK, INK, LABEL_SIZE, MARGIN, TRAINING_COLOUR } from "../draw/style.ts";
import { element, line, point, text } from "../draw/svg.ts";
import { fitText } from "../draw/text-width.ts";

/** One panel of dots, with a line that they would lie on if all were right. */
export interface Scatter {
  readonly heading: string;
  readonly x: { readonly name: string; readonly values: readonly number[] };
  readonly y: { readonly name: string; readonly values: readonly number[] };
  /** y = x, on axes of the same range; or y = 0 */
  readonly rule: "diagonal" | "zero";
}

const HEIGHT = 240;
const HEADING = 24;

/** Panels beneath `top`, two in a row; one alone has the whole width. Their height is added to it. */
export function scatterPanels(
  panels: readonly Scatter[],
  top: number,
): { readonly svg: string; readonly height: number } {
  const pitch = HEADING + AXIS_SPACE.top + HEIGHT + AXIS_SPACE.bottom;
  const drawn = panels.map((scatter, index) => {
    const y = top + Math.floor(index / 2) * pitch + HEADING + AXIS_SPACE.top;
    const pair = panelPair(y, HEIGHT);
    const whole = { ...pair[0], width: CHART_WIDTH - MARGIN - pair[0].left };
    return drawPanel(scatter, panels.length === 1 ? whole : pair[index % 2 === 0 ? 0 : 1]);
  });
  return { svg: drawn.join(""), height: pitch * Math.ceil(panels.length / 2) };
}

function drawPanel({ heading, x, y, rule }: Scatter, panel: Panel): string {
  const shared = [...x.values, ...y.values];
  const across = axisOf(rule === "diagonal" ? shared : x.values, [panel.left, panel.left + panel.width]);
  const up = axisOf(rule === "diagonal" ? shared : [...y.values, 0], [panel.top + panel.height, panel.top]);
  const [from, to] = across.domain;
  const marks = x.values
    .map((value, i) => `M${point(across.scale(value), up.scale(y.values[i]))}h0`)
    .join("");
  const [left, right] = [panel.left, panel.left + panel.width];
  const [low, high] = rule === "diagonal" ? [up.scale(from), up.scale(to)] : [up.scale(0), up.scale(0)];
  const headingLeft = panel.left - AXIS_SPACE.left;
  return element(
    "g",
    { class: "panel" },
    text(fitText(heading, LABEL_SIZE, panel.width + AXIS_SPACE.left), {
      x: headingLeft,
      y: panel.top - AXIS_SPACE.top - 8,
      "font-size": LABEL_SIZE,
      "font-weight": "bold",
      fill: INK,
    }),
    yAxis({ panel, ...up, name: y.name }),
    xAxis({ panel, ...across, name: x.name }),
    line(left, low, right, high, { class: "right", stroke: FAINT_INK, "stroke-dasharray": "4 3" }),
    // One path for all dots: a line of no length with round ends.
    element("path", {
      class: "samples",
      d: marks,
      stroke: TRAINING_COLOUR,
      "stroke-width": x.values.length > 400 ? 3 : 4.5,
      "stroke-opacity": 0.55,
      "stroke-linecap": "round",
    }),
  );
}

function formatSigned(value: number): string {
  return value < 0 ? `\u2212${formatCompact(-value)}` : formatCompact(value); // the minus of d3's ticks
}

function axisOf(values: readonly number[], pixels: readonly [number, number]) {
  const [low = 0, high = 1] = extent(values);
  const pad = (high - low) * 0.04 || Math.abs(high) * 0.1 || 1;
  const scale = scaleLinear([low - pad, high + pad], pixels);
  const largest = Math.max(Math.abs(low - pad), Math.abs(high + pad));
  const plain = largest < 10_000 && high - low > 0.01;
  return {
    scale,
    domain: scale.domain() as [number, number],
    ticks: scale.ticks(5),
    format: plain ? scale.tickFormat(5) : formatSigned,
  };
}
