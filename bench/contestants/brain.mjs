// brain.js: NeuralNetwork.train, one image a step in file order. Its only loss is the squared error.

import { createRequire } from "node:module";
import { serve, timed } from "./serve.mjs";
import { accuracyOf, oneHot, readBytes, readImages, readWeights } from "./task-data.mjs";

const require = createRequire(import.meta.url);
const brain = require("brain.js");
const { version } = require("brain.js/package.json");

const MOST_IMAGES = 20_000;

serve(({ task, data }) => {
  // It wants plain arrays, which take much memory: the first images are enough for what it gets through.
  const examples = ({ images, labels }) => {
    const [pixels, targets] = [readImages(images, MOST_IMAGES), oneHot(readBytes(labels))];
    return Array.from({ length: pixels.length / 784 }, (_, n) => ({
      input: Array.from(pixels.subarray(n * 784, (n + 1) * 784)),
      output: Array.from(targets.subarray(n * 10, (n + 1) * 10)),
    }));
  };
  const train = examples(data.train);
  const test = examples(data.test);
  const rate = task.learningRateOf.brain;
  const once = { iterations: 1, errorThresh: 1e-9, learningRate: rate, momentum: 1e-9 }; // it takes no 0

  function start() {
    const net = new brain.NeuralNetwork({
      hiddenLayers: task.layers.slice(1, -1),
      activation: task.activation,
    });
    net.train(train.slice(0, 1), once); // makes the weights, which are replaced
    readWeights(data.weights, task.layers).forEach(({ units, inputs, values }, index) => {
      for (let unit = 0; unit < units; unit++) {
        const row = values.subarray(unit * (1 + inputs), (unit + 1) * (1 + inputs));
        net.biases[index + 1][unit] = row[0];
        for (let input = 0; input < inputs; input++) net.weights[index + 1][unit][input] = row[1 + input];
      }
    });
    return net;
  }

  const network = start();
  let at = 0;
  return {
    version,
    note: `squared error, learning rate ${rate}; the error is summed, hits are not counted`,
    check() {
      const net = start();
      net.train(train.slice(0, task.check.trainSamples), once);
      const scores = Float32Array.from(test.flatMap(({ input }) => Array.from(net.run(input))));
      return { testAccuracy: accuracyOf(scores, readBytes(data.test.labels)) };
    },
    async measure(samples) {
      let done = 0;
      const { seconds } = await timed(() => {
        while (done < samples) {
          const part = train.slice(at, at + samples - done);
          network.train(part, once);
          at = (at + part.length) % train.length;
          done += part.length;
        }
      });
      return { seconds, samples: done };
    },
  };
});
