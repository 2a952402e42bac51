import type { ActivationName } from "../../network/activations.ts";
import type { Matrix } from "../../network/matrix.ts";
import type { Layer, Network, Weights } from "../../network/network.ts";
import { dropThreshold } from "../../network/noise.ts";
import type { Objective } from "../../network/objective.ts";
import type { Tally } from "../engine.ts";
import type { LinearMemory } from "./linear-memory.ts";

const VECTOR_BYTES = 16;
/** LAYER_BYTES, Plan and Entry of assembly/layer.ts */
export const LAYER_BYTES = 60;
const PLAN_BYTES = 64;
export const ENTRY_BYTES = 8;
/** loss f64, squaredError f64, hits u32: Tally of assembly/counting.ts */
const TALLY_BYTES = 24;
/** KEPT_SAMPLES of assembly/counting.ts */
export const KEPT_SAMPLES = 64;

/** The codes of assembly/activations.ts, assembly/output.ts and assembly/update.ts are places in these lists. */
const activationCodes: readonly ActivationName[] = [
  "sigmoid",
  "tanh",
  "scaled-tanh",
  "relu",
  "leaky-relu",
  "gelu",
  "silu",
  "identity",
  "softmax",
];
const lossCodes = [
  "cross-entropy sigmoid",
  "cross-entropy softmax",
  "mean-squared-error identity",
  "mean-squared-error sigmoid",
  "mean-squared-error softmax",
];

/** Where one layer's arrays lie. */
export interface LayerPlace {
  readonly units: number;
  /** floats from one input's weights to the next: units, rounded up to whole vectors */
  readonly stride: number;
  readonly inputs: number;
  readonly weights: number;
  readonly weightsEnd: number;
}

export interface NetworkPlace {
  /** the Plan of assembly/layer.ts */
  readonly plan: number;
  /** the first Layer */
  readonly records: number;
  readonly layers: readonly LayerPlace[];
  readonly tally: number;
  /** the output layer's z and a of some samples, until they are counted */
  readonly kept: number;
}

/** Lays a network out as assembly/layer.ts describes it, with `target` = W. */
export function placeNetwork(
  memory: LinearMemory,
  network: Network,
  { dropout, inputNoise, labelSmoothing, classWeights, seed }: Objective,
  outputFirst: boolean,
): NetworkPlace {
  const plan = memory.allocate(PLAN_BYTES);
  const records = memory.allocate(network.layers.length * LAYER_BYTES);
  const layers = network.layers.map((layer, index) =>
    placeLayer(memory, layer, records + index * LAYER_BYTES, dropout[index + 1] ?? 0),
  );
  const [input, output] = [layers[0], layers[layers.length - 1]];
  const disturbed = (dropout[0] ?? 0) > 0 || inputNoise > 0;
  const [features, words] = [0, 1].map(() =>
    disturbed ? memory.allocate(4 * input.inputs + VECTOR_BYTES) : 0,
  );
  const entries = disturbed ? memory.allocate((input.inputs + 2) * ENTRY_BYTES) : 0;
  const weights = memory.allocate(4 * output.stride);
  memory.floats(weights, output.units).set(classWeights ?? new Float32Array(output.units).fill(1));
  const tally = memory.allocate(TALLY_BYTES);
  const kept = memory.allocate(KEPT_SAMPLES * 2 * 4 * output.stride);
  const { activation } = network.layers[network.layers.length - 1];
  const smoothed = labelSmoothing / output.units;
  writeRecord(memory, plan, [
    records,
    layers.length,
    lossCodes.indexOf(`${network.loss} ${activation}`),
    { float: 1 - labelSmoothing + smoothed },
    { float: smoothed },
    weights,
    seed % 2 ** 32,
    Math.floor(seed / 2 ** 32),
    dropThreshold(dropout[0] ?? 0),
    { float: 1 / (1 - (dropout[0] ?? 0)) },
    features,
    words,
    entries,
    outputFirst ? 1 : 0,
    tally,
    kept,
  ]);
  return { plan, records, layers, tally, kept };
}

function placeLayer(
  memory: LinearMemory,
  { inputs, units, activation }: Layer,
  record: number,
  dropout: number,
): LayerPlace {
  const stride = Math.ceil(units / 4) * 4;
  const weightBytes = 4 * (1 + inputs) * stride;
  const weights = memory.allocate(weightBytes);
  memory.allocate(4 * 3 * stride); // backward reads rows four at a time, up to three past the last
  const output = memory.allocate(VECTOR_BYTES + 4 * stride) + VECTOR_BYTES - 4;
  memory.floats(output, 1)[0] = 1;
  const [delta, step, preActivation] = [0, 1, 2].map(() => memory.allocate(4 * stride));
  const lastLanes = memory.allocate(VECTOR_BYTES);
  memory.words(lastLanes, 4).fill(0xffffffff, 0, units - (stride - 4));
  const activations = dropout > 0 ? memory.allocate(4 * stride) : output + 4;
  const mask = dropout > 0 ? memory.allocate(4 * stride) : 0;
  writeRecord(memory, record, [
    inputs,
    units,
    4 * stride,
    weights,
    weights,
    output,
    delta,
    step,
    preActivation,
    lastLanes,
    activations,
    mask,
    dropThreshold(dropout),
    { float: 1 / (1 - dropout) },
    activationCodes.indexOf(activation),
  ]);
  return { units, stride, inputs, weights, weightsEnd: weights + weightBytes };
}

/** Fields of four bytes, one after the other. */
export function writeRecord(
  memory: LinearMemory,
  address: number,
  fields: readonly (number | { readonly float: number })[],
): void {
  fields.forEach((field, index) => {
    if (typeof field === "number") memory.words(address + 4 * index, 1)[0] = field;
    else memory.floats(address + 4 * index, 1)[0] = field.float;
  });
}

/** Points every layer's updates at other arrays of the weights' layout, or back at the weights. */
export function setTargets(
  memory: LinearMemory,
  { records, layers }: NetworkPlace,
  targets?: readonly number[],
): void {
  layers.forEach(({ weights }, index) => {
    memory.words(records + index * LAYER_BYTES + 16, 1)[0] = targets?.[index] ?? weights;
  });
}

/** [units, 1 + inputs] into [1 + inputs][stride], at these addresses */
export function writeWeights(
  memory: LinearMemory,
  { layers }: NetworkPlace,
  weights: Weights,
  addresses: readonly number[] = layers.map((layer) => layer.weights),
): void {
  layers.forEach(({ units, stride, inputs }, index) => {
    const place = memory.floats(addresses[index], (1 + inputs) * stride);
    const { columns, values } = weights[index];
    for (let j = 0; j < columns; j++) {
      for (let unit = 0; unit < units; unit++) place[j * stride + unit] = values[unit * columns + j];
    }
  });
}

/** [1 + inputs][stride], at these addresses, into [units, 1 + inputs] */
export function readWeights(
  memory: LinearMemory,
  { layers }: NetworkPlace,
  addresses: readonly number[] = layers.map((layer) => layer.weights),
): Matrix[] {
  return layers.map(({ units, stride, inputs }, index) => {
    const columns = 1 + inputs;
    const place = memory.floats(addresses[index], columns * stride);
    const values = new Float32Array(units * columns);
    for (let unit = 0; unit < units; unit++) {
      for (let j = 0; j < columns; j++) values[unit * columns + j] = place[j * stride + unit];
    }
    return { rows: units, columns, values };
  });
}

export function writeTally(memory: LinearMemory, { tally }: NetworkPlace, value: Tally): void {
  const sums = memory.view(tally, TALLY_BYTES);
  sums.setFloat64(0, value.loss, true);
  sums.setFloat64(8, value.squaredError, true);
  sums.setUint32(16, value.hits, true);
}

export function readTally(memory: LinearMemory, { tally }: NetworkPlace, samples: number): Tally {
  const sums = memory.view(tally, TALLY_BYTES);
  return {
    samples,
    hits: sums.getUint32(16, true),
    loss: sums.getFloat64(0, true),
    squaredError: sums.getFloat64(8, true),
  };
}

/** z and [1, a] of the output layer, of the last samples that were trained on: at most KEPT_SAMPLES. */
export function readKeptOutputs(
  memory: LinearMemory,
  { layers, kept }: NetworkPlace,
  count: number,
): { readonly z: Float32Array; readonly a: Float32Array }[] {
  const { units, stride } = layers[layers.length - 1];
  return Array.from({ length: count }, (_, index) => {
    const z = memory.floats(kept + 8 * stride * index, 2 * stride);
    return { z: z.slice(0, units), a: Float32Array.of(1, ...z.subarray(stride, stride + units)) };
  });
}
