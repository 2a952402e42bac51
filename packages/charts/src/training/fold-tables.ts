import type { Table } from "../draw/chart.ts";
import type { FoldMean } from "./average-folds.ts";
import type { FoldMeasure } from "./fold-panel.ts";

/** Means and deviations by epoch, then the validation of each fold. */
export function foldTables(
  folds: readonly { readonly fold: number }[],
  accuracy: FoldMeasure,
  loss: FoldMeasure,
): readonly Table[] {
  const measures = [
    { name: "validation accuracy (fraction)", means: accuracy.validation },
    { name: "validation loss (mean per sample)", means: loss.validation },
    { name: "training accuracy (fraction)", means: accuracy.training },
    { name: "training loss (mean per sample)", means: loss.training },
  ]
    .filter(({ means }) => means.length > 0)
    .map(({ name, means }) => ({ name, at: new Map(means.map((row) => [row.epoch, row])) }));
  const ofClasses = accuracy.validation.length > 0;
  return [
    {
      name: "Mean of the folds",
      columns: ["epoch", "folds", ...measures.flatMap(({ name }) => [name, `${name}, standard deviation`])],
      rows: loss.training.map(({ epoch, count }) => [
        epoch,
        count,
        ...measures.flatMap(({ at }) => meanAndDeviation(at.get(epoch))),
      ]),
    },
    {
      name: "Each fold",
      columns: [
        "fold",
        "epoch",
        ...(ofClasses ? ["validation accuracy (fraction)"] : []),
        "validation loss (mean per sample)",
      ],
      rows: folds.flatMap(({ fold }, index) => {
        const losses = new Map(loss.folds[index].map(({ epoch, value }) => [epoch, value]));
        const accuracies = new Map(accuracy.folds[index].map(({ epoch, value }) => [epoch, value]));
        const epochs = [...new Set([...accuracies.keys(), ...losses.keys()])].sort((a, b) => a - b);
        return epochs.map((epoch) => [
          fold,
          epoch,
          ...(ofClasses ? [accuracies.get(epoch) ?? null] : []),
          losses.get(epoch) ?? null,
        ]);
      }),
    },
  ];
}

function meanAndDeviation(row: FoldMean | undefined): [number | null, number | null] {
  return [row?.mean ?? null, row?.deviation ?? null];
}
