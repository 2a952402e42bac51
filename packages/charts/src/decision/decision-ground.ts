import { encode } from "fast-png";
import type { Panel } from "../axes/axis.ts";
import { element } from "../draw/svg.ts";
import { groundColour } from "./class-look.ts";

/** What a network says at the points of a grid. */
export interface DecisionGrid {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns, classes], the lower left point first, row by row upwards; each point is the middle of its cell */
  readonly scores: Float32Array;
}

/** Opacity of the ground, of 255: where two classes are as likely as each other, and where one is certain. */
const PALEST = 24;
const FULLEST = 110;

/** The class with the largest score, and by how much it is ahead of the next: in [0, 1], for scores in [0, 1]. */
export function winner(scores: Float32Array): { readonly index: number; readonly lead: number } {
  let index = 0;
  for (let i = 1; i < scores.length; i++) if (scores[i] > scores[index]) index = i;
  let next = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < scores.length; i++) if (i !== index && scores[i] > next) next = scores[i];
  return { index, lead: scores.length === 1 ? 1 : Math.min(1, scores[index] - next) };
}

/** A pixel a point, in the colour of its class, the more opaque the surer: smoothed where it is enlarged. */
export function decisionGround(
  { rows, columns, scores }: DecisionGrid,
  classes: number,
  panel: Panel,
): string {
  const data = new Uint8Array(4 * rows * columns);
  const colours = Array.from({ length: classes }, (_, i) => groundColour(i, classes));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const point = row * columns + column;
      const { index, lead } = winner(scores.subarray(point * classes, (point + 1) * classes));
      const opacity = Math.round(PALEST + lead * (FULLEST - PALEST));
      data.set([...colours[index], opacity], 4 * ((rows - 1 - row) * columns + column));
    }
  }
  const png = encode({ width: columns, height: rows, data, channels: 4, depth: 8 }, { zlib: { level: 3 } });
  return element("image", {
    class: "ground",
    x: panel.left,
    y: panel.top,
    width: panel.width,
    height: panel.height,
    preserveAspectRatio: "none",
    href: `data:image/png;base64,${btoa(Array.from(png, (byte) => String.fromCharCode(byte)).join(""))}`,
  });
}
