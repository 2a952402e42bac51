import { availableParallelism, cpus } from "node:os";
import { loadBlas, loadDataset } from "percept/node";
import { benchNames, chooseCases } from "../bench/bench-cases.ts";
import { createBenchProgress } from "../bench/bench-progress.ts";
import { benchTable } from "../bench/bench-table.ts";
import { type BenchPlan, type BenchResult, countMeasurements, runBench } from "../bench/run-bench.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { version } from "../version.ts";

export interface BenchOptions extends Omit<BenchPlan, "cases" | "threads"> {
  /** of tasks and cases; all of them unless given */
  readonly tasks?: readonly string[];
  /** one, and the machine's cores, unless given */
  readonly threads?: readonly number[];
  readonly json?: boolean;
}

/** As far as the library goes. */
const MOST_THREADS = 64;

export async function bench({ tasks = benchNames, json = false, ...options }: BenchOptions): Promise<void> {
  const { threads = [1, Math.min(availableParallelism(), MOST_THREADS)] } = options;
  const plan = { ...options, cases: chooseCases(tasks), threads: [...new Set(threads)] };
  const blas = options.engine === "blas" ? (await loadBlas()).name : undefined;
  const machine = { ...machineHere(), ...(blas && { blas }) };
  if (json) writeJsonLine({ event: "machine", ...machine });
  else {
    const { percept, node, processor, cores } = machine;
    const words = [
      `percept ${percept}`,
      `Node ${node}`,
      processor,
      `${cores} cores`,
      ...(blas ? [blas] : []),
    ];
    writeLine(`${words.join(", ")}\n`);
  }
  const progress = createBenchProgress(countMeasurements(plan));
  const results: BenchResult[] = [];
  try {
    const dataset = await loadDataset("mnist");
    const shown = (id: string, count: number) => `${id}, ${count} ${count === 1 ? "thread" : "threads"}`;
    for await (const result of runBench(plan, dataset, ({ id }, count) =>
      progress.update(shown(id, count)),
    )) {
      results.push(result);
      if (json) writeJsonLine(lineOf(result));
    }
  } finally {
    progress.clear();
  }
  if (!json) writeLine(benchTable(results));
}

function machineHere() {
  const { node } = process.versions;
  const [first] = cpus();
  const processor = first ? first.model.trim().replace(/\s+/g, " ") : process.arch;
  return { percept: version, node, processor, cores: availableParallelism() };
}

function lineOf({ case: { task, id, what }, measured, ...result }: BenchResult) {
  return { event: "case", task, case: id, what, ...result, measured };
}
