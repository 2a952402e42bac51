export type { Chart, Table } from "./chart.ts";
export type { ClassMeasures } from "./check-classes.ts";
export type { LayerHistograms, LayerHistogramsEpoch } from "./check-layer-histograms.ts";
export type { PrecisionRecallCurve } from "./check-precision-recall.ts";
export type { ReliabilityBin } from "./check-reliability.ts";
export { type ComparisonChartOptions, comparisonChart } from "./comparison-chart.ts";
export type { ComparisonPoint, ComparisonRun } from "./comparison-run.ts";
export { type ConfusionMatrixChartOptions, confusionMatrixChart } from "./confusion-matrix-chart.ts";
export { type FoldCurves, type FoldCurvesChartOptions, foldCurvesChart } from "./fold-curves-chart.ts";
export { type GrowthChartOptions, growthChart } from "./growth-chart.ts";
export type { GrowthPoint, GrowthStudy } from "./growth-study.ts";
export type { ImageShape } from "./image-grid.ts";
export { type LayerHistogramsChartOptions, layerHistogramsChart } from "./layer-histograms-chart.ts";
export { type LearningCurveChartOptions, learningCurveChart } from "./learning-curve-chart.ts";
export type { LearningCurveEpoch } from "./learning-curve-epoch.ts";
export type { LossScale } from "./measure-axis.ts";
export { type Mistake, type MistakesChartOptions, mistakesChart } from "./mistakes-chart.ts";
export { type NetworkChartOptions, networkChart } from "./network-chart.ts";
export type { Layer as NetworkLayer } from "./network-columns.ts";
export { type PerClassChartOptions, perClassChart } from "./per-class-chart.ts";
export { type PrecisionRecallChartOptions, precisionRecallChart } from "./precision-recall-chart.ts";
export { type ReliabilityChartOptions, reliabilityChart } from "./reliability-chart.ts";
export type { Histogram } from "./resample-histogram.ts";
export { type RocChartOptions, type RocCurve, type RocPoints, rocChart } from "./roc-chart.ts";
export { chooseCorner, cutToCorner } from "./roc-corner.ts";
export { type SampleRow, type SamplesChartOptions, samplesChart } from "./samples-chart.ts";
export {
  type EpochRate,
  type ScheduleChartOptions,
  type StepRate,
  scheduleChart,
} from "./schedule-chart.ts";
export { type ColourRole, darkTheme, lightTheme, paint, type Theme, themeStyles } from "./theme.ts";
export { type UnitWeights, type WeightsChartOptions, weightsChart } from "./weights-chart.ts";
