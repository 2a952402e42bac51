import type { ActivationName } from "../../network/activations.ts";
import type { Matrix } from "../../network/matrix.ts";
import type { Layer, Network, Weights } from "../../network/network.ts";
import { dropThreshold } from "../../network/noise.ts";
import type { Objective } from "../../network/objective.ts";
import type { Tally } from "../engine.ts";
import type { LinearMemory } from "./linear-memory.ts";

export const VECTOR_BYTES = 16;
/** LAYER_BYTES, Plan, Entry and Span of assembly/layer.ts */
export const LAYER_BYTES = 72;
const PLAN_BYTES = 68;
export const ENTRY_BYTES = 8;
export const SPAN_BYTES = 8;
/** Vectors of a panel that fit in the registers of assembly/walk.ts. */
const WIDEST_PANEL = 12;
const NARROWEST_PANEL = 4;
/** Instructions for an entry, whatever the width, as V8 compiles assembly/walk.ts for x64. */
const ENTRY_COST = 6.5;
/** loss f64, squaredError f64, hits u32: Tally of assembly/counting.ts */
const TALLY_BYTES = 24;
/** KEPT_SAMPLES of assembly/counting.ts */
export const KEPT_SAMPLES = 32;

/** What is kept of a sample, as in assembly/counting.ts. */
export function keptBytes(output: Pick<LayerPlace, "stride">): number {
  return 3 * 4 * output.stride;
}

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
  "mean-squared-error targets",
];

/** Where one layer's arrays lie: see assembly/layer.ts. */
export interface LayerPlace {
  readonly inputs: number;
  readonly units: number;
  /** vectors in a panel */
  readonly width: number;
  readonly panels: number;
  /** bytes from one input's weights to the next in a panel, and from one panel to the next */
  readonly row: number;
  readonly panel: number;
  /** units that the panels have room for */
  readonly stride: number;
  readonly weights: number;
  readonly weightBytes: number;
}

export interface NetworkPlace {
  /** the Plan of assembly/layer.ts */
  readonly plan: number;
  /** the first Layer */
  readonly records: number;
  readonly layers: readonly LayerPlace[];
  readonly tally: number;
  /** the output layer's z and a of one sample */
  readonly outputs: { readonly z: number; readonly a: number };
}

/** Lays a network out as assembly/layer.ts describes it, with `target` = W. */
export function placeNetwork(
  memory: LinearMemory,
  network: Network,
  { dropout, inputNoise, labelSmoothing, classWeights, seed }: Objective,
  { outputFirst, blas }: { readonly outputFirst: boolean; readonly blas: boolean },
): NetworkPlace {
  const plan = memory.allocate(PLAN_BYTES);
  const records = memory.allocate(network.layers.length * LAYER_BYTES);
  const layers = network.layers.map((layer, index) =>
    placeLayer(memory, layer, records + index * LAYER_BYTES, dropout[index + 1] ?? 0, blas && index > 0),
  );
  const [input, output] = [layers[0], layers[layers.length - 1]];
  const disturbed = isDisturbed({ dropout, inputNoise });
  const [features, words] = disturbed ? placeDisturbance(memory, input) : [0, 0];
  const entries = disturbed ? memory.allocate((input.inputs + 3) * ENTRY_BYTES) : 0;
  const weights = memory.allocate(4 * output.stride);
  memory.floats(weights, output.units).set(classWeights ?? new Float32Array(output.units).fill(1));
  const tally = memory.allocate(TALLY_BYTES);
  const kept = memory.allocate(KEPT_SAMPLES * keptBytes(output));
  const { activation } = network.layers[network.layers.length - 1];
  const smoothed = labelSmoothing / output.units;
  writeRecord(memory, plan, [
    records,
    layers.length,
    lossCodes.indexOf(`${network.loss} ${network.targets ? "targets" : activation}`),
    { float: 1 - labelSmoothing + smoothed },
    { float: smoothed },
    weights,
    seed % 2 ** 32,
    Math.floor(seed / 2 ** 32),
    dropThreshold(dropout[0] ?? 0),
    { float: 1 / (1 - (dropout[0] ?? 0)) },
    disturbed ? 1 : 0,
    features,
    words,
    entries,
    outputFirst ? 1 : 0,
    tally,
    kept,
  ]);
  const [z, a] = memory.words(records + (layers.length - 1) * LAYER_BYTES + 4 * 8, 2);
  return { plan, records, layers, tally, outputs: { z, a: a + 4 } };
}

/** Whether inputs are left out or have noise on them. */
export function isDisturbed({ dropout, inputNoise }: Pick<Objective, "dropout" | "inputNoise">): boolean {
  return (dropout[0] ?? 0) > 0 || inputNoise > 0;
}

/** Room for a sample's features and their random words: Disturbance of assembly/noise.ts. */
export function placeDisturbance(memory: LinearMemory, { inputs }: LayerPlace): [number, number] {
  return [memory.allocate(4 * inputs + VECTOR_BYTES), memory.allocate(4 * inputs + VECTOR_BYTES)];
}

/**
 * Vectors in a panel: all units where they fit, otherwise what costs the least instructions, vectors that only fill up
 * included. Walking over an entry costs some for itself and three for each vector: a load, a product, a sum.
 */
export function panelWidth(units: number): number {
  const vectors = Math.ceil(units / 4);
  if (vectors <= WIDEST_PANEL) return vectors;
  const cost = (width: number) => Math.ceil(vectors / width) * (ENTRY_COST + 3 * width);
  let best = WIDEST_PANEL;
  for (let width = WIDEST_PANEL - 1; width >= NARROWEST_PANEL; width--)
    if (cost(width) < cost(best)) best = width;
  return best;
}

/** The vectors that one sample needs of a layer; z, [1 a], delta, rate * delta and a before dropout, in the records' order. */
export function placeVectors(memory: LinearMemory, stride: number, dropout: number): number[] {
  const preActivation = memory.allocate(4 * stride);
  const output = memory.allocate(VECTOR_BYTES + 4 * stride) + VECTOR_BYTES - 4;
  memory.floats(output, 1)[0] = 1;
  const [delta, step] = [memory.allocate(4 * stride), memory.allocate(4 * stride)];
  return [preActivation, output, delta, step, dropout > 0 ? memory.allocate(4 * stride) : output + 4];
}

function placeLayer(
  memory: LinearMemory,
  { inputs, units, activation }: Layer,
  record: number,
  dropout: number,
  beside: boolean,
): LayerPlace {
  // BLAS asks for no width: narrow panels divide evenly among threads.
  const width = beside ? Math.min(NARROWEST_PANEL, Math.ceil(units / 4)) : panelWidth(units);
  const panels = Math.ceil(units / (4 * width));
  const stride = 4 * width * panels;
  const [row, panel] = beside
    ? [4 * stride, VECTOR_BYTES * width]
    : [VECTOR_BYTES * width, (1 + inputs) * VECTOR_BYTES * width];
  const weightBytes = (1 + inputs) * 4 * stride;
  const weights = memory.allocate(weightBytes);
  memory.allocate(3 * row); // backward.ts takes rows four at a time, up to three past the last
  const [preActivation, output, delta, step, activations] = placeVectors(memory, stride, dropout);
  const lanes = memory.allocate(4 * stride);
  memory.words(lanes, units).fill(0xffffffff);
  writeRecord(memory, record, [
    inputs,
    units,
    width,
    panels,
    row,
    panel,
    4 * stride,
    weights,
    preActivation,
    output,
    delta,
    step,
    lanes,
    activations,
    dropout > 0 ? memory.allocate(4 * stride) : 0,
    dropThreshold(dropout),
    { float: 1 / (1 - dropout) },
    activationCodes.indexOf(activation),
  ]);
  return { inputs, units, width, panels, stride, row, panel, weights, weightBytes };
}

/** A whole number, or one with a fraction as a float32. */
export type Field = number | { readonly float: number };

/** Fields of four bytes, one after the other. */
export function writeRecord(memory: LinearMemory, address: number, fields: readonly Field[]): void {
  const words = memory.words(address, fields.length);
  const floats = memory.floats(address, fields.length);
  fields.forEach((field, index) => {
    if (typeof field === "number") words[index] = field;
    else floats[index] = field.float;
  });
}

/** [units, 1 + inputs] into panels, at these addresses */
export function writeWeights(
  memory: LinearMemory,
  { layers }: NetworkPlace,
  weights: Weights,
  addresses: readonly number[] = layers.map((layer) => layer.weights),
): void {
  layers.forEach((layer, index) => {
    const place = memory.floats(addresses[index], layer.weightBytes / 4);
    const { columns, values } = weights[index];
    eachUnit(layer, (unit, first, step) => {
      for (let j = 0; j < columns; j++) place[first + j * step] = values[unit * columns + j];
    });
  });
}

/** Panels, at these addresses, into [units, 1 + inputs] */
export function readWeights(
  memory: LinearMemory,
  { layers }: NetworkPlace,
  addresses: readonly number[] = layers.map((layer) => layer.weights),
): Matrix[] {
  return layers.map((layer, index) => {
    const columns = 1 + layer.inputs;
    const place = memory.floats(addresses[index], layer.weightBytes / 4);
    const values = new Float32Array(layer.units * columns);
    eachUnit(layer, (unit, first, step) => {
      for (let j = 0; j < columns; j++) values[unit * columns + j] = place[first + j * step];
    });
    return { rows: layer.units, columns, values };
  });
}

/** The place of each unit's bias among a layer's numbers; its other weights follow every `step` numbers. */
function eachUnit(
  { units, width, row, panel }: LayerPlace,
  visit: (unit: number, first: number, step: number) => void,
): void {
  const lanes = 4 * width;
  for (let unit = 0; unit < units; unit++) {
    visit(unit, (Math.floor(unit / lanes) * panel) / 4 + (unit % lanes), row / 4);
  }
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

/** z and [1, a] of the output layer, as keepOutput of assembly/counting.ts leaves them for some samples. */
export function readKeptOutputs(
  memory: LinearMemory,
  { layers }: NetworkPlace,
  kept: number,
  count: number,
): { readonly z: Float32Array; readonly a: Float32Array }[] {
  const output = layers[layers.length - 1];
  const { units, stride } = output;
  return Array.from({ length: count }, (_, index) => {
    const place = kept + keptBytes(output) * index;
    return {
      z: memory.floats(place, units).slice(),
      a: Float32Array.of(1, ...memory.floats(place + 4 * stride, units)),
    };
  });
}
