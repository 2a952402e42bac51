// Numbers of real trainings on MNIST, to six digits, for the snapshots that were looked at.

import type { FoldCurves } from "../../src/training/fold-curves-chart.ts";
import type { LearningCurveEpoch } from "../../src/training/learning-curve-epoch.ts";

/** percept cross-validate --folds 5 --epochs 5 */
export const folds: readonly FoldCurves[] = [
  {
    fold: 1,
    epochs: [
      {
        epoch: 1,
        trainAccuracy: 0.847458,
        trainLoss: 0.998978,
        validationAccuracy: 0.9135,
        validationLoss: 0.596839,
      },
      {
        epoch: 2,
        trainAccuracy: 0.917687,
        trainLoss: 0.555898,
        validationAccuracy: 0.929667,
        validationLoss: 0.486412,
      },
      {
        epoch: 3,
        trainAccuracy: 0.929937,
        trainLoss: 0.47889,
        validationAccuracy: 0.936667,
        validationLoss: 0.446271,
      },
      {
        epoch: 4,
        trainAccuracy: 0.936875,
        trainLoss: 0.434502,
        validationAccuracy: 0.937833,
        validationLoss: 0.421687,
      },
      {
        epoch: 5,
        trainAccuracy: 0.941604,
        trainLoss: 0.403177,
        validationAccuracy: 0.943583,
        validationLoss: 0.394669,
      },
    ],
  },
  {
    fold: 2,
    epochs: [
      {
        epoch: 1,
        trainAccuracy: 0.846708,
        trainLoss: 0.998209,
        validationAccuracy: 0.903,
        validationLoss: 0.641115,
      },
      {
        epoch: 2,
        trainAccuracy: 0.918458,
        trainLoss: 0.551425,
        validationAccuracy: 0.91825,
        validationLoss: 0.535597,
      },
      {
        epoch: 3,
        trainAccuracy: 0.929125,
        trainLoss: 0.47712,
        validationAccuracy: 0.927417,
        validationLoss: 0.479325,
      },
      {
        epoch: 4,
        trainAccuracy: 0.937854,
        trainLoss: 0.435187,
        validationAccuracy: 0.929333,
        validationLoss: 0.469351,
      },
      {
        epoch: 5,
        trainAccuracy: 0.941937,
        trainLoss: 0.405553,
        validationAccuracy: 0.933,
        validationLoss: 0.450741,
      },
    ],
  },
  {
    fold: 3,
    epochs: [
      {
        epoch: 1,
        trainAccuracy: 0.846958,
        trainLoss: 0.996738,
        validationAccuracy: 0.907917,
        validationLoss: 0.618587,
      },
      {
        epoch: 2,
        trainAccuracy: 0.918604,
        trainLoss: 0.548963,
        validationAccuracy: 0.918083,
        validationLoss: 0.532611,
      },
      {
        epoch: 3,
        trainAccuracy: 0.930104,
        trainLoss: 0.473858,
        validationAccuracy: 0.930333,
        validationLoss: 0.475987,
      },
      {
        epoch: 4,
        trainAccuracy: 0.936875,
        trainLoss: 0.433082,
        validationAccuracy: 0.932083,
        validationLoss: 0.446728,
      },
      {
        epoch: 5,
        trainAccuracy: 0.941542,
        trainLoss: 0.403311,
        validationAccuracy: 0.935917,
        validationLoss: 0.431782,
      },
    ],
  },
  {
    fold: 4,
    epochs: [
      {
        epoch: 1,
        trainAccuracy: 0.845583,
        trainLoss: 0.997881,
        validationAccuracy: 0.909167,
        validationLoss: 0.613169,
      },
      {
        epoch: 2,
        trainAccuracy: 0.918333,
        trainLoss: 0.553613,
        validationAccuracy: 0.921167,
        validationLoss: 0.520375,
      },
      {
        epoch: 3,
        trainAccuracy: 0.929562,
        trainLoss: 0.477677,
        validationAccuracy: 0.92775,
        validationLoss: 0.474312,
      },
      {
        epoch: 4,
        trainAccuracy: 0.936562,
        trainLoss: 0.435301,
        validationAccuracy: 0.932167,
        validationLoss: 0.45173,
      },
      {
        epoch: 5,
        trainAccuracy: 0.941292,
        trainLoss: 0.405284,
        validationAccuracy: 0.933667,
        validationLoss: 0.43293,
      },
    ],
  },
  {
    fold: 5,
    epochs: [
      {
        epoch: 1,
        trainAccuracy: 0.847771,
        trainLoss: 0.992835,
        validationAccuracy: 0.907833,
        validationLoss: 0.630583,
      },
      {
        epoch: 2,
        trainAccuracy: 0.920438,
        trainLoss: 0.543215,
        validationAccuracy: 0.921083,
        validationLoss: 0.538972,
      },
      {
        epoch: 3,
        trainAccuracy: 0.932521,
        trainLoss: 0.465402,
        validationAccuracy: 0.930583,
        validationLoss: 0.481967,
      },
      {
        epoch: 4,
        trainAccuracy: 0.938688,
        trainLoss: 0.420187,
        validationAccuracy: 0.932,
        validationLoss: 0.465494,
      },
      {
        epoch: 5,
        trainAccuracy: 0.944146,
        trainLoss: 0.389673,
        validationAccuracy: 0.93775,
        validationLoss: 0.435587,
      },
    ],
  },
];

/** percept train --hidden 30,20 --activation relu --output softmax --descent minibatch --optimizer adam --dropout 0.1 --validation 0.1 --schedule one-cycle --epochs 8 */
export const validated: readonly LearningCurveEpoch[] = [
  {
    epoch: 1,
    trainAccuracy: 0.561426,
    trainLoss: 1.33306,
    validationAccuracy: 0.891,
    validationLoss: 0.439551,
  },
  {
    epoch: 2,
    trainAccuracy: 0.862907,
    trainLoss: 0.454394,
    validationAccuracy: 0.9315,
    validationLoss: 0.234214,
  },
  {
    epoch: 3,
    trainAccuracy: 0.908944,
    trainLoss: 0.308011,
    validationAccuracy: 0.9455,
    validationLoss: 0.183177,
  },
  {
    epoch: 4,
    trainAccuracy: 0.924185,
    trainLoss: 0.255433,
    validationAccuracy: 0.951667,
    validationLoss: 0.160182,
  },
  {
    epoch: 5,
    trainAccuracy: 0.932537,
    trainLoss: 0.223421,
    validationAccuracy: 0.954833,
    validationLoss: 0.144073,
  },
  {
    epoch: 6,
    trainAccuracy: 0.939926,
    trainLoss: 0.196608,
    validationAccuracy: 0.956167,
    validationLoss: 0.134051,
  },
  {
    epoch: 7,
    trainAccuracy: 0.945815,
    trainLoss: 0.180903,
    validationAccuracy: 0.958833,
    validationLoss: 0.13051,
  },
  {
    epoch: 8,
    trainAccuracy: 0.947444,
    trainLoss: 0.174166,
    validationAccuracy: 0.959333,
    validationLoss: 0.129498,
  },
];
