import { learningCurveChart } from "percept-charts";
import type { VNode } from "preact";
import { ChartView } from "../../../components/chart-view.tsx";

/**
 * Training accuracy and loss, validation accuracy and loss of each epoch: percept train --validation 0.98 --epochs 30
 * --hidden 128 --activation relu --output softmax --descent minibatch --batch-size 32 --optimizer adam
 */
const epochs = [
  [0.5892, 1.4638, 0.8032, 0.8063],
  [0.8733, 0.555, 0.8593, 0.5106],
  [0.9225, 0.3544, 0.8805, 0.4355],
  [0.9433, 0.273, 0.8831, 0.4077],
  [0.96, 0.2084, 0.8844, 0.395],
  [0.9683, 0.1682, 0.8874, 0.386],
  [0.9783, 0.1386, 0.8836, 0.3904],
  [0.9758, 0.1175, 0.8856, 0.3805],
  [0.985, 0.095, 0.8888, 0.3737],
  [0.99, 0.0801, 0.8879, 0.3793],
  [0.9925, 0.067, 0.8876, 0.377],
  [0.9967, 0.0542, 0.8901, 0.3766],
  [0.9983, 0.0457, 0.8925, 0.3709],
  [0.9992, 0.0382, 0.8918, 0.3767],
  [0.9992, 0.0335, 0.8902, 0.3808],
  [0.9992, 0.0297, 0.8913, 0.3808],
  [1, 0.0257, 0.8923, 0.384],
  [1, 0.0226, 0.8925, 0.385],
  [1, 0.0196, 0.8931, 0.3874],
  [1, 0.0174, 0.893, 0.3879],
  [1, 0.0156, 0.8892, 0.4023],
  [1, 0.0141, 0.8927, 0.3946],
  [1, 0.0127, 0.8935, 0.3957],
  [1, 0.0115, 0.8934, 0.3986],
  [1, 0.0104, 0.8941, 0.398],
  [1, 0.0096, 0.8942, 0.4019],
  [1, 0.0089, 0.8935, 0.407],
  [1, 0.0081, 0.8937, 0.4082],
  [1, 0.0075, 0.895, 0.4086],
  [1, 0.0069, 0.8949, 0.41],
];

export function OverfittingPicture(): VNode {
  const chart = learningCurveChart({
    title: "1,200 images, learned by heart",
    epochs: epochs.map(([trainAccuracy, trainLoss, validationAccuracy, validationLoss], index) => ({
      epoch: index + 1,
      trainAccuracy,
      trainLoss,
      validationAccuracy,
      validationLoss,
    })),
  });
  return <ChartView chart={chart} />;
}
