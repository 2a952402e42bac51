// `npm run bench`: percept beside its peers. What is missing is installed and built; the peers live in bench/ alone.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { install, root } from "./install.mjs";

const bench = join(root, "bench");

/** Without their install scripts: one would fetch GPU libraries that nothing here uses. */
function installPeers() {
  if (install(bench, "the bench's peers (once, half a gigabyte)", ["--ignore-scripts"])) return;
  console.error("percept: npm ci in bench/ failed; see its messages above. Is the npm registry reachable?");
  process.exit(1);
}

const [first, ...rest] = process.argv.slice(2);
const programs = {
  files: "files.mjs",
  growth: "growth.mjs",
  memory: "memory.mjs",
  studio: "studio.mjs",
  table: "write-table.mjs",
};
const program = programs[first] ?? "run.mjs";
const args = programs[first] ? rest : process.argv.slice(2);
ensureBuilt();
if (program === "run.mjs") installPeers();
const child = spawn(process.execPath, [join(bench, program), ...args], { stdio: "inherit" });
process.on("SIGINT", () => {}); // it reaches the child through the terminal
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
