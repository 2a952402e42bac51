export { dataWords } from "./data-words.ts";
export { examineWords } from "./examine-words.ts";

import { compareWords } from "./compare-words.ts";
import { drawWords } from "./draw-words.ts";
import { insideWords } from "./inside-words.ts";

/** Every word of the page, in one place, ready for translation. */
export const words = {
  title: "percept studio",
  skip: "Skip to the content",
  navigation: "Views",
  views: {
    train: "Train",
    inside: "Inside",
    examine: "Examine",
    draw: "Draw",
    data: "Data",
    compare: "Compare",
    learn: "Learn",
  },
  train: {
    heading: "Train a network",
    start: "Start",
    resume: "Go on",
    pause: "Pause",
    step: "One step",
    epoch: "One epoch",
    reset: "Reset",
    settings: "Settings",
    loading: (percent: number) => `Loading MNIST: ${percent} %`,
    samples: (count: string, name: string) => `${count} training samples of ${name}`,
    epochOf: (epoch: number, epochs: number) => `Epoch ${epoch} of ${epochs}`,
    accuracy: "Training accuracy",
    validationAccuracy: "Validation accuracy",
    loss: "Training loss",
    pace: "Samples a second",
    left: "Time left",
    sha256: "SHA-256 of the weights",
    curve: "Learning curve",
    rateNow: "Learning rate from here on",
    badRate: (range: string, got: string) => `The learning rate must be ${range}, got ${got || "nothing"}.`,
    changed: (rate: number, step: number) => `${rate} since step ${step.toLocaleString("en-US")}`,
  },
  inside: insideWords,
  draw: drawWords,
  ...compareWords,
} as const;
