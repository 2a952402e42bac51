// convnetjs: Trainer.train, one image a call; softmax cross-entropy is what it has for classes.

import { createRequire } from "node:module";
import { serve, timed } from "./serve.mjs";
import { accuracyOf, batches, readBytes, readImages, readWeights } from "./task-data.mjs";

const require = createRequire(import.meta.url);
const { Net, Trainer, Vol } = require("convnetjs");
const { version } = require("convnetjs/package.json");

const MOST_IMAGES = 20_000;

serve(({ task, data }) => {
  // Its volumes take 12 KB an image: the first images are enough for what it gets through.
  const volumes = (path) => {
    const pixels = readImages(path, MOST_IMAGES);
    return Array.from({ length: pixels.length / 784 }, (_, n) => {
      const volume = new Vol(1, 1, 784, 0);
      volume.w.set(pixels.subarray(n * 784, (n + 1) * 784));
      return volume;
    });
  };
  const [train, test] = [volumes(data.train.images), volumes(data.test.images)];
  const labels = readBytes(data.train.labels);
  // It has no Adam: momentum instead, which is less work.
  const rate = task.optimizer === "sgd" ? task.learningRate : task.learningRateOf.convnet;
  const momentum = task.optimizer === "sgd" ? 0 : 0.9;

  function start() {
    const net = new Net();
    net.makeLayers([
      { type: "input", out_sx: 1, out_sy: 1, out_depth: 784 },
      ...task.layers
        .slice(1, -1)
        .map((units) => ({ type: "fc", num_neurons: units, activation: task.activation })),
      { type: "softmax", num_classes: 10 },
    ]);
    const dense = net.layers.filter(({ layer_type }) => layer_type === "fc");
    readWeights(data.weights, task.layers).forEach(({ inputs, values }, index) => {
      dense[index].filters.forEach((filter, unit) => {
        const row = values.subarray(unit * (1 + inputs), (unit + 1) * (1 + inputs));
        dense[index].biases.w[unit] = row[0];
        filter.w.set(row.subarray(1));
      });
    });
    const trainer = new Trainer(net, {
      method: "sgd",
      learning_rate: rate,
      momentum,
      batch_size: task.batchSize,
    });
    return { net, trainer };
  }

  const { trainer } = start();
  const order = batches(train.length, 1, task.shuffle);
  return {
    version,
    note: `softmax cross-entropy, ${momentum ? `momentum instead of Adam, learning rate ${rate}` : "sgd"}; the loss is known, hits are not counted`,
    check() {
      const { net, trainer } = start();
      for (let n = 0; n < task.check.trainSamples; n++) trainer.train(train[n], labels[n]);
      const scores = Float32Array.from(test.flatMap((volume) => Array.from(net.forward(volume).w)));
      return { testAccuracy: accuracyOf(scores, readBytes(data.test.labels)) };
    },
    async measure(samples) {
      const { seconds } = await timed(() => {
        for (let done = 0; done < samples; done++) {
          const [n] = order.next().value;
          trainer.train(train[n], labels[n]);
        }
      });
      return { seconds, samples };
    },
  };
});
