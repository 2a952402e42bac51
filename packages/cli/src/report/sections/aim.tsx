import { layerSizes } from "percept";
import { setTitles, shownSet } from "../../run/scored-set.ts";
import { duration, grouped, percent } from "../../terminal/numbers.ts";
import type { Section } from "../page.tsx";
import type { Report } from "../report.ts";

/** "784-20-10" */
export function shapeOf({ results }: Pick<Report, "results">): string {
  return layerSizes(results.model.network).join("-");
}

/** What the run is, and what came of it, at a glance. */
export function Lead({ report }: { readonly report: Report }) {
  const { history } = report.results;
  const { name, metrics } = shownSet(report.results.sets);
  const seconds = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const figures = [
    [`Accuracy, ${setTitles[name]}`, percent(metrics.accuracy)],
    ["Error rate", percent(metrics.errorRate)],
    ["F1 score", percent(metrics.macro.f1)],
    ["Mean AUC", metrics.macro.auc === null ? "none" : metrics.macro.auc.toFixed(4)],
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

export function Figures({ of }: { readonly of: readonly (readonly string[])[] }) {
  return (
    <dl class="figures">
      {of.map(([term, value]) => (
        <div>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What was run, when and on what. */
export function runLine(report: Report): string {
  const { name, experiment, record } = report.results;
  return `Run ${name}, ${dateOf(record.provenance)}: a network of ${shapeOf(report)} units on ${experiment.data}, seed ${experiment.seed}.`;
}

function dateOf({ endedAt, startedAt }: Readonly<Record<string, unknown>>): string {
  const date = new Date(String(endedAt ?? startedAt));
  return Number.isNaN(date.getTime())
    ? "undated"
    : date.toISOString().slice(0, 16).replace("T", " ").concat(" UTC");
}

export function aim(report: Report): Section {
  const { model, sets, experiment } = report.results;
  const { classes } = model;
  const { name, labels } = shownSet(report.results.sets);
  const unseen =
    name === "test"
      ? `${grouped(labels.length)} test samples that it was not trained on`
      : `the ${grouped(labels.length)} samples that it was trained on, because ${experiment.data} has no test set`;
  return {
    id: "aim",
    title: "Aim",
    content: (
      <p>
        {`To examine the behaviour of a multilayer perceptron that tells ${classes.length} classes apart (${listOf(classes)}), ` +
          `trained on ${grouped(sets[0].labels.length)} samples, and its accuracy in predicting ${unseen}.`}
      </p>
    ),
  };
}

/** Some of many names: 0, 1, 2 ... 9 */
export function listOf(names: readonly string[]): string {
  const short = names.map((name) => (name.length > 24 ? `${[...name].slice(0, 23).join("")}…` : name));
  return short.length <= 12
    ? short.join(", ")
    : `${short.slice(0, 10).join(", ")} and ${short.length - 10} more`;
}
