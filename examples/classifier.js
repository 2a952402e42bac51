// The shortest path, for who knows scikit-learn: two spirals that no line can tell apart.
import { createClassifier } from "percept";

const X = [];
const y = [];
for (let n = 0; n < 200; n++) {
  const turn = Math.sqrt(n / 200) * 3 * Math.PI;
  for (const [label, side] of [
    ["left", 1],
    ["right", -1],
  ]) {
    X.push([(side * turn * Math.cos(turn)) / 5, (side * turn * Math.sin(turn)) / 5]);
    y.push(label);
  }
}

const classifier = createClassifier({
  hidden: [32, 32],
  activation: "relu",
  output: "softmax",
  descent: "minibatch",
  optimizer: "adam",
  learningRate: 0.01,
  epochs: 100,
});
await classifier.fit(X, y);
console.log(`accuracy ${await classifier.score(X, y)}`);
console.log(`at (0.1, 0.1): ${await classifier.predict([[0.1, 0.1]])}`);
const [probabilities] = await classifier.predictProba([[0.1, 0.1]]);
console.log(
  classifier
    .classes()
    .map((label, k) => `${label} ${probabilities[k].toFixed(3)}`)
    .join(", "),
);

// Data that come bit by bit: an epoch over each part.
const online = createClassifier({ hidden: [32], activation: "tanh", learningRate: 0.05 });
for (let from = 0; from < X.length; from += 100) {
  await online.partialFit(X.slice(from, from + 100), y.slice(from, from + 100), ["left", "right"]);
}
