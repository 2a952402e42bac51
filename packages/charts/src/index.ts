export type { Chart, Table } from "./chart.ts";
export { type ComparisonChartOptions, comparisonChart } from "./comparison-chart.ts";
export type { ComparisonPoint, ComparisonRun } from "./comparison-run.ts";
export { type ConfusionMatrixChartOptions, confusionMatrixChart } from "./confusion-matrix-chart.ts";
export { type FoldCurves, type FoldCurvesChartOptions, foldCurvesChart } from "./fold-curves-chart.ts";
export {
  type LearningCurveChartOptions,
  type LearningCurveEpoch,
  learningCurveChart,
} from "./learning-curve-chart.ts";
export { type RocChartOptions, type RocCurve, type RocPoints, rocChart } from "./roc-chart.ts";
export { type ColourRole, darkTheme, lightTheme, paint, type Theme, themeStyles } from "./theme.ts";
