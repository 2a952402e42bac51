import { integerPower } from "../elementary.ts";
import type { FloatArray, Matrix } from "./matrix.ts";

/** How a gradient becomes a step, and what is done to both on the way. */
export interface UpdateRule {
  readonly optimizer: OptimizerName;
  readonly momentum: number;
  readonly rho: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** a step takes off this share of rate · w, biases left out: Loshchilov & Hutter (2019), arXiv:1711.05101 */
  readonly weightDecay: number;
  /** a longer gradient is shortened to this norm: Pascanu, Mikolov & Bengio (2013), arXiv:1211.5063 */
  readonly clipNorm: number | null;
  /** a unit's longer weights, bias left out, are shortened to this norm: Srivastava et al. (2014), JMLR 15 */
  readonly maxNorm: number | null;
}

export const plainDescent: UpdateRule = {
  optimizer: "sgd",
  momentum: 0,
  rho: 0,
  beta1: 0,
  beta2: 0,
  epsilon: 0,
  weightDecay: 0,
  clipNorm: null,
  maxNorm: null,
};

/** W ← W - a step, with what the rule remembers; all arrays have the weights' shape. */
export interface Optimizer {
  /** how many arrays it remembers, all zero at first */
  readonly memories: number;
  /** @param t  the number of the step, from 1 */
  readonly step: (
    w: FloatArray,
    g: FloatArray,
    memory: readonly FloatArray[],
    rule: UpdateRule,
    rate: number,
    t: number,
  ) => void;
}

export const optimizers = {
  sgd: {
    memories: 0,
    step(w, g, _, __, rate) {
      for (let i = 0; i < w.length; i++) w[i] -= rate * g[i];
    },
  },
  // Polyak (1964), doi:10.1016/0041-5553(64)90137-5
  momentum: {
    memories: 1,
    step(w, g, [v], { momentum }, rate) {
      for (let i = 0; i < w.length; i++) {
        v[i] = momentum * v[i] + g[i];
        w[i] -= rate * v[i];
      }
    },
  },
  // Nesterov (1983), in the form of Sutskever et al. (2013), with the gradient at w
  nesterov: {
    memories: 1,
    step(w, g, [v], { momentum }, rate) {
      for (let i = 0; i < w.length; i++) {
        v[i] = momentum * v[i] + g[i];
        w[i] -= rate * (g[i] + momentum * v[i]);
      }
    },
  },
  // Duchi, Hazan & Singer (2011), JMLR 12
  adagrad: {
    memories: 1,
    step(w, g, [s], { epsilon }, rate) {
      for (let i = 0; i < w.length; i++) {
        s[i] += g[i] * g[i];
        w[i] -= (rate * g[i]) / (Math.sqrt(s[i]) + epsilon);
      }
    },
  },
  // Tieleman & Hinton (2012), Coursera: Neural Networks for Machine Learning, lecture 6.5
  rmsprop: {
    memories: 1,
    step(w, g, [s], { rho, epsilon }, rate) {
      for (let i = 0; i < w.length; i++) {
        s[i] = rho * s[i] + (1 - rho) * g[i] * g[i];
        w[i] -= (rate * g[i]) / (Math.sqrt(s[i]) + epsilon);
      }
    },
  },
  // Kingma & Ba (2015), arXiv:1412.6980, algorithm 1
  adam: { memories: 2, step: adam },
  // Loshchilov & Hutter (2019), arXiv:1711.05101, algorithm 2: Adam, and the weight decay that every rule may have
  adamw: { memories: 2, step: adam },
} as const satisfies Record<string, Optimizer>;

export type OptimizerName = keyof typeof optimizers;

function adam(
  w: FloatArray,
  g: FloatArray,
  [m, v]: readonly FloatArray[],
  { beta1, beta2, epsilon }: UpdateRule,
  rate: number,
  t: number,
): void {
  const { size, root } = adamScales(beta1, beta2, rate, t);
  for (let i = 0; i < w.length; i++) {
    m[i] = beta1 * m[i] + (1 - beta1) * g[i];
    v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
    w[i] -= (size * m[i]) / (Math.sqrt(v[i]) * root + epsilon);
  }
}

/** Adam's bias corrections: the step is rate / (1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + ε). */
export function adamScales(
  beta1: number,
  beta2: number,
  rate: number,
  t: number,
): { size: number; root: number } {
  return {
    size: rate / (1 - integerPower(beta1, t)),
    root: 1 / Math.sqrt(1 - integerPower(beta2, t)),
  };
}

/** w ← w - rate · decay · w, biases left out */
export function decayWeights({ columns, values }: Matrix, share: number): void {
  for (let index = 0; index < values.length; index++)
    if (index % columns !== 0) values[index] -= share * values[index];
}

/** Shortens the gradient of all layers together to `clipNorm`. */
export function clipGradients(gradients: readonly Matrix[], clipNorm: number): void {
  let sum = 0;
  for (const { values } of gradients) for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  const norm = Math.sqrt(sum);
  if (norm <= clipNorm) return;
  for (const { values } of gradients) for (let i = 0; i < values.length; i++) values[i] *= clipNorm / norm;
}

/** Shortens each unit's weights, bias left out, to `maxNorm`. */
export function limitNorms({ rows, columns, values }: Matrix, maxNorm: number): void {
  for (let unit = 0; unit < rows; unit++) {
    const weights = values.subarray(unit * columns + 1, (unit + 1) * columns);
    let sum = 0;
    for (let j = 0; j < weights.length; j++) sum += weights[j] * weights[j];
    const norm = Math.sqrt(sum);
    if (norm > maxNorm) for (let j = 0; j < weights.length; j++) weights[j] *= maxNorm / norm;
  }
}
