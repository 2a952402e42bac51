import type { Network } from "../../network/network.ts";
import { drawNoise } from "../../network/noise.ts";
import type { Objective } from "../../network/objective.ts";
import type { LinearMemory } from "./linear-memory.ts";

/** Where a sample stands in the training: see DrawKey. */
export interface Place {
  readonly step: number;
  readonly position: number;
}

/**
 * The noise that is added to so many samples' features, f32 [samples][inputs].
 * @param placeOf  of each sample
 * @returns its address, or 0 where there is none
 */
export function placeNoise(
  memory: LinearMemory,
  { layers }: Network,
  { seed, inputNoise }: Objective,
  count: number,
  placeOf: (index: number) => Place,
): number {
  if (inputNoise === 0) return 0;
  const [{ inputs }] = layers;
  const address = memory.allocate(4 * count * inputs);
  for (let index = 0; index < count; index++) {
    const row = memory.floats(address + 4 * index * inputs, inputs);
    drawNoise(inputNoise, { seed, layer: 0, layers: layers.length, ...placeOf(index) }, row);
  }
  return address;
}
