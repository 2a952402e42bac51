import { type SymbolType, symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from "d3-shape";
import { type LineStyle, lineStyle, PAPER } from "../draw/style.ts";
import { element, formatNumber } from "../draw/svg.ts";

export interface RunStyle {
  readonly line: LineStyle;
  readonly shape: SymbolType;
  /** Turned by half a circle. */
  readonly upsideDown: boolean;
  /** Of every dashed line, so that dashes and markers agree. */
  readonly hollow: boolean;
}

/** Ten markers with the hollow ones, as many as there are colours, each unlike its neighbours. */
const SHAPES: readonly Pick<RunStyle, "shape" | "upsideDown">[] = [
  { shape: symbolCircle, upsideDown: false },
  { shape: symbolSquare, upsideDown: false },
  { shape: symbolTriangle, upsideDown: false },
  { shape: symbolDiamond, upsideDown: false },
  { shape: symbolTriangle, upsideDown: true },
];
/** Of a marker, in square pixels. */
const AREA = 38;

/** The look of run `index`: colours as in every chart, told apart by dashes and markers too. */
export function runStyle(index: number): RunStyle {
  const line = lineStyle(index);
  return { line, ...SHAPES[index % SHAPES.length], hollow: index % 2 === 1 };
}

/** @param at  its centre, in pixels. */
export function runMarker(
  { line, shape, upsideDown, hollow }: RunStyle,
  { x, y }: { readonly x: number; readonly y: number },
): string {
  const turned = upsideDown ? " rotate(180)" : "";
  return element("path", {
    class: "marker",
    d: symbol(shape, AREA).digits(2)() ?? "",
    transform: `translate(${formatNumber(x)} ${formatNumber(y)})${turned}`,
    fill: hollow ? PAPER : line.stroke,
    stroke: hollow ? line.stroke : PAPER,
    "stroke-width": hollow ? 1.5 : 0.8,
  });
}

/** Where a run's loss stopped being a number. */
export function divergenceMark(
  { line }: RunStyle,
  { x, y }: { readonly x: number; readonly y: number },
): string {
  return element("path", {
    class: "diverged",
    d: "M-4,-4L4,4M-4,4L4,-4",
    transform: `translate(${formatNumber(x)} ${formatNumber(y)})`,
    stroke: line.stroke,
    "stroke-width": 2,
    fill: "none",
  });
}
