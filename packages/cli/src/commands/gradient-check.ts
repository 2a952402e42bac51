import {
  checkGradients,
  createNetwork,
  createObjective,
  gradientBounds,
  initialWeights,
  isInitializer,
  type LayerCheck,
  loadWeights,
  type Objective,
  sliceSamples,
  withoutMissing,
  withValidation,
} from "percept";
import { PerceptError } from "percept/errors";
import { loadExperimentData, readBytes } from "percept/node";
import { printExperiment } from "../experiment-file.ts";
import { experimentFrom } from "../experiment-options.ts";
import { alignColumns } from "../terminal/metrics-table.ts";
import { grouped } from "../terminal/numbers.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";

export interface GradientCheckOptions {
  /** how many samples' losses the objective has */
  readonly samples: number;
  /** entries checked a layer; 0 for every one */
  readonly entries: number;
  readonly printConfig?: boolean;
  readonly json?: boolean;
  readonly unpackLimit?: number;
}

export async function gradientCheck(
  options: GradientCheckOptions & Readonly<Record<string, unknown>>,
): Promise<void> {
  const experiment = await experimentFrom(options);
  if (options.printConfig) return printExperiment(experiment, options.json);
  const { unpackLimit } = options;
  const loaded = withValidation(await loadExperimentData({ ...experiment, unpackLimit }), experiment);
  const { dataset } = withoutMissing(loaded, experiment);
  const network = createNetwork(experiment, dataset);
  const objective = createObjective(experiment, dataset.train, dataset.classes);
  const { init, initBound, seed } = experiment;
  const weights = isInitializer(init)
    ? initialWeights(network, seed, "float64", init, initBound)
    : loadWeights(await readBytes(init), init, { unpackLimit });
  const samples = sliceSamples(dataset.train, 0, Math.min(options.samples, dataset.train.count));
  const checks = await checkGradients(network, weights, samples, {
    objective,
    seed,
    ...(options.entries > 0 && { entriesPerLayer: options.entries }),
  });
  const wrong = checks.filter((check) => !check.passed);
  const passed = wrong.length === 0;
  if (options.json) {
    for (const check of checks) writeJsonLine({ event: "layer", ...check });
    writeJsonLine({ event: "end", passed, bounds: gradientBounds });
  } else {
    writeLine(`Analytic beside numeric gradients, float64, ${describeObjective(objective, samples.count)}`);
    writeLine(
      alignColumns([
        ["layer", "entries checked", "kinks left out", "relative error", "largest error", "at", ""],
        ...checks.map(row),
      ]),
    );
    writeLine(
      `Bounds: relative error < ${gradientBounds.relativeError.toExponential()}, no entry off by more than ${gradientBounds.entryError.toExponential()}.`,
    );
  }
  if (passed) return;
  const layers = wrong.map(({ layer }) => `w${layer}`).join(", ");
  throw new PerceptError(
    "gradient",
    `The analytic gradient of ${layers} disagrees with the numeric one.`,
    nextStep(wrong),
  );
}

/** What differences of an objective near 1 are good to. */
const RESOLUTION = 1e-11;

/** Where the numeric gradient may be to blame. */
function nextStep(wrong: readonly LayerCheck[]): string | undefined {
  if (wrong.some(({ checked }) => checked === 0))
    return "No entry of a layer could be checked, as all lie at a kink; check more --entries, or choose another --init or --seed.";
  if (wrong.every(({ largestError }) => largestError < RESOLUTION))
    return "No entry is off by more than differences of the loss are good to: the gradient has all but vanished; choose fewer layers, another --activation or another --init.";
  return undefined;
}

/** "mean loss of 4 samples with l2 0.01, dropout and noise held still" */
function describeObjective({ reduction, l1, l2, dropout, inputNoise }: Objective, samples: number): string {
  const loss = reduction === "mean" ? "mean loss" : "sum of the losses";
  const penalties = Object.entries({ l1, l2 }).flatMap(([name, weight]) =>
    weight > 0 ? `${name} ${weight}` : [],
  );
  const still = Object.entries({ dropout: dropout.length > 0, noise: inputNoise > 0 }).flatMap(
    ([name, on]) => (on ? name : []),
  );
  return [
    `${loss} of ${grouped(samples)} samples`,
    penalties.length > 0 ? ` with ${penalties.join(" and ")}` : "",
    still.length > 0 ? `, ${still.join(" and ")} held still` : "",
  ].join("");
}

function row(check: LayerCheck): string[] {
  return [
    `w${check.layer}`,
    `${grouped(check.checked)} of ${grouped(check.entries)}`,
    grouped(check.kinked),
    check.relativeError.toExponential(2),
    check.largestError.toExponential(2),
    `[${check.row}, ${check.column}]`,
    check.passed ? "ok" : "WRONG",
  ];
}
