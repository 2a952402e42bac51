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

export interface PredictedActualChartOptions {
  readonly title: string;
  /** The first four are drawn. */
  readonly targets: readonly PredictedTarget[];
}

/**
 * What was predicted of each sample over what it was, a panel a target: right predictions lie on the diagonal.
 * @throws {RangeError} without targets or samples, where lengths disagree, or for a number that is not finite
 */
export function predictedActualChart({ title, targets }: PredictedActualChartOptions): Chart {
  checkPredicted(targets, "Predicted and actual");
  const shown = targets.slice(0, MOST_TARGETS);
  const panels = scatterPanels(
    shown.map((of) => {
      const samples = drawnSamples(of);
      return {
        heading: `${of.target}: R² ${of.r2 === null ? "none" : of.r2.toFixed(4)}`,
        x: { name: "Actual", values: samples.map((sample) => of.actual[sample]) },
        y: { name: "Predicted", values: samples.map((sample) => of.predicted[sample]) },
        rule: "diagonal" as const,
      };
    }),
    SUBTITLE_BOTTOM,
  );
  return chart(
    {
      width: CHART_WIDTH,
      height: SUBTITLE_BOTTOM + panels.height + MARGIN,
      title,
      description: describe(targets, shown.length),
      tables: shown.map((of) => ({
        name: `Predicted and actual, ${of.target}`,
        columns: ["sample", "actual", "predicted"],
        rows: drawnSamples(of).map((sample) => [sample, of.actual[sample], of.predicted[sample]]),
      })),
    },
    chartTitle(title, CHART_WIDTH, `${saidSamples(shown[0])}; dashed: where right predictions lie`),
    panels.svg,
  );
}

function describe(targets: readonly PredictedTarget[], shown: number): string {
  const each = targets.slice(0, shown).map(({ target, r2, rootMeanSquaredError }) => {
    const share = r2 === null ? "no R²" : `R² ${r2.toFixed(4)}`;
    return `${target}: ${share}, root mean squared error ${formatTarget(rootMeanSquaredError)}.`;
  });
  const left = targets.length > shown ? ` ${targets.length - shown} more targets are not drawn.` : "";
  return `Predicted over actual values of ${saidSamples(targets[0])}. ${each.join(" ")}${left}`;
}
