// percept, in the order of the data's way.

// What can go wrong, and every setting of a training.

export {
  type ErrorCode,
  FileError,
  FormatError,
  ParameterError,
  PerceptError,
  ShapeError,
} from "./errors.ts";
export {
  checkSetting,
  createExperiment,
  type Experiment,
  type Hyperparameter,
  type HyperparameterName,
  hyperparameterNames,
  hyperparameters,
} from "./experiment.ts";

// Bytes to arrays.

export { type NpyArray, type NumericArray, readNpy, writeNpy } from "./encoding/npy.ts";
export { readNpz, writeNpz } from "./encoding/npz.ts";

// Arrays to samples.

export { type IdxImages, parseIdxImages, parseIdxLabels } from "./dataset/idx.ts";
export { createSamples, type Dataset, type Samples, sliceSamples } from "./dataset/samples.ts";

// The network and its weights.

export { createNetwork } from "./network/create-network.ts";
export { initialWeights } from "./network/initializers.ts";
export { findNonFinite, type Matrix, type Precision } from "./network/matrix.ts";
export { checkWeights, type Layer, layerSizes, type Network, type Weights } from "./network/network.ts";

// What does the arithmetic.

export { createEngine } from "./engine/create-engine.ts";
export {
  type Engine,
  type EngineName,
  type EngineSettings,
  emptyTally,
  type Scores,
  type StepRange,
  type Tally,
  type UpdateOrder,
} from "./engine/engine.ts";

// Training.

export { type Checkpoint, checkpointAfter, loadCheckpoint, saveCheckpoint } from "./training/checkpoint.ts";
export { type Divergence, DivergenceError } from "./training/divergence.ts";
export {
  checkGradients,
  type GradientCheckOptions,
  gradientBounds,
  type LayerCheck,
} from "./training/gradient-check.ts";
export type { EpochRecord } from "./training/history.ts";
export {
  createTraining,
  type EpochProgress,
  type Progress,
  type StepsProgress,
  type Training,
  type TrainingOptions,
} from "./training/train.ts";

// The model, as bytes.

export type { Model } from "./format/model.ts";
export { loadModel, saveModel } from "./format/model-npz.ts";
export { loadWeights } from "./format/weights-npz.ts";
export { weightsSha256 } from "./format/weights-sha256.ts";

// What it says of samples, and how right it is.

export { accuracy, type ClassMetrics, classMetrics } from "./metrics/classification.ts";
export { type ConfusionMatrix, confusionMatrix, predictedClasses } from "./metrics/confusion-matrix.ts";
export { evaluateScores, type Metrics, type ScoredSamples } from "./metrics/evaluate.ts";
export { auc, type RocCurve, rocCurve, rocCurveAtEvenThresholds, sortedScores } from "./metrics/roc.ts";
export { evaluate } from "./prediction/evaluate.ts";
export { type Prediction, predict } from "./prediction/predict.ts";
export { engineFor, type SampleScores, scoreSamples } from "./prediction/score-samples.ts";
