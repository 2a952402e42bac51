// jax-js on its wasm device, as quick as Node lets it be: one thread. A whole step is one jit of valueAndGrad.

import { readFileSync } from "node:fs";
import { defaultDevice, init, jit, nn, numpy as np, valueAndGrad } from "@jax-js/jax";
import { serve, timed } from "./serve.mjs";
import {
  accuracyOf,
  batches,
  fileOrder,
  gatherRows,
  largestDeviation,
  oneHot,
  readBytes,
  readFloats,
  readImages,
  readTransposedWeights,
} from "./task-data.mjs";

const { version } = JSON.parse(
  readFileSync(new URL("../node_modules/@jax-js/jax/package.json", import.meta.url)),
);
const array = (values, ...shape) => np.array(values).reshape(shape);

serve(async (request) => {
  await init("wasm");
  defaultDevice("wasm");
  const { kind } = request.task;
  return { version, ...(kind === "train" ? train(request) : infer(request)) };
});

/** [w1 [inputs, units], b1 [units], w2, ...] */
function parametersOf({ data, task }) {
  return readTransposedWeights(data.weights, task.layers).flatMap(({ units, inputs, weights, bias }) => [
    array(weights, inputs, units),
    array(bias, units),
  ]);
}

/** z of the output layer [n, units]. Functions of jax-js use their arguments up; `ref` keeps one. */
function forward(activation, parameters, x) {
  const activate = { relu: nn.relu, sigmoid: nn.sigmoid }[activation];
  let a = x;
  for (let at = 0; at < parameters.length; at += 2) {
    const z = np.dot(at === 0 ? a : activate(a), parameters[at]).add(parameters[at + 1]);
    a = z;
  }
  return a;
}

function train(request) {
  const { task, data } = request;
  const { activation, output, learningRate, optimizer, momentum = 0, batchSize } = task;
  const images = readImages(data.train.images);
  const targets = oneHot(readBytes(data.train.labels));
  const test = { images: readImages(data.test.images), labels: readBytes(data.test.labels) };

  const lossOf = (parameters, x, y) => {
    const z = forward(activation, parameters, x);
    return output === "sigmoid"
      ? np.log(np.exp(z.ref).add(1)).sub(z.mul(y)).sum() // quicker than its softplus
      : nn.logSoftmax(z, 1).mul(y).sum().mul(-1);
  };

  // Two jits a step: in one, the products would be computed again for each of their uses in the optimizer.
  const gradientsOf = jit((parameters, x, y) => {
    const [loss, gradients] = valueAndGrad(lossOf)(parameters, x, y);
    return { loss, gradients };
  });

  /** `scale` is 1 / samples, `rate` what Adam's bias corrections make of the learning rate. */
  const update = jit((parameters, memory, gradients, scale, rate) => {
    const means = gradients.map((gradient) => gradient.mul(scale.ref));
    scale.dispose();
    const descend = (steps) => parameters.map((w, at) => w.sub(steps[at].mul(rate.ref)));
    if (optimizer === "adam") {
      const m = memory.m.map((old, at) => old.mul(0.9).add(means[at].ref.mul(0.1)));
      const v = memory.v.map((old, at) => old.mul(0.999).add(np.square(means[at]).mul(0.001)));
      const next = descend(m.map((mean, at) => mean.ref.div(np.sqrt(v[at].ref).add(1e-8))));
      rate.dispose();
      return { parameters: next, memory: { m, v } };
    }
    const m =
      optimizer === "momentum" ? memory.m.map((old, at) => old.mul(momentum).add(means[at])) : undefined;
    const next = descend(m ? m.map((step) => step.ref) : means);
    rate.dispose();
    return { parameters: next, memory: m ? { m } : {} };
  });

  function start() {
    const parameters = parametersOf(request);
    const zeros = () => parameters.map((w) => np.zeros(w.shape));
    const memory =
      optimizer === "adam" ? { m: zeros(), v: zeros() } : optimizer === "momentum" ? { m: zeros() } : {};
    return { parameters, memory, steps: 0 };
  }

  async function train(state, indices) {
    const count = indices.length;
    state.steps++;
    const t = state.steps;
    const rate =
      optimizer === "adam" ? (learningRate * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t) : learningRate;
    const { loss, gradients } = gradientsOf(
      state.parameters.map((w) => w.ref),
      array(gatherRows(images, 784, indices), count, 784),
      array(gatherRows(targets, 10, indices), count, 10),
    );
    Object.assign(
      state,
      update(state.parameters, state.memory, gradients, np.array(1 / count), np.array(rate)),
    );
    await state.parameters[0].blockUntilReady(); // steps that wait for each other make all of them slow
    loss.dispose();
  }

  const state = start();
  const order = batches(targets.length / 10, batchSize, task.shuffle);
  return {
    note: "jit(valueAndGrad) and a jit of the optimizer; the loss is computed, hits are not counted",
    async check() {
      const checked = start();
      const all = fileOrder(task.check.trainSamples);
      for (let from = 0; from < all.length; from += batchSize)
        await train(checked, all.subarray(from, from + batchSize));
      const z = forward(activation, checked.parameters, array(test.images, test.labels.length, 784));
      return { testAccuracy: accuracyOf(await z.data(), test.labels) };
    },
    async measure(samples) {
      let done = 0;
      const { seconds } = await timed(async () => {
        while (done < samples) {
          const batch = order.next().value;
          await train(state, batch);
          done += batch.length;
        }
      });
      return { seconds, samples: done };
    },
  };
}

function infer(request) {
  const { task, data } = request;
  const parameters = parametersOf(request);
  const images = readImages(data.test.images);
  const labels = readBytes(data.test.labels);
  const batch = task.kind === "single" ? 1 : labels.length;
  const score = jit((weights, x) => nn.softmax(forward(task.activation, weights, x), 1));
  const scoresOf = (first) => {
    const x = array(images.subarray(first * 784, (first + batch) * 784), batch, 784);
    return score(
      parameters.map((w) => w.ref),
      x,
    ).data();
  };
  return {
    note: "one jit of the whole network",
    async check() {
      const scores = new Float32Array(labels.length * 10);
      for (let first = 0; first < labels.length; first += batch)
        scores.set(await scoresOf(first), first * 10);
      return {
        testAccuracy: accuracyOf(scores, labels),
        largestDeviation: largestDeviation(scores, readFloats(data.expected)),
      };
    },
    async measure(samples) {
      const times = Math.max(1, Math.round(samples / batch));
      const { seconds } = await timed(async () => {
        for (let time = 0; time < times; time++) await scoresOf((time * batch) % labels.length);
      });
      return { seconds, samples: times * batch };
    },
  };
}
