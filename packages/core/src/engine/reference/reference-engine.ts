import type { Samples } from "../../dataset/samples.ts";
import { activate } from "../../network/activations.ts";
import { losses, squaredError } from "../../network/losses.ts";
import { copyMatrix, createVector, type FloatArray, type Matrix } from "../../network/matrix.ts";
import { checkWeights, outputUnits, type Weights, zeroWeights } from "../../network/network.ts";
import { preActivate, propagateBack, subtractGradient } from "../../network/propagation.ts";
import { scalingTable } from "../../network/scaling.ts";
import type { Engine, EngineSettings, Scores, StepRange, Tally } from "../engine.ts";

/**
 * The executable specification: the report's equations in plain TypeScript, one sample after the other. Sums are
 * carried in float64; with precision float32 everything that is kept between the equations is rounded to it.
 */
export class ReferenceEngine implements Engine {
  readonly name = "reference";
  readonly precision;
  readonly #network;
  readonly #updateOrder;
  readonly #W: Matrix[];
  readonly #scaled: Float32Array;
  /** a[0] is the sample, a[l] what layer l gives; each with a leading 1 */
  readonly #a: FloatArray[];
  readonly #z: FloatArray[];
  readonly #delta: FloatArray[];

  constructor({ network, weights, precision, updateOrder }: EngineSettings) {
    checkWeights(network, weights);
    this.precision = precision;
    this.#network = network;
    this.#updateOrder = updateOrder;
    this.#W = weights.map((matrix) => copyMatrix(matrix, precision));
    this.#scaled = scalingTable(network.scaling);
    this.#a = [network.layers[0].inputs, ...network.layers.map((layer) => layer.units)].map((n) =>
      createVector(precision, 1 + n).fill(1, 0, 1),
    );
    this.#z = network.layers.map((layer) => createVector(precision, layer.units));
    this.#delta = network.layers.map((layer) => createVector(precision, layer.units));
  }

  async train({ samples, order, learningRate }: StepRange, before: Tally): Promise<Tally> {
    let tally = before;
    for (const sample of order) {
      this.#forward(samples, sample);
      tally = this.#count(tally, samples.labels[sample]);
      this.#descend(this.#W, learningRate, samples.labels[sample]);
    }
    return tally;
  }

  async gradients(samples: Samples): Promise<Weights> {
    const gradients = zeroWeights(this.#network, this.precision);
    for (let sample = 0; sample < samples.count; sample++) {
      this.#forward(samples, sample);
      this.#descend(gradients, -1, samples.labels[sample]);
    }
    return gradients;
  }

  async scores(samples: Samples): Promise<Scores> {
    const units = outputUnits(this.#network);
    const preActivations = createVector(this.precision, samples.count * units);
    const activations = createVector(this.precision, samples.count * units);
    for (let sample = 0; sample < samples.count; sample++) {
      this.#forward(samples, sample);
      preActivations.set(this.#z[this.#z.length - 1], sample * units);
      activations.set(this.#a[this.#a.length - 1].subarray(1), sample * units);
    }
    return { preActivations, activations };
  }

  weights(): Weights {
    return this.#W.map((matrix) => copyMatrix(matrix, this.precision));
  }

  restore(weights: Weights): void {
    checkWeights(this.#network, weights);
    weights.forEach((matrix, layer) => {
      this.#W[layer].values.set(matrix.values);
    });
  }

  isFinite(): boolean {
    return this.#W.every((matrix) => matrix.values.every(Number.isFinite));
  }

  close(): void {}

  /** Report, section 3.1: z = W·a, then a = f(z), layer after layer. */
  #forward({ features, featureCount }: Samples, sample: number): void {
    const x = this.#a[0];
    for (let j = 0, at = sample * featureCount; j < featureCount; j++, at++)
      x[1 + j] = this.#scaled[features[at]];
    this.#network.layers.forEach(({ activation }, l) => {
      preActivate(this.#W[l], this.#a[l], this.#z[l]);
      activate(activation, this.#z[l], this.#a[l + 1]);
    });
  }

  #count(tally: Tally, label: number): Tally {
    const a = this.#a[this.#a.length - 1];
    let prediction = 0;
    for (let unit = 1; unit < a.length - 1; unit++) if (a[1 + unit] > a[1 + prediction]) prediction = unit;
    return {
      samples: tally.samples + 1,
      hits: tally.hits + (prediction === label ? 1 : 0),
      loss: tally.loss + losses[this.#network.loss].value(this.#z[this.#z.length - 1], label),
      squaredError: tally.squaredError + squaredError(a, label),
    };
  }

  /**
   * Report, section 3.3: the output layer's delta goes down the layers, and each target loses rate · delta·aᵀ.
   * The targets are the weights themselves, or arrays of zeros that gather the gradient (rate -1).
   */
  #descend(targets: readonly Matrix[], rate: number, label: number): void {
    const { layers, loss } = this.#network;
    const [a, delta] = [this.#a, this.#delta];
    losses[loss].delta(a[layers.length], label, delta[layers.length - 1]);
    for (let l = layers.length - 1; l >= 0; l--) {
      const sendBack = () => {
        if (l > 0) propagateBack(this.#W[l], delta[l], layers[l - 1].activation, a[l], delta[l - 1]);
      };
      if (this.#updateOrder === "together") sendBack();
      subtractGradient(targets[l], rate, delta[l], a[l]);
      if (this.#updateOrder === "output-first") sendBack();
    }
  }
}
