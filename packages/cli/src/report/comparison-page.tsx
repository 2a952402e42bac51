import { dirname, join, relative } from "node:path";
import { layerSizes, type Metrics } from "percept";
import { type Experiment, hyperparameterNames } from "percept/experiment";
import { comparisonChart, confusionMatrixChart } from "percept-charts";
import { setTitles, shownSet } from "../run/scored-set.ts";
import { duration, grouped, percent } from "../terminal/numbers.ts";
import { commandOf } from "./command-of.ts";
import { DataTable } from "./data-table.tsx";
import { Figure } from "./figure.tsx";
import { Article, renderPage, type Section } from "./page.tsx";
import type { RunResults } from "./run-results.ts";
import { shown } from "./sections/settings.tsx";

export interface FoundRun {
  readonly folder: string;
  readonly results: RunResults;
}

/** Several runs side by side. @param path  of the page, for its links to the runs' own */
export function comparisonPage(runs: readonly FoundRun[], path: string): string {
  const title = `${runs.length} runs side by side`;
  return renderPage({
    title,
    description: runs.map(({ results }) => results.name).join(", "),
    children: (
      <Article
        title={title}
        lead={<p class="lead">{bestOf(runs)}</p>}
        sections={[
          results(runs, path),
          settings(runs),
          learning(runs),
          classes(runs),
          ...confusion(runs),
          reproduce(runs),
        ]}
      />
    ),
  });
}

function bestOf(runs: readonly FoundRun[]): string {
  const accuracies = runs.map(({ results }) => shownSet(results.sets).metrics.accuracy);
  const best = accuracies.indexOf(Math.max(...accuracies));
  const { name, sets } = runs[best].results;
  return `The most accurate is ${name}: ${percent(accuracies[best])} on its ${setTitles[shownSet(sets).name]}.`;
}

function results(runs: readonly FoundRun[], path: string): Section {
  const measures: readonly (readonly [string, (metrics: Metrics) => string])[] = [
    ["accuracy", ({ accuracy }) => percent(accuracy)],
    ["F1", ({ macro }) => percent(macro.f1)],
    ["AUC", ({ macro }) => (macro.auc === null ? "none" : macro.auc.toFixed(4))],
    ["cross-entropy", ({ crossEntropy }) => (crossEntropy === null ? "none" : crossEntropy.toFixed(4))],
  ];
  return {
    id: "results",
    title: "Results",
    content: (
      <>
        <p>
          Of the test set, where a run has one; training accuracy is beside it because the distance tells of
          overfitting.
        </p>
        <DataTable
          caption="What came of each run"
          columns={["run", "network", "set", ...measures.map(([name]) => name), "training", "epochs", "time"]}
          rows={runs.map(({ folder, results: { name, sets, model, history } }) => {
            const { metrics, name: set } = shownSet(sets);
            return [
              <a href={linkTo(folder, path)}>{name}</a>,
              layerSizes(model.network).join("-"),
              set,
              ...measures.map(([, of]) => of(metrics)),
              percent(sets[0].metrics.accuracy),
              grouped(history.length),
              duration(history.reduce((sum, { seconds }) => sum + seconds, 0)),
            ];
          })}
          sortable
        />
      </>
    ),
  };
}

function linkTo(folder: string, path: string): string {
  const steps = relative(dirname(path), join(folder, "report.html")).split(/[/\\]/);
  return steps.map(encodeURIComponent).join("/");
}

function settings(runs: readonly FoundRun[]): Section {
  const settingOf = (experiment: Experiment, name: (typeof hyperparameterNames)[number]) =>
    Object.hasOwn(experiment, name) ? shown(experiment[name]) : "";
  const differing = hyperparameterNames.filter(
    (name) => new Set(runs.map(({ results }) => settingOf(results.experiment, name))).size > 1,
  );
  return {
    id: "settings",
    title: "What differs",
    content:
      differing.length === 0 ? (
        <p>No setting: these runs carry out the same experiment.</p>
      ) : (
        <DataTable
          caption="Settings that are not the same in all runs"
          words
          columns={["run", ...differing]}
          rows={runs.map(({ results: { name, experiment } }) => [
            name,
            ...differing.map((setting) => settingOf(experiment, setting)),
          ])}
        />
      ),
  };
}

function learning(runs: readonly FoundRun[]): Section {
  const chart = comparisonChart({
    title: "Training accuracy and loss",
    runs: runs.map(({ results: { name, history, sets, experiment } }) => {
      const samples = sets[0].labels.length;
      const perStep = { stochastic: 1, minibatch: experiment.batchSize ?? 1, batch: samples }[
        experiment.descent
      ];
      let seconds = 0;
      const points = history.map((epoch) => {
        seconds += epoch.seconds;
        const step = epoch.epoch * Math.ceil(samples / perStep);
        return {
          epoch: epoch.epoch,
          step,
          seconds,
          accuracy: epoch.trainAccuracy ?? 0,
          loss: epoch.trainLoss,
        };
      });
      return { name, points };
    }),
  });
  return {
    id: "learning",
    title: "Learning",
    content: (
      <>
        <p>
          Each sample counts as it was before its own update, so that the first epoch tells of the way there.
        </p>
        <Figure chart={chart} />
      </>
    ),
  };
}

function classes(runs: readonly FoundRun[]): Section {
  const labels = [...new Set(runs.flatMap(({ results }) => results.model.classes))];
  const f1Of = ({ sets }: RunResults, label: string) =>
    shownSet(sets).metrics.perClass.find((of) => of.label === label)?.f1;
  return {
    id: "classes",
    title: "Each class",
    content: (
      <DataTable
        caption="F1 score of each class"
        columns={["class", ...runs.map(({ results }) => results.name)]}
        rows={labels.map((label) => [
          label,
          ...runs.map(({ results }) => {
            const f1 = f1Of(results, label);
            return f1 === undefined ? "none" : percent(f1);
          }),
        ])}
        sortable
      />
    ),
  };
}

function confusion(runs: readonly FoundRun[]): Section[] {
  return [
    {
      id: "confusion",
      title: "Confusion matrices",
      content: runs.map(({ results: { name, model, sets } }) => {
        const set = shownSet(sets);
        const title = `${name}, ${setTitles[set.name]}`;
        return (
          <Figure
            chart={confusionMatrixChart({
              title,
              classes: model.classes,
              counts: set.metrics.confusionMatrix,
            })}
          />
        );
      }),
    },
  ];
}

function reproduce(runs: readonly FoundRun[]): Section {
  return {
    id: "reproduce",
    title: "Reproduce them",
    content: <pre>{runs.map(({ results }) => commandOf(results.experiment)).join("\n")}</pre>,
  };
}
