import { grouped, percent } from "../terminal/numbers.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { targetTable } from "../terminal/target-table.ts";
import { candidateRecord, foldRecord, summaryRecord } from "./folds-folder.ts";
import {
  candidateLine,
  confusionTable,
  foldLine,
  foldsHead,
  metricNames,
  rankingTable,
  summaryTable,
} from "./folds-text.ts";
import { type BestCandidate, isMeasured, type TriedCandidate } from "./rank-candidates.ts";
import type { FoldDone, Plan } from "./try-candidates.ts";

/** What a cross-validation says on standard output while it goes on, and at its end. */
export interface FoldsReport {
  begin(): void;
  onFold(done: FoldDone): void;
  onCandidate(tried: TriedCandidate): void;
  end(best: BestCandidate, ranked: readonly TriedCandidate[], path: string): void;
}

export function createJsonReport({ candidates }: Plan): FoldsReport {
  const isGrid = candidates[0].label !== "";
  return {
    begin() {},
    onFold: (done) => writeJsonLine({ event: "fold", ...foldRecord(done) }),
    onCandidate(tried) {
      if (isGrid) writeJsonLine({ event: "candidate", ...candidateRecord(tried) });
    },
    end({ candidate, summary }, ranked, path) {
      const best = isGrid && { candidate: candidate.number, settings: candidate.settings };
      writeJsonLine({ event: "summary", ...best, ...summaryRecord(summary) });
      writeJsonLine({
        event: "end",
        run: path,
        ...(isGrid && {
          ranking: ranked.map((tried) => tried.candidate.number),
          best: `${path}/best.json`,
        }),
      });
    },
  };
}

export function createTextReport(plan: Plan, workers: number, stratified: boolean): FoldsReport {
  const { candidates, folds, dataset, rankBy } = plan;
  const isGrid = candidates[0].label !== "";
  const { classes, task } = dataset;
  const regression = task === "regression";
  return {
    begin() {
      const { seed } = candidates[0].experiment;
      const how = regression ? "shuffled" : stratified ? "stratified" : "not stratified";
      const of = `${folds.length} folds of ${dataset.name}, ${grouped(dataset.train.count)} samples, ${how}, seed ${seed}`;
      const each = plan.threads === 1 ? "" : ` of ${plan.threads} threads`;
      const by = `${workers === 1 ? "1 worker" : `${workers} workers`}${each}`;
      if (isGrid) writeLine(`${candidates.length} candidates on the same ${of}; ${by}\n`);
      else writeLine(`${of}; ${by}\n\n${foldsHead(regression)}`);
    },
    onFold(done) {
      if (!isGrid) writeLine(foldLine(done));
    },
    onCandidate(tried) {
      if (isGrid) writeLine(candidateLine(tried, candidates.length, rankBy));
    },
    end(best, ranked, path) {
      if (isGrid) writeRanking(ranked, plan);
      const { pooled } = best.summary;
      if (isGrid) writeLine(`\nThe best: ${best.candidate.label}`);
      writeLine(`\n${summaryTable(best.summary)}`);
      const together = `\nOut of fold, all ${grouped(dataset.train.count)} samples together`;
      if ("perTarget" in pooled) writeLine(`${together}\n\n${targetTable(pooled)}`);
      else {
        writeLine(
          `${together}: accuracy ${percent(pooled.accuracy)}\n` +
            `Rows are the actual classes, columns the predicted ones\n\n${confusionTable(pooled, classes)}`,
        );
      }
      writeLine(`\nRun: ${path}\n${filesText(isGrid, regression)}`);
      if (isGrid) writeLine(`\nTrain the best: percept train --config ${path}/best.json`);
    },
  };
}

function writeRanking(ranked: readonly TriedCandidate[], { rankBy, folds }: Plan): void {
  writeLine(`\nRanked by ${metricNames[rankBy]}, mean of ${folds.length} folds\n`);
  writeLine(rankingTable(ranked, rankBy));
  for (const tried of ranked) {
    if (!isMeasured(tried)) writeLine(`\n${tried.error.message}`);
  }
}

function filesText(isGrid: boolean, regression: boolean): string {
  const of = isGrid ? ", of the best" : "";
  return [
    "  folds.jsonl      a fold a line, with its learning curve and its weights' SHA-256",
    `  metrics.json     mean, standard deviation, interval and pooled metrics${isGrid ? "; the ranking" : ""}`,
    `  predictions.npz  the ${regression ? "predictions" : "scores"} out of fold${of}`,
    `  charts/          fold curves and ${regression ? "predicted over actual values" : "confusion matrix"}${of}`,
    ...(isGrid ? ["  best.json        the best experiment"] : []),
  ].join("\n");
}
