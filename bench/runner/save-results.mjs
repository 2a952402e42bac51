import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";

/**
 * Adds what was measured to a file of results. What was not measured this time stays, where it is from the same
 * machine and Node.
 * @param measured  { tasks?: by case, growth? }
 */
export function saveResults(path, { tasks, growth }) {
  const place = { machine: describeMachine(), node: process.version };
  const before = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  const kept = JSON.stringify([before.machine, before.node]) === JSON.stringify([place.machine, place.node]);
  const all = Object.entries({ ...(kept && before.tasks), ...tasks }).sort(([a], [b]) => (a < b ? -1 : 1));
  const grown = growth ?? (kept ? before.growth : undefined);
  const results = {
    date: new Date().toISOString(),
    ...place,
    tasks: Object.fromEntries(all),
    ...(grown && { growth: grown }),
  };
  // Pairs of numbers on a line of their own, as the formatter of this repository has them.
  const text = JSON.stringify(results, rounded, 2).replace(
    /\[\s+([-+\d.e]+),\s+([-+\d.e]+)\s+\]/g,
    "[$1, $2]",
  );
  writeFileSync(path, `${text}\n`);
  console.log(`written: ${path}`);
}

function describeMachine() {
  const processors = cpus();
  return {
    processor: processors[0].model.trim(),
    cores: processors.length,
    memoryGigabytes: Math.round(totalmem() / 1e9),
    system: `${process.platform} ${process.arch}`,
  };
}

/** Five digits say all that a measurement knows. */
function rounded(_, value) {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
}
