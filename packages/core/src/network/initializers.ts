import { normal } from "../distributions.ts";
import { ParameterError } from "../errors.ts";
import { createRandom, type Random, streams } from "../random.ts";
import { copyMatrix, type FloatArray, type Matrix, type Precision } from "./matrix.ts";
import { type Network, zeroWeights } from "./network.ts";

/** The report's bound: weights and biases are uniform in [-0.5, 0.5). */
export const REPORT_BOUND = 0.5;

/** One number of a unit's row, from the unit's own random numbers. */
type Draw = (random: Random, inputs: number, units: number) => number;

const uniform = (random: Random, bound: number) => (2 * random.uniform() - 1) * bound;

/** Scales: the variance of a weight. A uniform number in [-b, b) has the variance b²/3. */
const draws = {
  // Glorot & Bengio (2010), Proceedings of AISTATS: 2 / (inputs + units)
  "glorot-uniform": (random, inputs, units) => uniform(random, Math.sqrt(6 / (inputs + units))),
  "glorot-normal": (random, inputs, units) => Math.sqrt(2 / (inputs + units)) * normal(random),
  // He et al. (2015), doi:10.1109/ICCV.2015.123: 2 / inputs
  "he-uniform": (random, inputs) => uniform(random, Math.sqrt(6 / inputs)),
  "he-normal": (random, inputs) => Math.sqrt(2 / inputs) * normal(random),
  // LeCun, Bottou, Orr & Müller (1998), "Efficient BackProp", section 4.6: 1 / inputs
  "lecun-uniform": (random, inputs) => uniform(random, Math.sqrt(3 / inputs)),
  "lecun-normal": (random, inputs) => Math.sqrt(1 / inputs) * normal(random),
} as const satisfies Record<string, Draw>;

export type InitializerName = "uniform" | keyof typeof draws | "orthogonal";

export const initializerNames = ["uniform", ...Object.keys(draws), "orthogonal"] as InitializerName[];

export function isInitializer(name: string): name is InitializerName {
  return (initializerNames as string[]).includes(name);
}

/**
 * Initial weights; each unit draws from a stream of its own. `uniform` draws biases too, as the report does, bias
 * first; the others leave biases at zero.
 * @param bound  of `uniform`
 */
export function initialWeights(
  network: Network,
  seed: number,
  precision: Precision,
  name: InitializerName = "uniform",
  bound = REPORT_BOUND,
): Matrix[] {
  if (!isInitializer(name)) {
    throw new ParameterError(`init must be one of ${initializerNames.join(", ")}, got ${String(name)}.`);
  }
  // Drawn and made orthogonal in float64, so that the weights of float32 are those of float64, rounded once.
  return zeroWeights(network, "float64").map((matrix, layer) => {
    const { rows, columns, values } = matrix;
    for (let unit = 0; unit < rows; unit++) {
      const random = createRandom({ seed, stream: streams.initialWeights, step: layer, unit });
      const row = values.subarray(unit * columns, (unit + 1) * columns);
      if (name === "uniform") fill(row, () => uniform(random, bound));
      else if (name === "orthogonal") fill(row.subarray(1), () => normal(random));
      else fill(row.subarray(1), () => draws[name](random, columns - 1, rows));
    }
    if (name === "orthogonal") orthogonalize(matrix);
    return copyMatrix(matrix, precision);
  });
}

function fill(values: FloatArray, draw: () => number): void {
  for (let j = 0; j < values.length; j++) values[j] = draw();
}

/**
 * Makes the rows of weights (or the columns, where there are fewer) orthonormal, biases left out: Saxe, McClelland &
 * Ganguli (2014), arXiv:1312.6120. Gram & Schmidt's way, twice over, which is enough (Giraud, Langou & Rozložník 2005).
 */
function orthogonalize({ rows, columns, values }: Matrix): void {
  const inputs = columns - 1;
  const byRow = rows <= inputs;
  const [count, length] = byRow ? [rows, inputs] : [inputs, rows];
  const at = (vector: number, index: number) =>
    byRow ? vector * columns + 1 + index : index * columns + 1 + vector;
  const vectors = Array.from({ length: count }, (_, v) =>
    Float64Array.from({ length }, (_, i) => values[at(v, i)]),
  );
  for (const [index, vector] of vectors.entries()) {
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of vectors.slice(0, index)) subtractMultiple(vector, dot(vector, earlier), earlier);
    }
    const norm = Math.sqrt(dot(vector, vector));
    for (let i = 0; i < length; i++) {
      vector[i] /= norm;
      values[at(index, i)] = vector[i];
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function subtractMultiple(target: Float64Array, factor: number, other: Float64Array): void {
  for (let i = 0; i < target.length; i++) target[i] -= factor * other[i];
}
