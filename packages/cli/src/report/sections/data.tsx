import type { Labels, Model } from "percept";
import { setTitles } from "../../run/scored-set.ts";
import { grouped, percent } from "../../terminal/numbers.ts";
import { DataTable } from "../data-table.tsx";
import { Figure } from "../figure.tsx";
import type { Section } from "../page.tsx";
import type { Report } from "../report.ts";

/** The data card: counts of each class, some samples, mean and deviation, and the files' SHA-256. */
export function data({ results, charts, card }: Report): Section {
  const { sets, model, record } = results;
  const { sha256 } = record.provenance.data as { readonly sha256: Readonly<Record<string, string>> };
  const counts = sets.map(({ labels }) => countsOf(labels, model.classes.length));
  const samples = charts.get("samples");
  return {
    id: "data",
    title: "Data",
    content: (
      <>
        <p>{`${record.experiment.data}: ${whatSamplesAre(model)}.`}</p>
        {samples && <Figure chart={samples} file="samples" />}
        <DataTable
          caption="Samples of each class"
          columns={["class", ...sets.map(({ name }) => setTitles[name])]}
          rows={[
            ...model.classes.map((label, k) => [label, ...counts.map((of) => grouped(of[k]))]),
            ["all", ...sets.map(({ labels }) => grouped(labels.length))],
          ]}
          total
        />
        {card ? (
          <DataTable
            caption="Features, over all samples and pixels"
            columns={["set", "mean", "standard deviation", "zero"]}
            rows={sets.flatMap(({ name }) => {
              const split = card[name];
              if (split === undefined) return [];
              const { mean, standardDeviation, zeroShare } = split;
              return [[setTitles[name], mean.toFixed(4), standardDeviation.toFixed(4), percent(zeroShare)]];
            })}
          />
        ) : (
          <p class="note">
            The data are not where they were, or are not the same any more: samples, their statistics,
            mistakes and the gradient check are left out.
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

function whatSamplesAre({ imageShape: [rows, columns] }: Model): string {
  if (rows === 1) return `${grouped(columns)} features a sample`;
  return `images of ${rows} x ${columns} pixels, each a number in [0, 1]`;
}

function countsOf(labels: Labels, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const label of labels) counts[label]++;
  return counts;
}
