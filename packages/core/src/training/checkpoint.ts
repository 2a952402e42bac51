// A training's state as bytes, .npz like a model: w1, w2, ... and `meta`, JSON as uint8.

import type { NpyArray } from "../encoding/npy.ts";
import { emptyTally, type Tally } from "../engine/engine.ts";
import { FormatError } from "../errors.ts";
import { readWeights, writeWeights } from "../format/weights-npz.ts";
import type { Weights } from "../network/network.ts";

/** Where a training stands: with its experiment and its data, all it needs to go on as if it had never stopped. */
export interface Checkpoint {
  /** the epoch under way, from 1 */
  readonly epoch: number;
  /** what was counted in it; `tally.samples` are its steps done */
  readonly tally: Tally;
  /** of training in it */
  readonly seconds: number;
  readonly weights: Weights;
}

const FORMAT_VERSION = 1;

/** Where a training begins, or goes on after `epochs` whole ones. */
export function checkpointAfter(epochs: number, weights: Weights): Checkpoint {
  return { epoch: epochs + 1, tally: emptyTally, seconds: 0, weights };
}

export function saveCheckpoint({ epoch, tally, seconds, weights }: Checkpoint): Uint8Array {
  return writeWeights(weights, { formatVersion: FORMAT_VERSION, epoch, tally, seconds });
}

/** @throws {FormatError} where the bytes are no checkpoint */
export function loadCheckpoint(bytes: Uint8Array, place: string): Checkpoint {
  const { weights, meta: described } = readWeights(bytes, place);
  const meta = parseMeta(described);
  if (meta) return { epoch: meta.epoch, tally: meta.tally, seconds: meta.seconds, weights };
  throw new FormatError(
    `${place}: meta`,
    `expected a checkpoint's epoch, tally and seconds with formatVersion ${FORMAT_VERSION}, got something else.`,
    "Delete the checkpoint to begin the run again.",
  );
}

function parseMeta(array: NpyArray | undefined): Omit<Checkpoint, "weights"> | undefined {
  if (!(array?.data instanceof Uint8Array)) return undefined;
  try {
    const { formatVersion, epoch, tally, seconds } = JSON.parse(new TextDecoder().decode(array.data));
    const { samples, hits, loss, squaredError } = tally;
    const whole = [epoch, samples, hits].every((value) => Number.isSafeInteger(value) && value >= 0);
    const numbers = [seconds, loss, squaredError].every(Number.isFinite);
    if (formatVersion !== FORMAT_VERSION || !whole || !numbers || epoch < 1) return undefined;
    return { epoch, tally: { samples, hits, loss, squaredError }, seconds };
  } catch {
    return undefined;
  }
}
