import type { Metrics } from "percept";
import { setTitles, shownSet } from "../../run/scored-set.ts";
import { percent } from "../../terminal/numbers.ts";
import { DataTable } from "../data-table.tsx";
import { Figure } from "../figure.tsx";
import type { Section } from "../page.tsx";
import type { Report } from "../report.ts";

/** A section of pictures, as far as they were drawn; undefined without any. */
export function pictures(
  { charts }: Pick<Report, "charts">,
  section: { readonly id: string; readonly title: string; readonly words: string },
  names: readonly string[],
): Section[] {
  const drawn = names.flatMap((name) => {
    const chart = charts.get(name);
    return chart ? [<Figure chart={chart} file={name} />] : [];
  });
  if (drawn.length === 0) return [];
  const { id, title, words } = section;
  return [
    {
      id,
      title,
      content: (
        <>
          <p>{words}</p>
          {drawn}
        </>
      ),
    },
  ];
}

export function learning(report: Report): Section[] {
  const kept = report.results.record.best?.epoch;
  const best = kept === undefined ? "" : ` The weights that were kept are those of epoch ${kept}.`;
  return pictures(
    report,
    {
      id: "learning",
      title: "Learning",
      words:
        "Training accuracy counts each sample's hit before its own update; the validation set, where there is one, is " +
        `measured with the weights at an epoch's end.${best}`,
    },
    ["learning-curve", "schedule", "layer-histograms"],
  );
}

type Measure = readonly [name: string, of: (metrics: Metrics) => string];

const measures: readonly Measure[] = [
  ["Accuracy", ({ accuracy }) => percent(accuracy)],
  ["Error rate", ({ errorRate }) => percent(errorRate)],
  ["Precision", ({ macro }) => percent(macro.precision)],
  ["Recall", ({ macro }) => percent(macro.recall)],
  ["F1 score", ({ macro }) => percent(macro.f1)],
  ["AUC", ({ macro }) => (macro.auc === null ? "none" : macro.auc.toFixed(4))],
  ["Cross-entropy", ({ crossEntropy }) => (crossEntropy === null ? "none" : crossEntropy.toFixed(4))],
  ["Mean squared error", ({ meanSquaredError }) => meanSquaredError.toFixed(5)],
];

export function metrics({ results, charts }: Report): Section {
  const { sets } = results;
  const shown = shownSet(sets);
  const perClass = charts.get("per-class");
  return {
    id: "metrics",
    title: "Metrics",
    content: (
      <>
        <p>
          Precision, recall, F1 and AUC are means over the classes, one class against the rest. The training
          set alone flatters: what counts is the set that the network was not trained on.
        </p>
        <DataTable
          caption="How right the network is"
          columns={["measure", ...sets.map(({ name }) => setTitles[name])]}
          rows={measures.map(([name, of]) => [name, ...sets.map((set) => of(set.metrics))])}
        />
        <DataTable
          caption={`Each class, ${setTitles[shown.name]}`}
          columns={["class", "precision", "recall", "F1", "AUC", "TP", "FP", "FN", "TN"]}
          rows={shown.metrics.perClass.map((of) => [
            of.label,
            percent(of.precision),
            percent(of.recall),
            percent(of.f1),
            of.auc === null ? "none" : of.auc.toFixed(4),
            ...[of.tp, of.fp, of.fn, of.tn].map((count) => count.toLocaleString("en-US")),
          ])}
          sortable
        />
        {perClass && <Figure chart={perClass} file="per-class" />}
      </>
    ),
  };
}

export function examination(report: Report): Section[] {
  return [
    ...pictures(
      report,
      {
        id: "roc",
        title: "ROC and precision-recall",
        words:
          "A sample is called positive when its score for the class reaches a threshold. Every threshold is a point: " +
          "the more room there is under the curve, the better the scores tell the class from the rest.",
      },
      ["roc", "precision-recall"],
    ),
    ...pictures(
      report,
      {
        id: "confusion",
        title: "Confusion matrix",
        words: "Which class was taken for which. The diagonal is right.",
      },
      ["confusion-matrix"],
    ),
    ...pictures(
      report,
      {
        id: "calibration",
        title: "Calibration",
        words:
          "Of all samples that the network is 90 % sure of, nine in ten should be right: then its scores can be read as " +
          "probabilities.",
      },
      ["calibration"],
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
    ...pictures(
      report,
      {
        id: "mistakes",
        title: "Mistakes",
        words: "The samples that the network is most sure of, and wrong about.",
      },
      ["misclassified"],
    ),
  ];
}
