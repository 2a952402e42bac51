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
  defineExperiment,
  type Experiment,
  type ExperimentSettings,
  type Hyperparameter,
  type HyperparameterName,
  hyperparameterGroups,
  hyperparameterNames,
  hyperparameters,
  withoutStray,
} from "./experiment.ts";
export { createLabels, type Labels, MAX_CLASSES, selectLabels } from "./labels.ts";
export { type Monitor, monitors } from "./monitors.ts";
export { shortened, shown } from "./shown.ts";

// Bytes to arrays.

export { parseJson } from "./encoding/json.ts";
export { type NpyArray, type NumericArray, readNpy, writeNpy } from "./encoding/npy.ts";
export { readNpz, writeNpz } from "./encoding/npz.ts";
export type { UnpackOptions } from "./encoding/unpack-limit.ts";
export { readZip, writeZip, type ZipOptions } from "./encoding/zip.ts";

// What TensorBoard reads.

export {
  type BinnedValues,
  encodeEvents,
  eventFileHead,
  type SummaryImage,
  type SummaryValue,
  type TensorboardEvent,
} from "./encoding/event-file.ts";

// Arrays to samples.

export { alignClasses } from "./dataset/align-classes.ts";
export { type ClassNames, parseClassNames } from "./dataset/class-names.ts";
export { type DataCard, dataCard, type SplitCard } from "./dataset/data-card.ts";
export { checkSameShape, digitClasses, type ImagesAndLabels } from "./dataset/digits.ts";
export { type Duplicates, findDuplicates } from "./dataset/duplicates.ts";
export { type Fold, splitFolds } from "./dataset/folds.ts";

export {
  type IdxArray,
  type IdxImages,
  idxByteLength,
  parseIdx,
  parseIdxImages,
  parseIdxLabels,
} from "./dataset/idx.ts";
export { findIdxFiles, type IdxFiles, looksLikeIdx } from "./dataset/idx-files.ts";

export { asMnist } from "./dataset/image/as-mnist.ts";
export { type DecodeOptions, decodeImage, isImageName } from "./dataset/image/decode-image.ts";
export { encodeGreyPng } from "./dataset/image/encode-png.ts";
export { greyImage } from "./dataset/image/grey-image.ts";
export type { Image } from "./dataset/image/image.ts";
export {
  type FolderFile,
  type ImageFolderOptions,
  isImageFolder,
  readImageFolder,
} from "./dataset/image/image-folder.ts";
export type { Box, Ink } from "./dataset/image/ink.ts";
export { inkOfImage } from "./dataset/image/ink-of-image.ts";
export { scaleByArea } from "./dataset/image/scale-by-area.ts";
export {
  fillDataset,
  fillMissing,
  type Imputation,
  learnImputation,
  withoutMissing,
} from "./dataset/imputation.ts";
export { parseKerasNpz } from "./dataset/keras-npz.ts";
export { labelledImages } from "./dataset/labelled-images.ts";
export type { ByteSource } from "./dataset/parquet/byte-source.ts";
export { type ParquetPart, readParquet } from "./dataset/parquet/read-parquet.ts";
export { readParquetFeatures } from "./dataset/parquet/read-parquet-features.ts";
export {
  createSamples,
  type Dataset,
  type Samples,
  selectSamples,
  sliceSamples,
  type Task,
  targetsEach,
} from "./dataset/samples.ts";
export { samplesOfClasses } from "./dataset/samples-of-classes.ts";
export { splitValidation, withValidation } from "./dataset/split-validation.ts";
export type { Chunks } from "./dataset/table/csv-text.ts";
export { readCsv } from "./dataset/table/read-csv.ts";
export { type FeatureOptions, type FeatureRows, readCsvFeatures } from "./dataset/table/read-features.ts";
export type { Missing, Table, TableOptions } from "./dataset/table/table.ts";
export { type TableParts, tableDataset } from "./dataset/table/table-dataset.ts";
export { csvPieces } from "./dataset/table/write-csv.ts";
export { parseTableNpz } from "./dataset/table-npz.ts";
export {
  createToySet,
  isToySet,
  type ToySetName,
  type ToySetOptions,
  toySetNames,
} from "./dataset/toy-sets.ts";
export { transposeImages } from "./dataset/transpose-images.ts";
export { type DatasetFiles, datasetIdx, datasetNpz } from "./dataset/write-dataset.ts";

// The network and its weights.

export { type ActivationName, activationNames } from "./network/activations.ts";
export { createNetwork } from "./network/create-network.ts";
export { createObjective, createRule } from "./network/create-objective.ts";
export {
  type InitializerName,
  initializerNames,
  initialWeights,
  isInitializer,
} from "./network/initializers.ts";
export { findNonFinite, type Matrix, norm, type Precision } from "./network/matrix.ts";
export { checkWeights, type Layer, layerSizes, type Network, type Weights } from "./network/network.ts";
export { type Objective, plainObjective } from "./network/objective.ts";
export { plainDescent, type UpdateRule } from "./network/optimizers.ts";
export type { Scaling, TargetScaling } from "./network/scaling.ts";

// What does the arithmetic.

export { createEngine, resolveEngine } from "./engine/create-engine.ts";
export {
  type Batch,
  type Engine,
  type EngineName,
  type EngineSettings,
  emptyTally,
  type Gradients,
  type Scores,
  type StepRange,
  type Tally,
  type UpdateOrder,
} from "./engine/engine.ts";

// Training.

export { type Checkpoint, checkpointAfter, loadCheckpoint, saveCheckpoint } from "./training/checkpoint.ts";
export {
  checkNoValidation,
  type FoldOptions,
  type FoldResult,
  foldDataset,
  trainFold,
} from "./training/cross-validation.ts";
export { type Divergence, DivergenceError } from "./training/divergence.ts";
export {
  checkGradients,
  type GradientCheckOptions,
  gradientBounds,
  type LayerCheck,
} from "./training/gradient-check.ts";
export type { GradientHistogram } from "./training/gradient-histogram.ts";
export type { EpochRecord } from "./training/history.ts";
export { type LayerStatistics, layerStatistics } from "./training/layer-statistics.ts";
export { type LayerWarning, layerWarnings } from "./training/layer-warnings.ts";
export {
  type FoldMetric,
  type FoldsSummary,
  flatMetrics,
  foldMetrics,
  type PooledPredictions,
  type PooledScores,
  poolPredictions,
  poolScores,
  summarizeFolds,
  summarizeRegressionFolds,
} from "./training/summarize-folds.ts";
export {
  createTraining,
  type EpochProgress,
  type Progress,
  type StepsProgress,
  type Training,
  type TrainingOptions,
} from "./training/train.ts";

export {
  epochSummary,
  finalSummary,
  settingsSummary,
  weightsSummary,
} from "./training/training-summary.ts";

// The model, as bytes.

export type { ForeignOptions, LoadedModelFile } from "./format/foreign-model.ts";
export { loadModelFile, readableModelEndings } from "./format/load-model-file.ts";
export type { Model } from "./format/model.ts";
export {
  type ModelEnding,
  type ModelFormat,
  modelEndingOf,
  modelEndings,
  modelFormats,
  saveModelAs,
} from "./format/model-formats.ts";
export { loadModel, saveModel } from "./format/model-npz.ts";
export { loadWeights } from "./format/weights-npz.ts";
export { weightsSha256 } from "./format/weights-sha256.ts";

// What it says of samples, and how right it is.

export { type Calibration, type CalibrationBin, calibration } from "./metrics/calibration.ts";
export { accuracy, type ClassMetrics, classMetrics } from "./metrics/classification.ts";
export { type ConfusionMatrix, confusionMatrix, predictedClasses } from "./metrics/confusion-matrix.ts";
export { evaluateScores, type Metrics, type ScoredSamples } from "./metrics/evaluate.ts";
export { type Histogram, histogram } from "./metrics/histogram.ts";
export { type Mistake, type Mistakes, mistakes } from "./metrics/mistakes.ts";
export { type SortedScores, sortedScores } from "./metrics/parted-scores.ts";
export {
  averagePrecision,
  type PrecisionRecallCurve,
  precisionRecallCurve,
} from "./metrics/precision-recall.ts";
export {
  evaluateTargets,
  type PredictedTargets,
  type RegressionMetrics,
  type TargetMetrics,
} from "./metrics/regression.ts";
export { auc, type RocCurve, rocCurve, rocCurveAtEvenThresholds } from "./metrics/roc.ts";
export { type Summary, summarize } from "./metrics/summarize.ts";
export { evaluate, evaluatePredictions, evaluateRegression, isRegression } from "./prediction/evaluate.ts";
export { inputSaliency } from "./prediction/input-saliency.ts";
export { type Prediction, predict } from "./prediction/predict.ts";
export { createPredictor, type Predictor } from "./prediction/predictor.ts";
export {
  type EngineOptions,
  engineFor,
  type SampleScores,
  scoreSamples,
} from "./prediction/score-samples.ts";
export { type DeltaTrace, traceDeltas } from "./prediction/trace-deltas.ts";
export { contributions, type SampleTrace, traceSample } from "./prediction/trace-sample.ts";

// All of it at once, for who knows scikit-learn.

export { type Classifier, createClassifier, type Rows } from "./classifier.ts";
