import { sampleOrder } from "../dataset/order.ts";
import type { Samples } from "../dataset/samples.ts";
import type { Engine, EngineSettings, StepRange } from "../engine/engine.ts";
import type { Experiment } from "../experiment.ts";
import { type Descent, noteSteps } from "./descent.ts";
import { diagnose, isSound } from "./divergence.ts";
import { createPacer } from "./pacer.ts";
import { learningRateAt, type PlateauState } from "./schedules.ts";

/** Stochastic, minibatch and batch descent: ranges of steps, which the engine carries out. */
export function createGradientDescent(
  experiment: Experiment,
  samples: Samples,
  engine: Engine,
  settings: EngineSettings,
): Descent {
  const { shuffle, seed, schedule } = experiment;
  const batchSize = batchSizeOf(experiment, samples);
  const stepsPerEpoch = Math.ceil(samples.count / batchSize);
  const rateAt = (step: number, plateau: PlateauState) =>
    learningRateAt(experiment, step, stepsPerEpoch, plateau);

  const pacer = createPacer();
  return {
    async *epoch(state, signal) {
      const { epoch, plateau } = state;
      const order = sampleOrder(samples.count, shuffle, seed, epoch);
      while (state.tally.samples < order.length) {
        if (signal?.aborted) return;
        const first = state.tally.samples;
        const part = order.subarray(first, first + pacer.samples(batchSize));
        const stepOfEpoch = first / batchSize;
        const firstStep = (epoch - 1) * stepsPerEpoch + stepOfEpoch;
        const learningRate =
          schedule === "constant"
            ? rateAt(firstStep, plateau)
            : Float64Array.from({ length: Math.ceil(part.length / batchSize) }, (_, index) =>
                rateAt(firstStep + index, plateau),
              );
        const range: StepRange = { samples, order: part, batchSize, firstStep, learningRate };
        const asked = performance.now();
        engine.keep();
        const began = performance.now();
        const tally = await engine.train(range, state.tally);
        const ended = performance.now();
        if (!isSound(engine, tally.loss))
          throw await diagnose(engine, settings, range, epoch, stepOfEpoch + 1);
        const seconds = (ended - began) / 1000;
        pacer.note(part.length, seconds, (performance.now() - asked) / 1000 - seconds);
        yield noteSteps(state, tally, seconds, order.length, experiment);
      }
    },
    limit: pacer.limit,
    lastRate: ({ epoch, plateau }) => rateAt(epoch * stepsPerEpoch - 1, plateau),
    memory: () => engine.memory(),
  };
}

/** Samples a step: one, `batchSize`, or all. */
function batchSizeOf({ descent, batchSize = 1 }: Experiment, { count }: Samples): number {
  if (descent === "stochastic") return 1;
  return descent === "batch" ? count : Math.min(batchSize, count);
}
