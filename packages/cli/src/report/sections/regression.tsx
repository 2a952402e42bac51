import type { TargetMetrics } from "percept";
import { setTitles, shownSet } from "../../run/scored-set.ts";
import { duration, grouped, percent } from "../../terminal/numbers.ts";
import { r2Text, targetNumber } from "../../terminal/target-table.ts";
import { DataTable } from "../data-table.tsx";
import type { Section } from "../page.tsx";
import type { Report } from "../report.ts";
import { Figures, listOf, runLine } from "./aim.tsx";
import { pictures } from "./results.tsx";

/** What a regression's run is, and what came of it, at a glance. */
export function RegressionLead({ report }: { readonly report: Report }) {
  const { predicted, history } = report.results;
  const { name, metrics } = shownSet(predicted);
  const seconds = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const figures = [
    [`R², ${setTitles[name]}`, r2Text(metrics.r2)],
    ["Root mean squared error", targetNumber(metrics.rootMeanSquaredError)],
    ["Mean absolute error", targetNumber(metrics.meanAbsoluteError)],
    ["Epochs", grouped(history.length)],
    ["Training time", duration(seconds)],
  ];
  return (
    <>
      <p class="lead">{runLine(report)}</p>
      <Figures of={figures} />
    </>
  );
}

export function regressionAim({ results }: Report): Section {
  const { predicted, experiment } = results;
  const { name, metrics, targets } = shownSet(predicted);
  const columns = metrics.perTarget.length;
  const samples = grouped(targets.length / columns);
  const unseen =
    name === "test"
      ? `${samples} test samples that it was not trained on`
      : name === "validation"
        ? `${samples} samples that it was not trained on`
        : `the ${samples} samples that it was trained on, because ${experiment.data} has no test set`;
  const what = columns === 1 ? "a number" : `${columns} numbers`;
  return {
    id: "aim",
    title: "Aim",
    content: (
      <p>
        {`To examine the behaviour of a multilayer perceptron that estimates ${what} (${listOf(metrics.perTarget.map(({ target }) => target))}), ` +
          `trained on ${grouped(predicted[0].targets.length / columns)} samples, and how near it comes on ${unseen}.`}
      </p>
    ),
  };
}

/** Counts of samples, how the targets are spread, and the files' SHA-256. */
export function regressionData({ results, card }: Report): Section {
  const { predicted, model, record } = results;
  const { sha256 } = record.provenance.data as { readonly sha256: Readonly<Record<string, string>> };
  const { inputs } = model.network.layers[0];
  const { offsets = [], divisors = [] } = model.network.targets ?? {};
  const names = predicted[0].metrics.perTarget.map(({ target }) => target);
  return {
    id: "data",
    title: "Data",
    content: (
      <>
        <p>{`${record.experiment.data}: ${grouped(inputs)} features a sample${model.featureNames ? ` (${listOf(model.featureNames)})` : ""}.`}</p>
        <DataTable
          caption="Samples"
          columns={["set", "samples"]}
          rows={predicted.map(({ name, targets }) => [
            setTitles[name],
            grouped(targets.length / names.length),
          ])}
        />
        <DataTable
          caption="Targets, over the training samples: what the network learns is standardised by these"
          columns={["target", "mean", "standard deviation"]}
          rows={names.map((target, k) => [target, targetNumber(offsets[k]), targetNumber(divisors[k])])}
        />
        {card ? (
          <DataTable
            caption="Features, over all samples"
            columns={["set", "mean", "standard deviation", "zero"]}
            rows={predicted.flatMap(({ name }) => {
              const split = card[name];
              if (split === undefined) return [];
              const { mean, standardDeviation, zeroShare } = split;
              return [
                [setTitles[name], targetNumber(mean), targetNumber(standardDeviation), percent(zeroShare)],
              ];
            })}
          />
        ) : (
          <p class="note">
            The data are not where they were, or are not the same any more: their statistics and the gradient
            check are left out.
          </p>
        )}
        <DataTable
          caption="Files"
          words
          columns={["file", "SHA-256"]}
          rows={Object.entries(sha256).map(([file, hash]) => [file, <span class="hash">{hash}</span>])}
        />
      </>
    ),
  };
}

type Measure = readonly [name: string, of: (metrics: TargetMetrics) => string];

const measures: readonly Measure[] = [
  ["Root mean squared error", ({ rootMeanSquaredError }) => targetNumber(rootMeanSquaredError)],
  ["Mean absolute error", ({ meanAbsoluteError }) => targetNumber(meanAbsoluteError)],
  ["Mean squared error", ({ meanSquaredError }) => targetNumber(meanSquaredError)],
  ["R²", ({ r2 }) => r2Text(r2)],
];

export function regressionMetrics({ results }: Report): Section {
  const { predicted } = results;
  const shown = shownSet(predicted);
  const several = shown.metrics.perTarget.length > 1;
  return {
    id: "metrics",
    title: "Metrics",
    content: (
      <>
        <p>
          {`In the targets' own units${several ? "; the means over the targets" : ""}. R² is 1 where all predictions are right, and 0 where they are no better than the targets' mean.`}
        </p>
        <DataTable
          caption="How near the network comes"
          columns={["measure", ...predicted.map(({ name }) => setTitles[name])]}
          rows={measures.map(([name, of]) => [name, ...predicted.map(({ metrics }) => of(metrics))])}
        />
        {several && (
          <DataTable
            caption={`Each target, ${setTitles[shown.name]}`}
            columns={["target", ...measures.map(([name]) => name)]}
            rows={shown.metrics.perTarget.map((metrics) => [
              metrics.target,
              ...measures.map(([, of]) => of(metrics)),
            ])}
            sortable
          />
        )}
      </>
    ),
  };
}

export function regressionExamination(report: Report): Section[] {
  return [
    ...pictures(
      report,
      {
        id: "predicted",
        title: "Predicted and actual",
        words: "Each dot is a sample. Right predictions lie on the diagonal.",
      },
      ["predicted-actual"],
    ),
    ...pictures(
      report,
      {
        id: "residuals",
        title: "Residuals",
        words:
          "What is left of the actual value when the prediction is taken off. A pattern in it is something that the network has not learned.",
      },
      ["residuals"],
    ),
    ...pictures(
      report,
      {
        id: "weights",
        title: "Weights",
        words: "What a hidden unit looks for: each of its weights in the place of the pixel that it weighs.",
      },
      ["weights"],
    ),
  ];
}

export function regressionLearning(report: Report): Section[] {
  const kept = report.results.record.best?.epoch;
  const best = kept === undefined ? "" : ` The weights that were kept are those of epoch ${kept}.`;
  return pictures(
    report,
    {
      id: "learning",
      title: "Learning",
      words:
        "The loss is the mean squared error of the standardised targets: 1 is as good as their mean. Training counts each " +
        `sample before its own update; the validation set, where there is one, is measured with the weights at an epoch's end.${best}`,
    },
    ["learning-curve", "schedule", "layer-histograms"],
  );
}
