import { createSamples, type Samples } from "../../dataset/samples.ts";
import { unitActivation } from "../../network/activations.ts";
import { type Loss, lossOf, squaredError } from "../../network/losses.ts";
import { copyMatrix, createVector, type FloatArray, type Matrix } from "../../network/matrix.ts";
import { checkWeights, outputUnits, type Weights, zeroWeights } from "../../network/network.ts";
import { addPenaltyGradient, penalty, plainObjective } from "../../network/objective.ts";
import {
  clipGradients,
  decayWeights,
  limitNorms,
  type Optimizer,
  optimizers,
  plainDescent,
} from "../../network/optimizers.ts";
import { propagateBack, subtractGradient } from "../../network/propagation.ts";
import { setSampleTarget } from "../../network/sample-target.ts";
import {
  type Batch,
  type Engine,
  type EngineSettings,
  emptyTally,
  type Gradients,
  isPlainDescent,
  rateOf,
  type Scores,
  type StepRange,
  type Tally,
} from "../engine.ts";
import { ForwardPass } from "./forward-pass.ts";

/**
 * The executable specification: the report's equations in plain TypeScript, one sample after the other. Sums are
 * carried in float64; with precision float32 everything that is kept between the equations is rounded to it.
 */
export class ReferenceEngine implements Engine {
  readonly name = "reference";
  readonly work = { threads: 1, reason: "the reference is one sample after the other" };
  readonly precision;
  readonly #network;
  readonly #updateOrder;
  readonly #objective;
  readonly #rule;
  readonly #optimizer: Optimizer;
  readonly #loss: Loss;
  readonly #W: Matrix[];
  /** dJ/dW of a step */
  readonly #gradients: Matrix[];
  /** what the optimizer remembers: arrays of the weights' shapes */
  readonly #memory: Matrix[][];
  readonly #pass: ForwardPass;
  readonly #delta: FloatArray[];
  /** the sample's target as it is counted, and as it is learned (with label smoothing) */
  readonly #y: FloatArray;
  readonly #target: FloatArray;
  #kept: { readonly weights: Weights; readonly memory: readonly Weights[] };

  constructor(settings: EngineSettings) {
    const { network, weights, precision, updateOrder } = settings;
    checkWeights(network, weights);
    this.precision = precision;
    this.#network = network;
    this.#updateOrder = updateOrder;
    this.#objective = settings.objective ?? plainObjective;
    this.#rule = settings.rule ?? plainDescent;
    this.#optimizer = optimizers[this.#rule.optimizer];
    this.#loss = lossOf(network);
    this.#W = weights.map((matrix) => copyMatrix(matrix, precision));
    this.#gradients = zeroWeights(network, precision);
    this.#memory = Array.from({ length: this.#optimizer.memories }, () => zeroWeights(network, precision));
    this.#pass = new ForwardPass(network, precision, this.#objective);
    this.#delta = network.layers.map((layer) => createVector(precision, layer.units));
    this.#y = createVector(precision, outputUnits(network));
    this.#target = createVector(precision, outputUnits(network));
    this.#kept = { weights: [], memory: [] };
  }

  async train(range: StepRange, before: Tally): Promise<Tally> {
    const { samples, order, batchSize = 1, firstStep = 0 } = range;
    const direct = batchSize === 1 && isPlainDescent(this.#objective, this.#rule);
    let tally = before;
    for (let first = 0, step = firstStep; first < order.length; first += batchSize, step++) {
      const batch = { samples, order: order.subarray(first, first + batchSize), step };
      const rate = rateOf(range, step - firstStep);
      if (direct) {
        // One sample, plain descent: the gradient is subtracted from the weights as it arises.
        tally = this.#forward(batch, 0, tally).tally;
        this.#descend(this.#W, rate, samples.labels[order[first]]);
      } else {
        tally = this.#gather(batch, tally).tally;
        this.#update(rate, step + 1);
      }
    }
    return tally;
  }

  async gradients(batch: Batch): Promise<Gradients> {
    const { objective, tally } = this.#gather(batch, emptyTally);
    return { objective, tally, weights: this.#gradients.map((matrix) => copyMatrix(matrix, this.precision)) };
  }

  async scores(samples: Samples): Promise<Scores> {
    const units = outputUnits(this.#network);
    const preActivations = createVector(this.precision, samples.count * units);
    const activations = createVector(this.precision, samples.count * units);
    const { z, a } = this.#pass;
    for (let sample = 0; sample < samples.count; sample++) {
      this.#pass.run(this.#W, samples, sample);
      preActivations.set(z[z.length - 1], sample * units);
      activations.set(a[a.length - 1].subarray(1), sample * units);
    }
    return { preActivations, activations };
  }

  scoreOne(features: Samples["features"]): Scores {
    this.#pass.run(this.#W, createSamples(features, Uint8Array.of(0), features.length), 0);
    const { z, a } = this.#pass;
    return { preActivations: z[z.length - 1].slice(), activations: a[a.length - 1].slice(1) };
  }

  weights(): Weights {
    return this.#W.map((matrix) => copyMatrix(matrix, this.precision));
  }

  memory(): readonly Weights[] {
    return this.#memory.map((arrays) => arrays.map((matrix) => copyMatrix(matrix, this.precision)));
  }

  restore(weights: Weights, memory?: readonly Weights[]): void {
    checkWeights(this.#network, weights);
    set(this.#W, weights);
    this.#memory.forEach((arrays, index) => {
      if (memory?.[index]) set(arrays, memory[index]);
      else for (const { values } of arrays) values.fill(0);
    });
  }

  keep(): void {
    this.#kept = { weights: this.weights(), memory: this.memory() };
  }

  revert(): void {
    this.restore(this.#kept.weights, this.#kept.memory);
  }

  isFinite(): boolean {
    return this.#W.every((matrix) => matrix.values.every(Number.isFinite));
  }

  close(): void {}

  /**
   * What only the reference can say: z of every layer for one sample, without noise and with every unit.
   * The arrays are used again for the next sample.
   */
  preActivations(samples: Samples, sample: number): readonly FloatArray[] {
    this.#pass.run(this.#W, samples, sample);
    return this.#pass.z;
  }

  /**
   * J of a batch as the terms that it is the sum of, one a sample and the penalty, and for every unit whose activation
   * has a kink whether its z lies above it.
   */
  objective({ samples, order, step }: Batch): { terms: Float64Array; sides: Uint8Array } {
    const sides: number[] = [];
    const terms = new Float64Array(order.length + 1);
    const share = this.#objective.reduction === "mean" ? 1 / order.length : 1;
    for (let position = 0; position < order.length; position++) {
      terms[position] = share * this.#forward({ samples, order, step }, position, emptyTally).objective;
      this.#network.layers.slice(0, -1).forEach(({ activation }, l) => {
        if (unitActivation(activation).kinked) for (const z of this.#pass.z[l]) sides.push(z > 0 ? 1 : 0);
      });
    }
    terms[order.length] = penalty(this.#W, this.#objective);
    return { terms, sides: Uint8Array.from(sides) };
  }

  /** The gradient of J over a batch, into #gradients. */
  #gather(batch: Batch, before: Tally): { objective: number; tally: Tally } {
    const { samples, order } = batch;
    for (const { values } of this.#gradients) values.fill(0);
    let tally = before;
    let sum = 0;
    for (let position = 0; position < order.length; position++) {
      const counted = this.#forward(batch, position, tally);
      tally = counted.tally;
      sum += counted.objective;
      this.#descend(this.#gradients, -1, samples.labels[order[position]]);
    }
    this.#gradients.forEach(({ values }, l) => {
      if (this.#objective.reduction === "mean" && order.length > 1)
        for (let i = 0; i < values.length; i++) values[i] /= order.length;
      addPenaltyGradient(this.#W[l], values, this.#objective);
    });
    return { objective: this.#reduce(sum, order.length), tally };
  }

  /** From the sum of a batch's weighted losses to J. */
  #reduce(sum: number, samples: number): number {
    const loss = this.#objective.reduction === "mean" ? sum / samples : sum;
    return loss + penalty(this.#W, this.#objective);
  }

  /** W ← W - a step along the gradient. */
  #update(rate: number, t: number): void {
    const { clipNorm, maxNorm, weightDecay } = this.#rule;
    if (clipNorm !== null) clipGradients(this.#gradients, clipNorm);
    this.#W.forEach((W, l) => {
      if (weightDecay > 0) decayWeights(W, rate * weightDecay);
      const memory = this.#memory.map((arrays) => arrays[l].values);
      this.#optimizer.step(W.values, this.#gradients[l].values, memory, this.#rule, rate, t);
      if (maxNorm !== null) limitNorms(W, maxNorm);
    });
  }

  /** Forward propagation of one of a batch's samples; counts it, and says what it adds to the objective. */
  #forward(
    { samples, order, step }: Batch,
    position: number,
    tally: Tally,
  ): { objective: number; tally: Tally } {
    const sample = order[position];
    const label = samples.labels[sample];
    this.#pass.run(this.#W, samples, sample, { step, position });
    const last = this.#network.layers.length;
    const [z, a] = [this.#pass.z[last - 1], this.#pass.a[last]];
    let prediction = 0;
    for (let unit = 1; unit < z.length; unit++) if (a[1 + unit] > a[1 + prediction]) prediction = unit;
    setSampleTarget(this.#network, samples, sample, this.#y);
    setSampleTarget(this.#network, samples, sample, this.#target, this.#objective.labelSmoothing);
    const loss = this.#loss.value(z, a, this.#y);
    const learned = this.#objective.labelSmoothing > 0 ? this.#loss.value(z, a, this.#target) : loss;
    return {
      objective: (this.#objective.classWeights?.[label] ?? 1) * learned,
      tally: {
        samples: tally.samples + 1,
        hits: tally.hits + (prediction === label && !this.#network.targets ? 1 : 0),
        loss: tally.loss + loss,
        squaredError: tally.squaredError + squaredError(z, a, this.#y),
      },
    };
  }

  /**
   * Report, section 3.3: the output layer's delta goes down the layers, and each target loses rate · delta·aᵀ.
   * The targets are the weights themselves, or arrays that gather the gradient (rate -1).
   */
  #descend(targets: readonly Matrix[], rate: number, label: number): void {
    const { layers } = this.#network;
    const { a, z, f, masks } = this.#pass;
    const delta = this.#delta;
    const last = layers.length - 1;
    this.#loss.delta(z[last], a[last + 1], this.#target, delta[last]);
    scale(delta[last], this.#objective.classWeights?.[label]);
    for (let l = last; l >= 0; l--) {
      const sendBack = () => {
        if (l === 0) return;
        propagateBack(this.#W[l], delta[l], layers[l - 1].activation, z[l - 1], f[l], delta[l - 1]);
        scale(delta[l - 1], masks[l]);
      };
      if (this.#updateOrder === "together") sendBack();
      subtractGradient(targets[l], rate, delta[l], a[l]);
      if (this.#updateOrder === "output-first") sendBack();
    }
  }
}

function scale(delta: FloatArray, by: number | FloatArray | undefined): void {
  if (by === undefined) return;
  for (let unit = 0; unit < delta.length; unit++) delta[unit] *= typeof by === "number" ? by : by[unit];
}

function set(targets: readonly Matrix[], weights: Weights): void {
  weights.forEach(({ values }, l) => {
    targets[l].values.set(values);
  });
}
