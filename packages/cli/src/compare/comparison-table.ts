import { alignColumns } from "../terminal/metrics-table.ts";
import { duration, grouped, percent } from "../terminal/numbers.ts";
import { type ComparedRun, epochsOf, lastPoint, paceOf, type Result } from "./compared-run.ts";

type Part = "train" | "validation" | "test";

/** What the runs are compared by, and which way it gets better. */
interface Measure {
  readonly head: string;
  readonly of: (run: ComparedRun) => number | undefined;
  readonly better: "larger" | "smaller";
  readonly text: (value: number) => string;
}

const accuracyOf = (head: string, part: Part): Measure => ({
  head,
  of: (run) => resultOf(run, part)?.accuracy,
  better: "larger",
  text: percent,
});

const loss: Measure = {
  head: "loss",
  of: (run) => resultOf(run, "train")?.loss,
  better: "smaller",
  text: (value) => (Number.isFinite(value) ? value.toFixed(4) : "not finite"),
};

/** A row a run: what it spent, and what came of it, the best of each column with a star. */
export function comparisonTable(runs: readonly ComparedRun[]): string {
  const has = (part: Part) => runs.some((run) => run[part] !== undefined);
  const measures = [
    accuracyOf("training", "train"),
    loss,
    ...(has("validation") ? [accuracyOf("validation", "validation")] : []),
    ...(has("test") ? [accuracyOf("test", "test")] : []),
  ];
  const marked = measures.map((measure) => markBest(measure, runs));
  return alignColumns([
    ["", "epochs", "steps", "time", "samples/s", ...measures.map(({ head }) => `${head} `)],
    ...runs.map((run, row) => [
      run.name,
      grouped(epochsOf(run)),
      grouped(lastPoint(run).step),
      duration(lastPoint(run).seconds),
      epochsOf(run) === 0 ? "" : grouped(paceOf(run)),
      ...marked.map((cells) => cells[row]),
    ]),
  ]);
}

/** Of a run that was stopped, what it had at the end of its last epoch. */
function resultOf(run: ComparedRun, part: Part): Result | undefined {
  return part === "train" && run.status !== "diverged" ? (run.train ?? lastPoint(run)) : run[part];
}

function markBest({ head, of, better, text }: Measure, runs: readonly ComparedRun[]): string[] {
  const values = runs.map(of);
  const finite = values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
  const best = better === "larger" ? Math.max(...finite) : Math.min(...finite);
  return values.map((value, row) => {
    if (value === undefined) return head === "training" && runs[row].divergence ? "diverged " : "";
    return text(value) + (value === best ? "*" : " ");
  });
}

/** What the table's columns are, and whether the runs began alike. */
export function tableNotes(runs: readonly ComparedRun[]): string {
  const starts = new Set(runs.map(({ initialWeightsSha256 }) => initialWeightsSha256));
  const [first] = starts;
  const others = (["validation", "test"] as const).filter((part) => runs.some((run) => run[part]));
  const elsewhere =
    others.length > 0
      ? `, accuracy on the ${others.join(" and ")} ${others.length > 1 ? "sets" : "set"}`
      : "";
  const kept = runs.some(({ best }) => best) ? ", or by the best epoch's where those are kept" : "";
  return [
    `Accuracy and loss on all training samples${elsewhere}: by the weights at the end${kept}. * is the best.`,
    starts.size === 1
      ? `All began with the same weights (SHA-256 ${first.slice(0, 12)}...).`
      : `They began with ${starts.size} different sets of weights.`,
    ...sharedRate(runs),
  ].join("\n");
}

/** What to know of descents that differ in the samples of a step and have one learning rate. */
function sharedRate(runs: readonly ComparedRun[]): string[] {
  const descents = new Set(runs.map(({ experiment }) => experiment.descent));
  const rates = new Set(runs.map(({ experiment }) => experiment.learningRate));
  const isMean = runs.every(({ experiment }) => experiment.reduction === "mean");
  if (descents.size === 1 || rates.size > 1 || !isMean || runs.some(({ divergence }) => divergence))
    return [];
  const [rate] = rates;
  return [
    `All have learningRate ${rate}. A step along the mean of many samples bears a larger one: an experiment file each says so.`,
  ];
}
