import { createTraining, type Dataset, type EngineName, type Model } from "percept";
import { type BenchCase, benchCases } from "./bench-cases.ts";
import { checkAnswers } from "./check-answers.ts";
import { experimentOf, type Measurement, type PreparedCase, prepareCase } from "./prepare-case.ts";
import { type BenchSummary, summarizeMeasurements } from "./summarize-measurements.ts";

export interface BenchPlan {
  readonly cases: readonly BenchCase[];
  readonly engine: "wasm" | "blas";
  /** for the cases that share their work, one after the other */
  readonly threads: readonly number[];
  /** measurements of each */
  readonly rounds: number;
  /** that a measurement works on, instead of each case's own number */
  readonly samples?: number | undefined;
}

export interface BenchResult extends BenchSummary {
  readonly case: BenchCase;
  /** null where no engine takes part */
  readonly engine: EngineName | null;
  readonly threads: number;
  readonly measured: readonly Measurement[];
}

interface Entry {
  readonly prepared: PreparedCase;
  readonly measured: Measurement[];
}

/** Measures each case with each number of threads, in turn, after a check and a round that does not count. */
export async function* runBench(
  plan: BenchPlan,
  dataset: Dataset,
  onMeasured: (one: BenchCase, threads: number) => void = () => {},
): AsyncGenerator<BenchResult, void, void> {
  const modelOf = trainedModels(dataset);
  for (const one of plan.cases) {
    const samples = plan.samples ?? one.samples;
    const entries: Entry[] = [];
    try {
      for (const threads of threadsOf(one, plan)) {
        const options = { engine: plan.engine, threads };
        const prepared = await prepareCase(one, dataset, options, modelOf);
        entries.push({ prepared, measured: [] });
        await prepared.measure(samples); // what is prepared at the first use is not part of the work
        await checkAnswers(one.id, prepared, dataset.test ?? dataset.train);
        onMeasured(one, threads);
      }
      for (let round = 0; round < plan.rounds; round++) {
        for (const { prepared, measured } of entries) {
          measured.push(await prepared.measure(samples));
          onMeasured(one, prepared.threads());
        }
      }
    } finally {
      for (const { prepared } of entries) prepared.close();
    }
    for (const { prepared, measured } of entries)
      yield {
        case: one,
        engine: prepared.engine ?? null,
        threads: prepared.threads(),
        measured,
        ...summarizeMeasurements(one.kind, measured),
      };
  }
}

/** How often `onMeasured` is called. */
export function countMeasurements(plan: BenchPlan): number {
  return plan.cases.reduce((sum, one) => sum + threadsOf(one, plan).length * (1 + plan.rounds), 0);
}

function threadsOf({ sharesWork }: BenchCase, { threads }: BenchPlan): readonly number[] {
  return sharesWork ? threads : [1];
}

/**
 * Models for what needs a trained one, each made once: after an epoch of T2's training activations are as sparse, and
 * scores as sure, as in real life.
 */
function trainedModels(dataset: Dataset): (one: BenchCase) => Promise<Model> {
  const models = new Map<string, Model>();
  const descent = benchCases.find(({ id }) => id === "t2")?.descent;
  return async (one) => {
    const key = one.layers.join("-");
    const known = models.get(key);
    if (known) return known;
    const experiment = experimentOf({ ...one, ...(descent && { descent }) }, { engine: "auto", epochs: 1 });
    const training = await createTraining(experiment, dataset);
    for await (const _ of training);
    const model = training.model();
    training.engine.close();
    models.set(key, model);
    return model;
  };
}
