import { existsSync } from "node:fs";
import { join } from "node:path";
import { FileError, ParameterError } from "percept/errors";
import { readRunResults } from "../report/run-results.ts";
import { writeReport } from "../report/write-report.ts";
import { openRunFolder, timeName } from "../run/run-folder.ts";
import { writeFileWhole } from "../run/write-file.ts";
import { openFile } from "../terminal/open-file.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";

export interface ReportOptions {
  readonly out?: string;
  readonly open?: boolean;
  readonly json?: boolean;
  readonly unpackLimit?: number;
}

/** Makes the page of a run again, with its pictures; of several runs, a page that compares them. */
export async function report(given: readonly string[], options: ReportOptions): Promise<void> {
  const folders = given.map(findRun);
  if (folders.length === 1 && options.out !== undefined) {
    throw new ParameterError(
      `--out is for a comparison of several runs, got ${options.out} and one run.`,
      `Without it the page is ${join(folders[0], "report.html")}.`,
    );
  }
  const path =
    folders.length === 1 ? await reportOne(folders[0], options) : await reportSeveral(folders, options);
  if (options.json) writeJsonLine({ event: "end", report: path });
  else writeLine(`Report: ${path}`);
  if (options.open) await openFile(path);
}

function findRun(given: string): string {
  const found = [given, join("runs", given)].find((folder) => existsSync(join(folder, "experiment.json")));
  if (found !== undefined) return found;
  throw new ParameterError(
    `${given}: expected a run folder or the name of one in runs/, found none.`,
    "`percept runs` lists the runs there are.",
  );
}

async function reportOne(folder: string, options: ReportOptions): Promise<string> {
  const results = await readRunResults(folder, options);
  await writeReport(openRunFolder(folder), results);
  return join(folder, "report.html");
}

async function reportSeveral(folders: readonly string[], options: ReportOptions): Promise<string> {
  const { out } = options;
  const runs = [];
  for (const folder of folders) runs.push({ folder, results: await readRunResults(folder, options) });
  const regression = runs.find(({ results }) => results.predicted.length > 0);
  if (regression) {
    throw new ParameterError(
      `a comparison shows accuracies, got the regression ${regression.folder}.`,
      "Each run's own report.html has its figures; `percept runs` has them side by side.",
    );
  }
  const path = out ?? join("runs", `comparison-${timeName(new Date())}.html`);
  if (out !== undefined && !/\.html?$/i.test(out))
    throw new ParameterError(`--out must name a page, a file that ends with .html, got ${out}.`);
  if (existsSync(path)) throw new FileError(`${path}: exists already.`, "Choose another --out.");
  const { comparisonPage } = await import("../report/comparison-page.tsx");
  writeFileWhole(path, comparisonPage(runs, path));
  return path;
}
