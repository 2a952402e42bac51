import type { Samples } from "../dataset/samples.ts";
import { ShapeError } from "../errors.ts";
import { setTarget } from "./losses.ts";
import type { FloatArray } from "./matrix.ts";
import type { Network } from "./network.ts";
import { scaleColumns } from "./scaling.ts";

/**
 * y [units] of a sample: of its label, or in a regression its targets as they are learned.
 * @param smoothing  of a label
 * @throws {ShapeError} where a regression's sample has no targets, or another number of them
 */
export function setSampleTarget(
  { targets: scale }: Pick<Network, "targets">,
  samples: Samples,
  sample: number,
  y: FloatArray,
  smoothing = 0,
): void {
  if (!scale) {
    setTarget(y, samples.labels[sample], smoothing);
    return;
  }
  const columns = scale.offsets.length;
  const row = checkTargets(columns, samples).subarray(sample * columns, (sample + 1) * columns);
  scaleColumns(scale, row, y);
}

/** @throws {ShapeError} unless there are so many targets a sample */
export function checkTargets(
  columns: number,
  { targets, count }: Pick<Samples, "targets" | "count">,
): Float32Array {
  if (targets?.length === count * columns) return targets;
  throw new ShapeError(
    `The network learns ${columns} target${columns === 1 ? "" : "s"}, got ${count} samples with ${targets?.length ?? 0} in all.`,
    "Choose the data that the model was trained for.",
  );
}
