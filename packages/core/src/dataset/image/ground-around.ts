import type { Plane } from "./image-planes.ts";

/** Cells that the larger side is divided in. */
const CELLS = 56;
/** Cells around one whose ground counts: a sixth of the picture. */
const RADIUS = 4;
/** So many of them have to have ground. */
const ENOUGH = 6;

/**
 * The ground of a picture where there is ink, too: from cell to cell the median of the ground nearby, which follows the
 * edge of a shadow and is not moved by dust; measured from a surface, so that it is right at the picture's edges.
 * @param isInk  [height * width], 1 where there is ink
 */
export function groundAround(plane: Plane, surface: Plane, isInk: Uint8Array): Plane {
  const { width, height } = plane;
  const size = Math.max(1, Math.round(Math.max(width, height) / CELLS));
  const columns = Math.ceil(width / size);
  const rows = Math.ceil(height / size);
  const means = cellMeans(plane, surface, isInk, size, columns, rows);
  const medians = new Float32Array(columns * rows);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++)
      medians[at] = medianNear(means, columns, rows, column, row);
  }
  const values = new Float32Array(width * height);
  const place = (pixel: number, count: number) => {
    const from = Math.max(0, Math.min(count - 1, (pixel + 0.5) / size - 0.5));
    const first = Math.min(Math.floor(from), Math.max(0, count - 2));
    return { first, second: Math.min(first + 1, count - 1), share: from - first };
  };
  for (let y = 0, at = 0; y < height; y++) {
    const down = place(y, rows);
    for (let x = 0; x < width; x++, at++) {
      const across = place(x, columns);
      const between = (row: number) =>
        medians[row * columns + across.first] * (1 - across.share) +
        medians[row * columns + across.second] * across.share;
      values[at] =
        surface.values[at] + between(down.first) * (1 - down.share) + between(down.second) * down.share;
    }
  }
  return { width, height, values };
}

/** Of each cell's ground, the mean distance from the surface; NaN where all of it is ink. */
function cellMeans(
  { width, height, values }: Plane,
  surface: Plane,
  isInk: Uint8Array,
  size: number,
  columns: number,
  rows: number,
): Float32Array {
  const sums = new Float32Array(columns * rows);
  const counts = new Uint32Array(columns * rows);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (isInk[at] === 1) continue;
      const cell = Math.floor(y / size) * columns + Math.floor(x / size);
      sums[cell] += values[at] - surface.values[at];
      counts[cell]++;
    }
  }
  return sums.map((sum, cell) => sum / counts[cell]);
}

/** Further out where there is too little; 0, the surface itself, where there is no ground at all. */
function medianNear(means: Float32Array, columns: number, rows: number, column: number, row: number): number {
  for (let radius = RADIUS; ; radius *= 2) {
    const near = new Float32Array((2 * radius + 1) ** 2);
    let count = 0;
    for (let y = Math.max(0, row - radius); y <= Math.min(rows - 1, row + radius); y++) {
      for (let x = Math.max(0, column - radius); x <= Math.min(columns - 1, column + radius); x++) {
        const mean = means[y * columns + x];
        if (!Number.isNaN(mean)) near[count++] = mean;
      }
    }
    if (count < ENOUGH && radius < Math.max(columns, rows)) continue;
    const sorted = near.subarray(0, count).sort();
    return count === 0 ? 0 : sorted[count >> 1];
  }
}
