// What the pages show beside their words and equations: a picture, and experiments to start from.

import type { ExperimentSettings } from "percept/experiment";
import type { VNode } from "preact";
import { reportSettings } from "../../state/experiment-link.ts";
import type { learnWords } from "../../text/learn-words.ts";
import { DescentsPicture } from "./pictures/descents-picture.tsx";
import { FoldsPicture } from "./pictures/folds-picture.tsx";
import { KindsPicture } from "./pictures/kinds-picture.tsx";
import { NetworkPicture } from "./pictures/network-picture.tsx";
import { OverfittingPicture } from "./pictures/overfitting-picture.tsx";
import { StepsPicture } from "./pictures/steps-picture.tsx";
import { ThresholdPicture } from "./pictures/threshold-picture.tsx";
import { UnitPicture } from "./pictures/unit-picture.tsx";

export type LessonName = keyof typeof learnWords.lessons;

interface LessonParts {
  readonly Picture: () => VNode;
  /** as many as its words have */
  readonly experiments: readonly ExperimentSettings[];
}

/** Learns 1,200 of the training images by heart: what the picture of over-fitting was measured with. */
const overfit: ExperimentSettings = {
  hidden: [128],
  activation: "relu",
  output: "softmax",
  descent: "minibatch",
  batchSize: 32,
  optimizer: "adam",
  validation: 0.98,
  epochs: 30,
};

export const lessonList: Readonly<Record<LessonName, LessonParts>> = {
  network: {
    Picture: NetworkPicture,
    experiments: [reportSettings],
  },
  forward: {
    Picture: UnitPicture,
    experiments: [{ ...reportSettings, hidden: [] }],
  },
  backward: {
    Picture: StepsPicture,
    experiments: [{ ...reportSettings, learningRate: 5 }],
  },
  descents: {
    Picture: DescentsPicture,
    experiments: [
      { descent: "stochastic" },
      { descent: "minibatch", batchSize: 32, learningRate: 0.3 },
      { descent: "batch", learningRate: 1, epochs: 20 },
    ],
  },
  kinds: {
    Picture: KindsPicture,
    experiments: [{ validation: 0.99, learningRate: 0.1, epochs: 20 }],
  },
  folds: {
    Picture: FoldsPicture,
    experiments: [{ ...reportSettings, validation: 0.2 }],
  },
  metrics: {
    Picture: ThresholdPicture,
    experiments: [reportSettings],
  },
  overfitting: {
    Picture: OverfittingPicture,
    experiments: [overfit, { ...overfit, dropout: 0.5 }],
  },
};

export const lessonNames = Object.keys(lessonList) as LessonName[];
