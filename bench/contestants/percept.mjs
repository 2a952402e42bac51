// percept over its public API: createTraining, engine.scores, evaluateScores. The engine is the runner's choice.

import { readFileSync } from "node:fs";
import {
  createEngine,
  createExperiment,
  createNetwork,
  createPredictor,
  createSamples,
  createTraining,
  evaluate,
  evaluateScores,
  hyperparameters,
  PerceptError,
  sliceSamples,
} from "percept";
import { Skip, serve, timed } from "./serve.mjs";
import { accuracyOf, largestDeviation, readBytes, readFloats, readWeights } from "./task-data.mjs";

const { version } = JSON.parse(readFileSync(new URL("../../packages/core/package.json", import.meta.url)));
const classes = Array.from({ length: 10 }, (_, digit) => String(digit));
/** More epochs than anyone measures: a training goes on until the runner has enough. */
const ENDLESS = 1_000_000;

serve(async (request) => {
  const { task } = request;
  const kinds = { train, scores, single, metrics };
  return { version, ...(await kinds[task.kind](request)) };
});

/** The task as settings of an experiment. */
function settingsOf({ task, options }) {
  const { layers, activation, output, optimizer, learningRate, momentum, batchSize = 1, shuffle } = task;
  const known = hyperparameters.engine.choices ?? [];
  if (known.length > 0 && !known.includes(options.engine))
    throw new Skip(`this percept has the engines ${known.join(", ")}, not ${options.engine}`);
  return {
    data: "given",
    hidden: layers.slice(1, -1),
    activation,
    output,
    loss: "cross-entropy",
    engine: options.engine,
    ...(optimizer && { optimizer, learningRate, shuffle }),
    ...(optimizer === "momentum" && { momentum }),
    ...(batchSize > 1 && { descent: "minibatch", batchSize }),
  };
}

function datasetOf({ data }) {
  const [train, test] = [data.train, data.test].map(({ images, labels }) =>
    createSamples(readBytes(images), readBytes(labels), 784),
  );
  return { name: "mnist", classes, imageShape: [28, 28], train, test, sources: [] };
}

function weightsOf({ data, task }) {
  return readWeights(data.weights, task.layers).map(({ units, inputs, values }) => ({
    rows: units,
    columns: 1 + inputs,
    values,
  }));
}

async function train(request) {
  const settings = settingsOf(request);
  const dataset = datasetOf(request);
  const initialWeights = weightsOf(request);
  const { check } = request.task;
  const { threads } = request;
  const training = await orSkip(() =>
    createTraining(createExperiment({ ...settings, epochs: ENDLESS }), dataset, { initialWeights, threads }),
  );
  const progress = training[Symbol.asyncIterator]();
  let done = 0; // of the epoch under way
  return {
    async check() {
      const part = { ...dataset, train: sliceSamples(dataset.train, 0, check.trainSamples) };
      const short = createExperiment({ ...settings, epochs: 1, shuffle: false });
      const checked = await createTraining(short, part, { initialWeights, threads });
      for await (const _ of checked);
      checkThreads(checked.engine, threads);
      const { accuracy } = await evaluate(checked.model(), dataset.test, {
        engine: settings.engine,
        threads,
      });
      checked.engine.close();
      return { testAccuracy: accuracy };
    },
    async measure(samples) {
      let trained = 0;
      const { seconds } = await timed(async () => {
        while (trained < samples) {
          const { value } = await progress.next();
          if (value.kind === "steps") {
            trained += value.sample - done;
            done = value.sample;
          } else done = 0;
        }
      });
      return { seconds, samples: trained };
    },
  };
}

/** An engine with the task's weights, for inference. */
async function engineOf(request, dataset) {
  const { threads } = request;
  const experiment = createExperiment(settingsOf(request));
  const network = createNetwork(experiment, dataset);
  const settings = {
    network,
    weights: weightsOf(request),
    precision: "float32",
    updateOrder: "together",
    threads,
  };
  return orSkip(() => createEngine(experiment.engine, settings));
}

/** Nobody's two threads are to be compared with one of ours. An engine knows how many it has once it has worked. */
function checkThreads({ work }, threads) {
  const got = work?.threads ?? 1;
  if (got !== threads)
    throw new Skip(`percept works with ${got} of ${threads} threads here: ${work?.reason}`);
}

async function scores(request) {
  const dataset = datasetOf(request);
  const engine = await engineOf(request, dataset);
  const expected = readFloats(request.data.expected);
  return {
    async check() {
      const { activations } = await engine.scores(dataset.test);
      checkThreads(engine, request.threads);
      return {
        testAccuracy: accuracyOf(activations, dataset.test.labels),
        largestDeviation: largestDeviation(activations, expected),
      };
    },
    async measure(samples) {
      const times = Math.max(1, Math.round(samples / dataset.test.count));
      const { seconds } = await timed(async () => {
        for (let time = 0; time < times; time++) await engine.scores(dataset.test);
      });
      return { seconds, samples: times * dataset.test.count };
    },
  };
}

async function single(request) {
  const dataset = datasetOf(request);
  const { features, count, labels } = dataset.test;
  const network = createNetwork(createExperiment(settingsOf(request)), dataset);
  const model = { network, weights: weightsOf(request), classes, imageShape: [28, 28] };
  const predictor = await orSkip(() => createPredictor(model, { engine: request.options.engine }));
  const expected = readFloats(request.data.expected);
  const images = Array.from({ length: count }, (_, index) =>
    features.subarray(784 * index, 784 * (index + 1)),
  );
  return {
    async check() {
      const all = new Float32Array(count * 10);
      for (let index = 0; index < count; index++)
        all.set(predictor.predict(images[index]).scores, index * 10);
      return { testAccuracy: accuracyOf(all, labels), largestDeviation: largestDeviation(all, expected) };
    },
    async measure(samples) {
      const { seconds } = await timed(() => {
        for (let index = 0; index < samples; index++) predictor.predict(images[index % count]);
      });
      return { seconds, samples };
    },
  };
}

function metrics({ data }) {
  const [all, labels] = [readFloats(data.scores), readBytes(data.train.labels)];
  const evaluateAll = () => {
    const crossEntropies = Float64Array.from(
      labels,
      (label, sample) => -Math.log(Math.max(all[sample * 10 + label], FLOAT32_EPSILON)),
    );
    return evaluateScores({ scores: all, labels, classes, crossEntropies });
  };
  return {
    check() {
      const { accuracy, macro, crossEntropy, meanSquaredError, confusionMatrix } = evaluateAll();
      const { precision, recall, f1, auc } = macro;
      return {
        accuracy,
        precision,
        recall,
        f1,
        auc,
        crossEntropy,
        meanSquaredError,
        ones: confusionMatrix[1][1],
      };
    },
    async measure(samples) {
      const times = Math.max(1, Math.round(samples / labels.length));
      const { seconds } = await timed(() => {
        for (let time = 0; time < times; time++) evaluateAll();
      });
      return { seconds, samples: times * labels.length };
    },
  };
}

/** Where scikit-learn's log_loss cuts a float32 probability off, so that all compute the same. */
const FLOAT32_EPSILON = 1.1920928955078125e-7;

/** What an engine lacks on this machine is a reason to skip it, in percept's own words. */
async function orSkip(create) {
  try {
    return await create();
  } catch (error) {
    throw error instanceof PerceptError ? new Skip(error.message) : error;
  }
}
