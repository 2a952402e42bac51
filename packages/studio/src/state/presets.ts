import type { ExperimentSettings } from "percept/experiment";
import minibatch from "../../../../experiments/minibatch-128-relu-adam.json" with { type: "json" };
import report from "../../../../experiments/report.json" with { type: "json" };
import wide from "../../../../experiments/wide-800-relu-dropout.json" with { type: "json" };

/** The committed experiments that a reader starts from. */
export const presets = {
  report: report.experiment as ExperimentSettings,
  minibatch: minibatch.experiment as ExperimentSettings,
  wide: wide.experiment as ExperimentSettings,
} as const;
