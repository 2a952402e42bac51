import type { Samples } from "../dataset/samples.ts";
import { type Engine, emptyTally, type Tally } from "../engine/engine.ts";
import type { Experiment } from "../experiment.ts";
import type { Matrix } from "../network/matrix.ts";
import type { Weights } from "../network/network.ts";
import { type Descent, noteSteps } from "./descent.ts";
import { type LbfgsMemory, lbfgsStep } from "./lbfgs.ts";

/**
 * L-BFGS: one iteration an epoch, over all samples, with the engine's gradients.
 * @param memory  of a checkpoint: s and y of each pair in turn, in the weights' shapes
 */
export function createLbfgs(
  { learningRate, task }: Experiment,
  samples: Samples,
  engine: Engine,
  memory: readonly Weights[],
): Descent {
  const shapes = engine.weights();
  const order = Uint32Array.from({ length: samples.count }, (_, index) => index);
  let pairs: LbfgsMemory["pairs"] = pairUp(memory.map(flatten));

  async function evaluate(x: Float64Array): Promise<{ value: number; gradient: Float64Array; tally: Tally }> {
    engine.restore(shape(x, shapes));
    const { objective, weights, tally } = await engine.gradients({ samples, order, step: 0 });
    return { value: objective, gradient: flatten(weights), tally };
  }

  return {
    async *epoch(state, signal) {
      if (signal?.aborted || state.tally.samples === samples.count) return; // stopped, or done before a checkpoint
      const began = performance.now();
      const x = flatten(engine.weights());
      const { tally, ...at } = await evaluate(x);
      const step = await lbfgsStep(evaluate, { x, ...at }, { pairs }, { learningRate });
      engine.restore(shape(step.x, shapes));
      pairs = step.memory.pairs;
      state.converged = step.converged;
      const seconds = (performance.now() - began) / 1000;
      yield noteSteps(
        state,
        { ...tally, samples: emptyTally.samples + samples.count },
        seconds,
        samples.count,
        { task },
      );
    },
    limit() {}, // an iteration is one range already
    lastRate: () => learningRate,
    memory: () => pairs.flatMap(({ s, y }) => [shape(s, shapes), shape(y, shapes)]),
  };
}

function flatten(weights: Weights): Float64Array {
  const flat = new Float64Array(weights.reduce((sum, { values }) => sum + values.length, 0));
  let at = 0;
  for (const { values } of weights) {
    flat.set(values, at);
    at += values.length;
  }
  return flat;
}

/** Float64 matrices of these shapes; what an engine cannot hold of a number it rounds when it takes it. */
function shape(flat: Float64Array, shapes: Weights): Matrix[] {
  let at = 0;
  return shapes.map(({ rows, columns }) => {
    at += rows * columns;
    return { rows, columns, values: flat.slice(at - rows * columns, at) };
  });
}

function pairUp(flat: readonly Float64Array[]): LbfgsMemory["pairs"] {
  return Array.from({ length: Math.floor(flat.length / 2) }, (_, index) => ({
    s: flat[2 * index],
    y: flat[2 * index + 1],
  }));
}
