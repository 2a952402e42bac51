// P. J. Huber, "Robust Estimation of a Location Parameter" (1964), doi:10.1214/aoms/1177703732: least absolute
// deviations by least squares whose weights are one by the deviation, over and over; what is a minority, ink, does not
// pull the surface towards itself.
import type { Plane } from "./image-planes.ts";

/** 1, x, y, x², xy, y² */
const TERMS = 6;
const ROUNDS = 20;
/** Points a side that the surface is fitted to. */
const MOST_POINTS = 56;
/** Deviations below are no smaller than the steps of a byte. */
const LEAST_DEVIATION = 0.5;

/** The ground of a picture, light that falls unevenly on it included: a surface of second degree near most pixels. */
export function fitGround({ width, height, values }: Plane): Plane {
  const [stepX, stepY] = [width, height].map((side) => Math.max(1, Math.floor(side / MOST_POINTS)));
  const points: { terms: Float64Array; value: number; weight: number }[] = [];
  for (let y = stepY >> 1; y < height; y += stepY) {
    for (let x = stepX >> 1; x < width; x += stepX) {
      points.push({ terms: termsAt(x, y, width, height), value: values[y * width + x], weight: 1 });
    }
  }
  let surface = new Float64Array(TERMS);
  for (let round = 0; round < ROUNDS; round++) {
    surface = leastSquares(points);
    for (const point of points) {
      point.weight = 1 / Math.max(LEAST_DEVIATION, Math.abs(point.value - heightAt(surface, point.terms)));
    }
  }
  const ground = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) ground[at] = heightAt(surface, termsAt(x, y, width, height));
  }
  return { width, height, values: ground };
}

function termsAt(column: number, row: number, width: number, height: number): Float64Array {
  const [x, y] = [(2 * column + 1) / width - 1, (2 * row + 1) / height - 1];
  return Float64Array.of(1, x, y, x * x, x * y, y * y);
}

function heightAt(surface: Float64Array, terms: Float64Array): number {
  let sum = 0;
  for (let term = 0; term < TERMS; term++) sum += surface[term] * terms[term];
  return sum;
}

/** The normal equations by Gauss and Jordan; a little of the identity keeps them solvable, whatever points there are. */
function leastSquares(
  points: readonly { readonly terms: Float64Array; readonly value: number; readonly weight: number }[],
): Float64Array<ArrayBuffer> {
  const columns = TERMS + 1;
  const rows = Array.from({ length: TERMS }, () => new Float64Array(columns));
  let weights = 0;
  for (const { terms, value, weight } of points) {
    weights += weight;
    for (let i = 0; i < TERMS; i++) {
      const part = weight * terms[i];
      for (let j = 0; j < TERMS; j++) rows[i][j] += part * terms[j];
      rows[i][TERMS] += part * value;
    }
  }
  for (let i = 1; i < TERMS; i++) rows[i][i] += 1e-4 * weights; // a slope has to pay for itself
  for (let pivot = 0; pivot < TERMS; pivot++) {
    const scale = 1 / rows[pivot][pivot];
    for (let j = pivot; j < columns; j++) rows[pivot][j] *= scale;
    for (let i = 0; i < TERMS; i++) {
      const factor = rows[i][pivot];
      if (i === pivot || factor === 0) continue;
      for (let j = pivot; j < columns; j++) rows[i][j] -= factor * rows[pivot][j];
    }
  }
  return Float64Array.from(rows, (row) => row[TERMS]);
}
