import type { Scores } from "../engine.ts";
import type { PackedSamples } from "./batch-range.ts";
import type { Kernels } from "./kernels.ts";
import type { LinearMemory } from "./linear-memory.ts";
import { type NetworkPlace, SPAN_BYTES } from "./memory-layout.ts";

/** The output layer of one sample, given as its list: copies. */
export function scoreOne(
  memory: LinearMemory,
  kernels: Kernels,
  { plan, layers, outputs }: NetworkPlace,
  [entries, end]: readonly [entries: number, end: number],
): Scores {
  kernels.scoreOne(plan, entries, end);
  const { units } = layers[layers.length - 1];
  return {
    preActivations: memory.floats(outputs.z, units).slice(),
    activations: memory.floats(outputs.a, units).slice(),
  };
}

/** The output layer of samples, one after the other, written from row `from` on. */
export function scoreOneByOne(
  memory: LinearMemory,
  kernels: Kernels,
  place: NetworkPlace,
  { spans, count }: PackedSamples,
  from: number,
  { preActivations, activations }: Scores,
): void {
  for (let sample = 0; sample < count; sample++) {
    const [entries, end] = memory.words(spans + sample * SPAN_BYTES, 2);
    const one = scoreOne(memory, kernels, place, [entries, end]);
    preActivations.set(one.preActivations, (from + sample) * one.preActivations.length);
    activations.set(one.activations, (from + sample) * one.activations.length);
  }
}
