import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";

const folder = join(import.meta.dirname, "../tasks");

/**
 * Every case of the tasks in tasks/*.json. A task without `cases` is one itself; what a case does not say, its task
 * says.
 * @param wanted  ids of tasks or of cases; all where there are none
 */
export function readCases(wanted) {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json"));
  const cases = files.sort().flatMap((file) => {
    const task = basename(file, ".json");
    const { cases = [{}], ...shared } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    return cases.map((own) => ({ id: task, task, ...shared, ...own }));
  });
  const names = new Set(cases.flatMap(({ id, task }) => [id, task]));
  const unknown = wanted.find((name) => !names.has(name));
  if (unknown) throw new Error(`--tasks: expected some of ${[...names].join(", ")}, got ${unknown}.`);
  return cases.filter((one) => wanted.length === 0 || takesPart(wanted, one));
}

/** Whether a list of tasks and cases has this case. */
export function takesPart(names, { id, task }) {
  return names.includes(id) || names.includes(task);
}
