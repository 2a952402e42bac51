import {
  checkGradients,
  createNetwork,
  gradientBounds,
  initialWeights,
  type LayerCheck,
  loadWeights,
  sliceSamples,
} from "percept";
import { PerceptError } from "percept/errors";
import { loadDataset, readBytes } from "percept/node";
import { experimentFrom } from "../experiment-options.ts";
import { alignColumns } from "../terminal/metrics-table.ts";
import { grouped } from "../terminal/numbers.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";

export interface GradientCheckOptions {
  /** how many samples the loss is the mean of */
  readonly samples: number;
  /** entries checked a layer; 0 for every one */
  readonly entries: number;
  readonly json?: boolean;
}

export async function gradientCheck(
  options: GradientCheckOptions & Readonly<Record<string, unknown>>,
): Promise<void> {
  const experiment = experimentFrom(options, { precision: "float64" });
  const dataset = await loadDataset(experiment.data);
  const network = createNetwork(experiment, dataset);
  const { init, seed } = experiment;
  const weights =
    init === "uniform" ? initialWeights(network, seed, "float64") : loadWeights(await readBytes(init), init);
  const samples = sliceSamples(dataset.train, 0, Math.min(options.samples, dataset.train.count));
  const checks = await checkGradients(network, weights, samples, {
    seed,
    ...(options.entries > 0 && { entriesPerLayer: options.entries }),
  });
  const passed = checks.every((check) => check.passed);
  if (options.json) {
    for (const check of checks) writeJsonLine({ event: "layer", ...check });
    writeJsonLine({ event: "end", passed, bounds: gradientBounds });
  } else {
    writeLine(`Analytic beside numeric gradients, float64, mean loss of ${grouped(samples.count)} samples`);
    writeLine(
      alignColumns([
        ["layer", "entries checked", "relative error", "largest error", "at", ""],
        ...checks.map(row),
      ]),
    );
    writeLine(
      `Bounds: relative error < ${gradientBounds.relativeError.toExponential()}, no entry off by more than ${gradientBounds.entryError.toExponential()}.`,
    );
  }
  if (!passed) throw new PerceptError("gradient", "The analytic gradient disagrees with the numeric one.");
}

function row(check: LayerCheck): string[] {
  return [
    `w${check.layer}`,
    `${grouped(check.checked)} of ${grouped(check.entries)}`,
    check.relativeError.toExponential(2),
    check.largestError.toExponential(2),
    `[${check.row}, ${check.column}]`,
    check.passed ? "ok" : "WRONG",
  ];
}
