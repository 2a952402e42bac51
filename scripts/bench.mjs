// `npm run bench`: percept beside its peers. What is missing is installed and built; the peers live in bench/ alone.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { root, run } from "./install.mjs";

const bench = join(root, "bench");
const read = (file) =>
  existsSync(join(bench, file)) ? JSON.parse(readFileSync(join(bench, file), "utf8")) : {};

/** Whether npm's own record of bench/node_modules has every version of bench/package-lock.json. */
function peersInstalled() {
  const wanted = read("package-lock.json").packages ?? {};
  const present = read("node_modules/.package-lock.json").packages ?? {};
  return Object.entries(wanted)
    .filter(([path, entry]) => path && !entry.optional && !entry.peer)
    .every(([path, entry]) => present[path]?.version === entry.version);
}

/** Without their install scripts: one would fetch GPU libraries that nothing here uses. */
function installPeers() {
  if (peersInstalled()) return;
  console.error("percept: installing the bench's peers (once, half a gigabyte) ...");
  const ci = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  const npm = process.env.npm_execpath;
  const status = npm
    ? run(process.execPath, [npm, ...ci], { cwd: bench })
    : run("npm", ci, { cwd: bench, shell: process.platform === "win32" });
  if (status !== 0) {
    console.error("percept: npm ci in bench/ failed; see its messages above. Is the npm registry reachable?");
    process.exit(1);
  }
}

const [first, ...rest] = process.argv.slice(2);
const programs = { growth: "growth.mjs", memory: "memory.mjs", table: "write-table.mjs" };
const program = programs[first] ?? "run.mjs";
const args = programs[first] ? rest : process.argv.slice(2);
ensureBuilt();
if (program === "run.mjs") installPeers();
const child = spawn(process.execPath, [join(bench, program), ...args], { stdio: "inherit" });
process.on("SIGINT", () => {}); // it reaches the child through the terminal
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
