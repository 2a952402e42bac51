import { type Chart, chart } from "../draw/chart.ts";
import { chartTitle } from "../draw/chart-title.ts";
import { CHART_WIDTH, MARGIN, SUBTITLE_BOTTOM } from "../draw/style.ts";
import {
  checkPredicted,
  drawnSamples,
  formatTarget,
  MOST_TARGETS,
  type PredictedTarget,
  saidSamples,
} from "./predicted-targets.ts";
import { scatterPanels } from "./scatter-panels.ts";

export interface ResidualsChartOptions {
  readonly title: string;
  /** The first four are drawn. */
  readonly targets: readonly PredictedTarget[];
}

/**
 * The residual of each sample, actual less predicted, over what was predicted, a panel a target: a pattern is something
 * that the network has not learned.
 * @throws {RangeError} without targets or samples, where lengths disagree, or for a number that is not finite
 */
export function residualsChart({ title, targets }: ResidualsChartOptions): Chart {
  checkPredicted(targets, "Residuals");
  const shown = targets.slice(0, MOST_TARGETS);
  const residual = ({ actual, predicted }: PredictedTarget, sample: number) =>
    actual[sample] - predicted[sample];
  const panels = scatterPanels(
    shown.map((of) => {
      const samples = drawnSamples(of);
      return {
        heading: `${of.target}: root mean squared error ${formatTarget(of.rootMeanSquaredError)}`,
        x: { name: "Predicted", values: samples.map((sample) => of.predicted[sample]) },
        y: { name: "Actual - predicted", values: samples.map((sample) => residual(of, sample)) },
        rule: "zero" as const,
      };
    }),
    SUBTITLE_BOTTOM,
  );
  return chart(
    {
      width: CHART_WIDTH,
      height: SUBTITLE_BOTTOM + panels.height + MARGIN,
      title,
      description: describe(shown),
      tables: shown.map((of) => ({
        name: `Residuals, ${of.target}`,
        columns: ["sample", "predicted", "actual - predicted"],
        rows: drawnSamples(of).map((sample) => [sample, of.predicted[sample], residual(of, sample)]),
      })),
    },
    chartTitle(title, CHART_WIDTH, `${saidSamples(shown[0])}; dashed: no error`),
    panels.svg,
  );
}

function describe(targets: readonly PredictedTarget[]): string {
  const each = targets.map(({ target, actual, predicted }) => {
    const residuals = Array.from(actual, (value, i) => value - predicted[i]);
    const mean = residuals.reduce((sum, value) => sum + value, 0) / residuals.length;
    const [low, high] = [Math.min, Math.max].map((of) => residuals.reduce((a, b) => of(a, b)));
    return `${target}: mean ${formatTarget(mean)}, from ${formatTarget(low)} to ${formatTarget(high)}.`;
  });
  return `Actual less predicted values over the predicted ones of ${saidSamples(targets[0])}. ${each.join(" ")}`;
}
