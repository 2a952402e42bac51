// TensorFlow.js on its wasm backend (SIMD, one thread: it has no others in Node). Gradients and optimizers are written
// out over its operations, which is three times as fast as its automatic ones.

import { createRequire } from "node:module";
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

const require = createRequire(import.meta.url);
const tf = require("@tensorflow/tfjs-core");
const wasm = require("@tensorflow/tfjs-backend-wasm");

serve(async (request) => {
  wasm.setThreadsCount(1);
  await tf.setBackend("wasm");
  await tf.ready();
  const { kind } = request.task;
  return { version: tf.version_core, ...(kind === "train" ? train(request) : infer(request)) };
});

/** { w [inputs, units], b [units] } of each layer */
function layersOf({ data, task }) {
  return readTransposedWeights(data.weights, task.layers).map(({ units, inputs, weights, bias }) => ({
    w: tf.tensor2d(weights, [inputs, units]),
    b: tf.tensor1d(bias),
  }));
}

/** Each layer's input, and z of the output layer. */
function forward(activation, layers, x) {
  const inputs = [x];
  for (const { w, b } of layers.slice(0, -1))
    inputs.push(tf.fused.matMul({ a: inputs.at(-1), b: w, bias: b, activation }));
  const { w, b } = layers.at(-1);
  return { inputs, z: tf.fused.matMul({ a: inputs.at(-1), b: w, bias: b }) };
}

function train(request) {
  const { task, data } = request;
  const { activation, output, batchSize } = task;
  const images = readImages(data.train.images);
  const targets = oneHot(readBytes(data.train.labels));
  const derivative = { sigmoid: (a) => tf.mul(a, tf.sub(1, a)), relu: (a) => tf.step(a) }[activation];

  /** dL/dw and dL/db of each layer: means over the batch. */
  function gradientsOf(layers, x, y) {
    const { inputs, z } = forward(activation, layers, x);
    const a = output === "sigmoid" ? tf.sigmoid(z) : tf.softmax(z);
    let delta = tf.sub(a, y);
    if (x.shape[0] > 1) delta = tf.div(delta, x.shape[0]);
    const gradients = [];
    for (let layer = layers.length - 1; layer >= 0; layer--) {
      const b = x.shape[0] > 1 ? tf.sum(delta, 0) : tf.reshape(delta, [delta.shape[1]]);
      // transposed first: its quick product takes no transposed operand
      gradients.unshift({ w: tf.matMul(tf.transpose(inputs[layer]), delta), b });
      if (layer > 0)
        delta = tf.mul(tf.matMul(delta, tf.transpose(layers[layer].w)), derivative(inputs[layer]));
    }
    return gradients;
  }

  function start() {
    const layers = layersOf(request);
    const zeros = () => layers.map(({ w, b }) => ({ w: tf.zerosLike(w), b: tf.zerosLike(b) }));
    const needed = { sgd: [], momentum: ["m"], adam: ["m", "v"] }[task.optimizer];
    return { layers, memory: Object.fromEntries(needed.map((name) => [name, zeros()])), steps: 0 };
  }

  function step(state, indices) {
    state.steps++;
    const before = [state.layers, ...Object.values(state.memory)];
    const after = tf.tidy(() => {
      // copied here: its gather takes five times as long
      const x = tf.tensor2d(gatherRows(images, 784, indices), [indices.length, 784]);
      const y = tf.tensor2d(gatherRows(targets, 10, indices), [indices.length, 10]);
      return update(task, state, gradientsOf(state.layers, x, y));
    });
    Object.assign(state, after);
    for (const layers of before) for (const { w, b } of layers) tf.dispose([w, b]);
  }

  const state = start();
  const order = batches(60_000, batchSize, task.shuffle);
  return {
    note: "gradients and optimizer written out; neither loss nor hits are counted",
    async check() {
      const checked = start();
      const all = fileOrder(task.check.trainSamples);
      for (let from = 0; from < all.length; from += batchSize)
        step(checked, all.subarray(from, from + batchSize));
      const test = tf.tensor2d(readImages(data.test.images), [10_000, 784]);
      const z = tf.tidy(() => forward(activation, checked.layers, test).z);
      const testAccuracy = accuracyOf(await z.data(), readBytes(data.test.labels));
      test.dispose();
      return { testAccuracy };
    },
    async measure(samples) {
      let done = 0;
      const { seconds } = await timed(() => {
        while (done < samples) {
          const batch = order.next().value;
          step(state, batch);
          done += batch.length;
        }
      });
      return { seconds, samples: done };
    },
  };
}

/** The weights and the optimizer's memory after a step, for tf.tidy to keep. */
function update({ optimizer, learningRate, momentum }, { layers, memory, steps }, gradients) {
  const each = (change) =>
    layers.map((_, layer) => Object.fromEntries(["w", "b"].map((part) => [part, change(layer, part)])));
  if (optimizer === "sgd")
    return {
      layers: each((l, part) => tf.sub(layers[l][part], tf.mul(gradients[l][part], learningRate))),
      memory,
    };
  if (optimizer === "momentum") {
    const m = each((l, part) => tf.add(tf.mul(memory.m[l][part], momentum), gradients[l][part]));
    return {
      layers: each((l, part) => tf.sub(layers[l][part], tf.mul(m[l][part], learningRate))),
      memory: { m },
    };
  }
  const rate = (learningRate * Math.sqrt(1 - 0.999 ** steps)) / (1 - 0.9 ** steps);
  const m = each((l, part) => tf.add(tf.mul(memory.m[l][part], 0.9), tf.mul(gradients[l][part], 0.1)));
  const v = each((l, part) =>
    tf.add(tf.mul(memory.v[l][part], 0.999), tf.mul(tf.mul(gradients[l][part], gradients[l][part]), 0.001)),
  );
  const next = each((l, part) =>
    tf.sub(layers[l][part], tf.div(tf.mul(m[l][part], rate), tf.add(tf.sqrt(v[l][part]), 1e-8))),
  );
  return { layers: next, memory: { m, v } };
}

function infer(request) {
  const { task, data } = request;
  const layers = layersOf(request);
  const images = readImages(data.test.images);
  const labels = readBytes(data.test.labels);
  const batch = task.kind === "single" ? 1 : labels.length;
  const scoresOf = (first) => {
    const scores = tf.tidy(() => {
      const x = tf.tensor2d(images.subarray(first * 784, (first + batch) * 784), [batch, 784]);
      return tf.softmax(forward(task.activation, layers, x).z);
    });
    const values = scores.dataSync();
    scores.dispose();
    return values;
  };
  return {
    note: "fused matMul, bias and activation",
    check() {
      const scores = new Float32Array(labels.length * 10);
      for (let first = 0; first < labels.length; first += batch) scores.set(scoresOf(first), first * 10);
      return {
        testAccuracy: accuracyOf(scores, labels),
        largestDeviation: largestDeviation(scores, readFloats(data.expected)),
      };
    },
    async measure(samples) {
      const times = Math.max(1, Math.round(samples / batch));
      const { seconds } = await timed(() => {
        for (let time = 0; time < times; time++) scoresOf((time * batch) % labels.length);
      });
      return { seconds, samples: times * batch };
    },
  };
}
