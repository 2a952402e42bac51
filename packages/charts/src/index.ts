// percept-charts, in the order of the data's way: from samples to what a network made of them.

// A picture, and the numbers beside it.

export type { Chart, PlotPanel, Table } from "./draw/chart.ts";

// The samples, and what is seen in them: the weights of units, the mistakes.

export type { ImageShape } from "./images/image-grid.ts";
export { type Mistake, type MistakesChartOptions, mistakesChart } from "./images/mistakes-chart.ts";
export { type SampleRow, type SamplesChartOptions, samplesChart } from "./images/samples-chart.ts";
export { type UnitWeights, type WeightsChartOptions, weightsChart } from "./images/weights-chart.ts";

// The network: its layers, and what goes on in them.

export type { LayerHistograms, LayerHistogramsEpoch } from "./network/layer-histograms.ts";
export { type LayerHistogramsChartOptions, layerHistogramsChart } from "./network/layer-histograms-chart.ts";
export { type NetworkChartOptions, networkChart } from "./network/network-chart.ts";
export type { Layer as NetworkLayer } from "./network/network-columns.ts";
export type { Histogram } from "./network/resample-histogram.ts";

// Its training, epoch by epoch.

export type { LossScale } from "./axes/measure-axis.ts";
export {
  type FoldCurves,
  type FoldCurvesChartOptions,
  foldCurvesChart,
} from "./training/fold-curves-chart.ts";
export { type LearningCurveChartOptions, learningCurveChart } from "./training/learning-curve-chart.ts";
export type { LearningCurveEpoch } from "./training/learning-curve-epoch.ts";
export {
  type EpochRate,
  type ScheduleChartOptions,
  type StepRate,
  scheduleChart,
} from "./training/schedule-chart.ts";

// Its scores, at every threshold.

export { type PrecisionRecallChartOptions, precisionRecallChart } from "./scores/precision-recall-chart.ts";
export type { PrecisionRecallCurve } from "./scores/precision-recall-curve.ts";
export { type RocChartOptions, rocChart } from "./scores/roc-chart.ts";
export { chooseCorner, cutToCorner } from "./scores/roc-corner.ts";
export type { RocCurve, RocPoints } from "./scores/roc-curve.ts";

// Its predictions: how right they are, and how sure.

export type { ClassMeasures } from "./predictions/class-measures.ts";
export {
  type ConfusionMatrixChartOptions,
  confusionMatrixChart,
} from "./predictions/confusion-matrix-chart.ts";
export { type PerClassChartOptions, perClassChart } from "./predictions/per-class-chart.ts";
export type { ReliabilityBin } from "./predictions/reliability-bin.ts";
export { type ReliabilityChartOptions, reliabilityChart } from "./predictions/reliability-chart.ts";

// A regression's predictions, beside what they should have been.

export {
  type PredictedActualChartOptions,
  predictedActualChart,
} from "./regression/predicted-actual-chart.ts";
export type { PredictedTarget } from "./regression/predicted-targets.ts";
export { type ResidualsChartOptions, residualsChart } from "./regression/residuals-chart.ts";

// What it says of every place, where there are two features.

export { type DecisionChartOptions, decisionChart } from "./decision/decision-chart.ts";
export type { DecisionGrid } from "./decision/decision-ground.ts";

// Several trainings beside each other.

export { type ComparisonChartOptions, comparisonChart } from "./comparison/comparison-chart.ts";
export type { ComparisonPoint, ComparisonRun } from "./comparison/comparison-run.ts";
export { type GrowthChartOptions, growthChart } from "./comparison/growth-chart.ts";
export type { GrowthPoint, GrowthStudy } from "./comparison/growth-study.ts";

// A picture's colours.

export { type ColourRole, darkTheme, lightTheme, paint, type Theme, themeStyles } from "./draw/theme.ts";
