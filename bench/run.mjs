// percept beside its peers, in one run. `npm run bench -- --help` says how; README.md what is measured.

import { join } from "node:path";
import { contestants } from "./contestants/contestants.mjs";
import { measureCase } from "./runner/measure-case.mjs";
import { readOptions, usage } from "./runner/options.mjs";
import { caseTable } from "./runner/print-case.mjs";
import { readCases } from "./runner/read-cases.mjs";
import { saveResults } from "./runner/save-results.mjs";
import { withData } from "./runner/with-data.mjs";

async function run(options) {
  const cases = readCases(options.tasks);
  const unknown = options.contestants.find((name) => !contestants.some((one) => one.name === name));
  if (unknown) {
    const known = contestants.map(({ name }) => name).join(", ");
    throw new Error(`--contestants: expected some of ${known}, got ${unknown}.`);
  }
  return withData(async ({ prepareCase }) => {
    const measured = {};
    for (const one of cases) {
      const { id, title, name, short, unit } = one;
      console.log(`\n${[title, name].filter(Boolean).join(", ")}`);
      const { results, skipped } = await measureCase(one, await prepareCase(one), options, console.error);
      console.log(caseTable(one, results));
      const date = new Date().toISOString();
      const { rounds } = options;
      measured[id] = { title, ...(name && { name }), short, unit, date, rounds, results, skipped };
    }
    return measured;
  });
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) console.log(usage);
  else {
    const tasks = await run(options);
    const whole =
      options.contestants.length === 0 && [1, 2].every((count) => options.threads.includes(count));
    console.log();
    // A peer that this machine lacks is no fault, a contestant that computes something else is.
    if (Object.values(tasks).some(({ skipped }) => skipped.some(({ failed }) => failed)))
      process.exitCode = 1;
    if (options.out ?? whole)
      saveResults(options.out ?? join(import.meta.dirname, "results.json"), { tasks });
  }
} catch (error) {
  console.error(`bench: ${process.env.PERCEPT_DEBUG ? error.stack : error.message}`);
  process.exitCode = 1;
}
