import { ParameterError } from "./errors.ts";
import type { Experiment, HyperparameterName } from "./hyperparameters.ts";

/**
 * Refuses settings that are right each for itself, but make no sense together.
 * @throws {ParameterError} saying what goes together, what was given, and what to choose
 */
export function checkCombination(experiment: Experiment): void {
  for (const check of [
    checkEngine,
    checkTask,
    checkNetwork,
    checkSchedule,
    checkMonitor,
    checkReportsWay,
    checkLbfgs,
  ]) {
    check(experiment);
  }
}

function checkEngine({ engine, precision }: Experiment): void {
  if ((engine !== "wasm" && engine !== "blas") || precision !== "float64") return;
  throw new ParameterError(
    `engine ${engine} works in float32, got precision float64.`,
    "Choose engine reference (or auto) for float64, or precision float32.",
  );
}

function checkTask({ task, output, loss, monitor }: Experiment): void {
  if (task !== "regression") return;
  if (output !== "identity" || loss !== "mean-squared-error") {
    throw new ParameterError(
      `task regression needs output identity and loss mean-squared-error, got output ${output} and loss ${loss}.`,
      "Leave both out: they are a regression's defaults.",
    );
  }
  if (monitor === undefined || monitor.endsWith("Loss")) return;
  throw new ParameterError(
    `monitor ${monitor} is of classes, got task regression.`,
    "Monitor trainLoss or validationLoss.",
  );
}

function checkNetwork({ activation, dropout, hidden, loss, output }: Experiment): void {
  if (output === "identity" && loss === "cross-entropy") {
    throw new ParameterError(
      "loss cross-entropy needs output sigmoid or softmax, got output identity.",
      "Choose loss mean-squared-error, or output softmax. The pairs are cross-entropy with sigmoid or softmax, " +
        "mean-squared-error with sigmoid, softmax or identity.",
    );
  }
  if (Array.isArray(activation) && activation.length !== hidden.length) {
    throw new ParameterError(
      `activation must be one, or one for each of ${counted(hidden.length)}, got ${activation.length}.`,
      "Give one for all, or as many as hidden has.",
    );
  }
  if (Array.isArray(dropout) && dropout.length !== 1 + hidden.length) {
    throw new ParameterError(
      `dropout must be one for the hidden layers, or ${1 + hidden.length}: one for the inputs and one for each of ` +
        `${counted(hidden.length)}, got ${dropout.length}.`,
      "The inputs come first: 0.2,0.5 for one hidden layer.",
    );
  }
  if (typeof dropout === "number" && dropout > 0 && hidden.length === 0) {
    throw new ParameterError(
      `dropout ${dropout} is for hidden layers, got hidden none.`,
      "Leave it out, or choose inputNoise, which is for the inputs.",
    );
  }
}

function checkSchedule({ schedule, learningRate, minLearningRate, warmupEpochs, epochs }: Experiment): void {
  if (minLearningRate !== undefined && minLearningRate > learningRate) {
    throw new ParameterError(
      `minLearningRate must be at most learningRate ${learningRate}, got ${minLearningRate}.`,
      `Schedule ${schedule} goes down from learningRate to minLearningRate.`,
    );
  }
  if (warmupEpochs && warmupEpochs > epochs) {
    throw new ParameterError(
      `warmupEpochs must be at most epochs ${epochs}, got ${warmupEpochs}.`,
      "The learning rate would never reach its top.",
    );
  }
}

function checkMonitor({ monitor, validation }: Experiment): void {
  if (!monitor?.startsWith("validation") || validation !== null) return;
  throw new ParameterError(
    `monitor ${monitor} needs a validation set, got none.`,
    "Give a validation share like 0.1, or monitor trainLoss.",
  );
}

/** An update that is the optimizer's step and nothing else. */
const plainUpdate = { l1: 0, weightDecay: 0, clipNorm: null, maxNorm: null } as const;

function checkReportsWay(experiment: Experiment): void {
  if (experiment.updateOrder !== "output-first") return;
  const stray = findOther(experiment, { descent: "stochastic", optimizer: "sgd", l2: 0, ...plainUpdate });
  if (!stray) return;
  throw new ParameterError(
    `updateOrder output-first is the way of the report's program, stochastic descent with plain sgd, got ${stray}.`,
    "Choose updateOrder together.",
  );
}

function checkLbfgs(experiment: Experiment): void {
  if (experiment.optimizer !== "lbfgs") return;
  const still = [experiment.dropout].flat().every((share) => share === 0);
  const wanted = { descent: "batch", inputNoise: 0, schedule: "constant", ...plainUpdate } as const;
  const stray = findOther(experiment, wanted) ?? (still ? undefined : "dropout");
  if (!stray) return;
  throw new ParameterError(
    `optimizer lbfgs needs batch descent and an objective that is smooth and stays the same, got ${stray}.`,
    "Choose descent batch without l1, weightDecay, clipNorm, maxNorm, dropout, inputNoise and schedule, " +
      "or another optimizer.",
  );
}

/** The first setting that is not as wanted, with its value. */
function findOther(experiment: Experiment, wanted: Partial<Experiment>): string | undefined {
  const names = Object.keys(wanted) as HyperparameterName[];
  const name = names.find((key) => experiment[key] !== wanted[key]);
  return name && `${name} ${experiment[name]}`;
}

function counted(layers: number): string {
  return `${layers} hidden layer${layers === 1 ? "" : "s"}`;
}
