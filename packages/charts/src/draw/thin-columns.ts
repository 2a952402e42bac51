import { type Curve, pickPoints } from "./thin-curve.ts";

/**
 * At most four points of each column: its first, lowest, highest and last, between which a line covers the same pixels
 * as between all. For noise, of which `thinCurve` finds little to leave out.
 * @see Jugel, Jerzak, Hackenbroich & Markl (2014), M4, doi:10.14778/2732951.2732953
 * @param curve  in pixels [points], x never falling.
 * @param width  of a column, in pixels.
 */
export function thinColumns(curve: Curve, width = 1): Curve {
  const { x, y } = curve;
  const kept: number[] = [];
  for (let first = 0; first < x.length; ) {
    const column = Math.floor(x[first] / width);
    let [lowest, highest, last] = [first, first, first];
    for (; last + 1 < x.length && Math.floor(x[last + 1] / width) === column; last++) {
      if (y[last + 1] < y[lowest]) lowest = last + 1;
      if (y[last + 1] > y[highest]) highest = last + 1;
    }
    const corners = new Set([first, Math.min(lowest, highest), Math.max(lowest, highest), last]);
    kept.push(...corners);
    first = last + 1;
  }
  return kept.length === x.length ? curve : pickPoints(curve, kept);
}
