// A training's state as bytes, .npz like a model: w1, w2, ..., beside them memory1_w1, ... (what the optimizer
// remembers) and best_w1, ... (the best epoch's weights), and `meta`, JSON as uint8.

import type { NpyArray } from "../encoding/npy.ts";
import { readNpz } from "../encoding/npz.ts";
import { emptyTally, type Tally } from "../engine/engine.ts";
import { FormatError } from "../errors.ts";
import { readWeights, writeWeights } from "../format/weights-npz.ts";
import type { Matrix } from "../network/matrix.ts";
import type { Weights } from "../network/network.ts";
import { initialPlateau, type PlateauState } from "./schedules.ts";
import { initialStopping, type StoppingState } from "./stopping.ts";

/** Where a training stands: with its experiment and its data, all it needs to go on as if it had never stopped. */
export interface Checkpoint {
  /** the epoch under way, from 1 */
  readonly epoch: number;
  /** what was counted in it */
  readonly tally: Tally;
  /** of training in it */
  readonly seconds: number;
  readonly weights: Weights;
  /** what the optimizer remembers */
  readonly memory: readonly Weights[];
  readonly plateau: PlateauState;
  readonly stopping: StoppingState;
  /** no step makes the objective smaller any more */
  readonly converged: boolean;
  /** the best epoch's weights, where they are kept */
  readonly best: Weights | undefined;
}

const FORMAT_VERSION = 2;

/** Where a training begins, or goes on after `epochs` whole ones with an optimizer that begins anew. */
export function checkpointAfter(epochs: number, weights: Weights): Checkpoint {
  return {
    epoch: epochs + 1,
    tally: emptyTally,
    seconds: 0,
    weights,
    memory: [],
    plateau: initialPlateau,
    stopping: initialStopping,
    converged: false,
    best: undefined,
  };
}

export function saveCheckpoint({ weights, memory, best, ...meta }: Checkpoint): Uint8Array {
  const named = memory.map((arrays, index): [string, Weights] => [`memory${index + 1}`, arrays]);
  if (best) named.push(["best", best]);
  const extras = named.flatMap(([name, arrays]) =>
    arrays.map(({ rows, columns, values }, l): [string, NpyArray] => [
      `${name}_w${l + 1}`,
      { shape: [rows, columns], data: values },
    ]),
  );
  return writeWeights(weights, { formatVersion: FORMAT_VERSION, memories: memory.length, ...meta }, extras);
}

/** @throws {FormatError} where the bytes are no checkpoint */
export function loadCheckpoint(bytes: Uint8Array, place: string): Checkpoint {
  const { weights, meta: described } = readWeights(bytes, place);
  const meta = parseMeta(described);
  if (!meta) {
    throw new FormatError(
      `${place}: meta`,
      `expected a checkpoint's epoch, tally and seconds with formatVersion ${FORMAT_VERSION}, got something else.`,
      "Delete the checkpoint to begin the run again.",
    );
  }
  const arrays = readNpz(bytes, place);
  const { memories, ...state } = meta;
  const memory = Array.from({ length: memories }, (_, index) =>
    readLike(weights, arrays, `memory${index + 1}`, place),
  );
  const best = arrays.has("best_w1") ? readLike(weights, arrays, "best", place) : undefined;
  return { ...state, weights, memory, best };
}

/** Arrays NAME_w1, NAME_w2, ... of the weights' shapes. */
function readLike(weights: Weights, arrays: Map<string, NpyArray>, name: string, place: string): Matrix[] {
  return weights.map(({ rows, columns }, l) => {
    const array = arrays.get(`${name}_w${l + 1}`);
    const data = array?.data;
    const fits = array?.shape.length === 2 && array.shape[0] === rows && array.shape[1] === columns;
    if (fits && (data instanceof Float32Array || data instanceof Float64Array))
      return { rows, columns, values: data };
    throw new FormatError(
      `${place}: ${name}_w${l + 1}`,
      `expected floats of the shape [${rows}, ${columns}], got ${array ? `[${array.shape.join(", ")}]` : "none"}.`,
      "Delete the checkpoint to begin the run again.",
    );
  });
}

function parseMeta(
  array: NpyArray | undefined,
): (Omit<Checkpoint, "weights" | "memory" | "best"> & { readonly memories: number }) | undefined {
  if (!(array?.data instanceof Uint8Array)) return undefined;
  try {
    const meta = JSON.parse(new TextDecoder().decode(array.data));
    const { formatVersion, epoch, tally, seconds, memories, plateau, stopping, converged } = meta;
    const { samples, hits, loss, squaredError } = tally;
    const { epochsWithout, reductions } = plateau;
    const { value, epoch: bestEpoch } = stopping.best ?? { value: 0, epoch: 1 };
    const bests = [plateau.best ?? 0, value, bestEpoch];
    const whole = [epoch, samples, hits, memories, epochsWithout, reductions].every(
      (value) => Number.isSafeInteger(value) && value >= 0,
    );
    const numbers = [seconds, loss, squaredError, ...bests].every(Number.isFinite);
    const counted = whole && numbers && typeof converged === "boolean";
    if (formatVersion !== FORMAT_VERSION || !counted || epoch < 1 || memories > 100) return undefined;
    const sums = { samples, hits, loss, squaredError };
    return {
      epoch,
      tally: sums,
      seconds,
      memories,
      plateau: { best: plateau.best ?? null, epochsWithout, reductions },
      stopping: { best: stopping.best ? { epoch: bestEpoch, value } : null },
      converged,
    };
  } catch {
    return undefined;
  }
}
