// Numbers, vectors and sums as TeX.

import type { Matrix } from "percept";

/** Entries of a vector that is written whole. */
const MOST_ENTRIES = 26;
/** Of one that is not: so many first ones, dots, and the last. */
const FIRST_ENTRIES = 4;

export function numberTex(value: number, decimals = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? String.raw`\text{NaN}` : String.raw`\infty`;
  const size = Math.abs(value);
  if (size === 0 || (size >= 0.001 && size < 10_000) || decimals === 0) {
    const fixed = value.toFixed(decimals);
    return size === 0 ? "0" : fixed;
  }
  const [digits, exponent] = value.toExponential(1).split("e");
  return String.raw`${digits} \cdot 10^{${Number(exponent)}}`;
}

/** @param whole  as far as there is room; otherwise a few of its entries */
export function columnTex(values: ArrayLike<number>, whole: boolean, decimals = 3): string {
  const entries = Array.from(values, (value) => numberTex(value, decimals));
  const most = whole ? MOST_ENTRIES : FIRST_ENTRIES + 2;
  const written =
    entries.length <= most
      ? entries
      : [...entries.slice(0, FIRST_ENTRIES), String.raw`\vdots`, entries[entries.length - 1]];
  return String.raw`\begin{bmatrix} ${written.join(String.raw` \\ `)} \end{bmatrix}`;
}

/** A sample with its leading 1, around its brightest pixel. */
export function pixelRowTex(input: ArrayLike<number>): string {
  let brightest = 0;
  for (let j = 1; j < input.length; j++) if (input[j] > input[brightest]) brightest = j;
  const from = Math.max(0, Math.min(brightest - 1, input.length - 3));
  const to = Math.min(input.length, from + 3);
  const entries = ["1"];
  if (from > 0) entries.push(numberTex(input[0]));
  if (from > 1) entries.push(String.raw`\cdots`);
  for (let j = from; j < to; j++) entries.push(numberTex(input[j]));
  if (to < input.length - 1) entries.push(String.raw`\cdots`);
  if (to < input.length) entries.push(numberTex(input[input.length - 1]));
  return String.raw`\begin{bmatrix} ${entries.join(" & ")} \end{bmatrix}^{T}`;
}

/** With its size beneath. */
export function sizedTex(tex: string, rows: number, columns: number): string {
  return String.raw`\;\underset{${rows} \times ${columns}}{${tex}}\;`;
}

/** A unit's z as its bias and the largest of its products. @param parts  [1 + inputs], of `contributions` */
export function sumTex(
  name: string,
  { columns, values }: Matrix,
  unit: number,
  below: ArrayLike<number>,
  parts: Float64Array,
  most: number,
  z: number,
): string {
  const inputs = Array.from(below, (_, j) => j);
  inputs.sort((i, j) => Math.abs(parts[1 + j]) - Math.abs(parts[1 + i]));
  const products = inputs.slice(0, most).map((j) => {
    const weight = values[unit * columns + 1 + j];
    const a = numberTex(below[j]);
    return String.raw`${weight < 0 ? "-" : "+"} ${numberTex(Math.abs(weight))} \cdot ${below[j] < 0 ? `(${a})` : a}`;
  });
  const dots = below.length > most ? String.raw`+ \cdots` : "";
  return `${name} = ${numberTex(parts[0])} ${products.join(" ")} ${dots} = ${numberTex(z)}`;
}
