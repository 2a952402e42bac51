import type { Objective } from "../../network/objective.ts";
import type { UpdateRule } from "../../network/optimizers.ts";
import type { LinearMemory } from "./linear-memory.ts";
import {
  ENTRY_BYTES,
  isDisturbed,
  keptBytes,
  LAYER_BYTES,
  type LayerPlace,
  type NetworkPlace,
  placeDisturbance,
  placeVectors,
  SPAN_BYTES,
  VECTOR_BYTES,
  writeRecord,
} from "./memory-layout.ts";
import type { OptimizerPlace } from "./optimizer-place.ts";

/** BatchPlan, Hand and PART of assembly/batch-plan.ts, ROWS and BLAS_TILES of assembly/tiles.ts, BatchLayer of assembly/batch-layer.ts, Crew of assembly/crew.ts */
const BATCH_PLAN_BYTES = 40;
const HAND_BYTES = 12;
const ROWS = 128;
const BLAS_TILES = 4;
const BATCH_LAYER_BYTES = 72;
const PART = 128;
const CREW_BYTES = 192;
const DISTURBANCE_BYTES = 8;

/** Where the numbers of a batch lie, on its way up and down the network. */
export interface BatchPlace {
  /** samples that there is room for */
  readonly capacity: number;
  /** BatchPlan */
  readonly plan: number;
  /** Crew, whose first number is that of the threads at work, and a Hand for each thread */
  readonly crew: number;
  readonly hands: readonly number[];
  /** the outputs of the last samples that were trained on */
  readonly kept: number;
  /** by layer, in the weights' layout; none where only scores are wanted */
  readonly gradients: readonly number[];
}

/** What a batch is placed for. */
export interface BatchPurpose {
  readonly objective: Objective;
  readonly rule: UpdateRule;
  readonly capacity: number;
  /** the most that will ever work on it */
  readonly threads: number;
  /** undefined where only scores are wanted */
  readonly optimizer: OptimizerPlace | undefined;
  /** whether the system's BLAS multiplies */
  readonly blas: boolean;
}

/** Lays the numbers of a batch out as assembly/batch.ts and assembly/batch-layer.ts describe them. */
export function placeBatch(memory: LinearMemory, network: NetworkPlace, purpose: BatchPurpose): BatchPlace {
  const { objective, rule, capacity, threads, optimizer, blas } = purpose;
  const { layers } = network;
  const output = layers[layers.length - 1];
  const widest = Math.max(...layers.map(({ width }) => width)) * VECTOR_BYTES;
  const plan = memory.allocate(BATCH_PLAN_BYTES);
  const gradients = optimizer ? layers.map(({ weightBytes }) => memory.allocate(weightBytes)) : [];
  const kept = memory.allocate(capacity * keptBytes(output));
  const tiles = layers.reduce((sum, { panels, inputs }) => {
    return sum + Math.max(BLAS_TILES, panels * Math.ceil((1 + inputs) / ROWS));
  }, 0);
  const records = memory.allocate((1 + layers.length) * BATCH_LAYER_BYTES);
  writeRecord(memory, records, placeFeatures(memory, network, purpose));
  layers.forEach((layer, index) => {
    const memories = (optimizer?.memories ?? []).map((arrays) => arrays[index]);
    const fields = placeLayer(memory, network, index, purpose);
    const transposed =
      optimizer && index > 0 && !blas ? memory.allocate(layers[index - 1].stride * layer.stride * 4) : 0;
    writeRecord(memory, records + (1 + index) * BATCH_LAYER_BYTES, [
      ...fields,
      gradients[index] ?? 0,
      memories[0] ?? 0,
      memories[1] ?? 0,
      transposed,
    ]);
  });
  writeRecord(memory, plan, [
    network.plan,
    records,
    memory.allocate(widest),
    kept,
    { float: objective.l1 },
    { float: objective.l2 },
    { float: rule.clipNorm ?? 0 },
    { float: rule.maxNorm ?? 0 },
    memory.allocate(8 * tiles),
    blas ? 1 : 0,
  ]);
  const crew = memory.allocate(CREW_BYTES);
  const hands = Array.from({ length: threads }, () => {
    const hand = memory.allocate(HAND_BYTES);
    const room = isDisturbed(objective) ? memory.allocate(DISTURBANCE_BYTES) : 0;
    if (room) writeRecord(memory, room, placeDisturbance(memory, layers[0]));
    writeRecord(memory, hand, [
      placeOutput(memory, network),
      memory.allocate(Math.max(ROWS, PART) * widest),
      room,
    ]);
    return hand;
  });
  return { capacity, plan, crew, hands, kept, gradients };
}

/** The first BatchLayer: lists of features that are disturbed or were none, and of every feature's column. */
function placeFeatures(
  memory: LinearMemory,
  { layers: [{ inputs }] }: NetworkPlace,
  { capacity, optimizer, blas }: BatchPurpose,
): number[] {
  const row = 4 * roundUp(inputs, 4);
  const features = blas ? memory.allocate(capacity * row) : 0;
  const rowCapacity = (inputs + 3) * ENTRY_BYTES;
  const rows = [
    memory.allocate(capacity * SPAN_BYTES),
    0,
    memory.allocate(capacity * rowCapacity),
    rowCapacity,
  ];
  const columns = optimizer ? placeColumns(memory, 1 + inputs, capacity) : [0, 0, 0];
  return [row, 0, 0, 0, features, 0, 0, ...rows, ...columns, 0, 0, 0, 0];
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

function placeColumns(memory: LinearMemory, columns: number, capacity: number): number[] {
  const parts = Math.ceil(capacity / PART);
  const columnCapacity = Math.min(capacity, PART) * ENTRY_BYTES;
  return [
    memory.allocate(parts * columns * SPAN_BYTES),
    memory.allocate(parts * columns * columnCapacity + ENTRY_BYTES),
    columnCapacity,
  ];
}

/** The first fields of a layer's BatchLayer, up to its columns. */
function placeLayer(
  memory: LinearMemory,
  { layers }: NetworkPlace,
  index: number,
  { capacity, objective, optimizer, blas }: BatchPurpose,
): number[] {
  const { width, stride, units } = layers[index] as LayerPlace;
  const widthBytes = width * VECTOR_BYTES;
  const numbers = () => memory.allocate(capacity * 4 * stride);
  const dropout = (objective.dropout[1 + index] ?? 0) > 0;
  const z = numbers();
  const activations = numbers();
  const parts = Math.ceil(units / PART);
  const rowCapacity = (2 + Math.min(units, PART)) * ENTRY_BYTES;
  const part = capacity * SPAN_BYTES;
  return [
    ...(blas ? [4 * stride, widthBytes] : [widthBytes, capacity * widthBytes]),
    z,
    activations,
    dropout ? numbers() : activations,
    dropout ? numbers() : 0,
    optimizer ? numbers() : 0,
    ...(blas
      ? [0, 0, 0, 0]
      : [memory.allocate(parts * part), part, memory.allocate(parts * capacity * rowCapacity), rowCapacity]),
    ...(optimizer && !blas ? placeColumns(memory, 1 + units, capacity) : [0, 0, 0]),
  ];
}

/** A copy of the output layer's record, with vectors of its own. */
function placeOutput(memory: LinearMemory, { records, layers }: NetworkPlace): number {
  const record = memory.allocate(LAYER_BYTES);
  memory.copy(records + (layers.length - 1) * LAYER_BYTES, record, LAYER_BYTES);
  const { stride } = layers[layers.length - 1];
  const [preActivation, output, delta, step, activations] = placeVectors(memory, stride, 0);
  const placed = memory.words(record, LAYER_BYTES / 4);
  placed.set([preActivation, output, delta, step], 8);
  placed[13] = activations;
  return record;
}
