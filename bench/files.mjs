// How long a run's files take: `npm run bench files`. From the last epoch's line in history.jsonl to the record that says
// the run is finished lie scores, metrics, every picture as SVG, PNG and JSON, and the page; the clock is the files' own.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROUNDS = 5;
const command = join(import.meta.dirname, "../packages/cli/bin/percept.js");
const folder = mkdtempSync(join(tmpdir(), "percept-files-"));
try {
  const seconds = Array.from({ length: ROUNDS }, (_, round) => {
    const out = `run${round}`;
    const { status } = spawnSync(process.execPath, [command, "start", "--out", out], {
      cwd: folder,
      input: "0.01\n4\n",
    });
    if (status !== 0) throw new Error(`percept start ended with ${status}.`);
    const writtenAt = (name) => statSync(join(folder, out, name)).mtimeMs;
    return (writtenAt("experiment.json") - writtenAt("history.jsonl")) / 1000;
  }).sort((a, b) => a - b);
  const sizes = readdirSync(join(folder, "run0"), { recursive: true })
    .map((name) => [statSync(join(folder, "run0", name)).size, name])
    .sort(([a], [b]) => b - a);
  const pictures = sizes.filter(([, name]) => name.endsWith(".svg"));
  const [min, median, max] = [0, Math.floor(ROUNDS / 2), ROUNDS - 1].map((at) => seconds[at].toFixed(2));
  console.log(`files of the report's run: ${median} s, median of ${ROUNDS} rounds (${min} to ${max})`);
  console.log(`report.html: ${(statSync(join(folder, "run0/report.html")).size / 1000).toFixed(0)} kB`);
  console.log(
    `largest of ${pictures.length} SVGs: ${pictures[0][1]}, ${(pictures[0][0] / 1000).toFixed(0)} kB`,
  );
} finally {
  rmSync(folder, { recursive: true });
}
