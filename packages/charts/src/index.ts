export { type ConfusionMatrixChartOptions, confusionMatrixChart } from "./confusion-matrix-chart.ts";
export {
  type LearningCurveChartOptions,
  type LearningCurveEpoch,
  learningCurveChart,
} from "./learning-curve-chart.ts";
export { type RocChartOptions, type RocCurve, type RocPoints, rocChart } from "./roc-chart.ts";
