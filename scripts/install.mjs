// Installs the packages that package-lock.json names, unless they are there already.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const read = (file) =>
  existsSync(join(root, file)) ? JSON.parse(readFileSync(join(root, file), "utf8")) : {};

/** Whether npm's own record of node_modules says what the lock file says; optional packages may be absent. */
function installed() {
  const wanted = read("package-lock.json").packages ?? {};
  const present = read("node_modules/.package-lock.json").packages ?? {};
  return Object.entries(wanted)
    .filter(([path, entry]) => path.startsWith("node_modules/") && !entry.link)
    .every(([path, entry]) =>
      present[path]
        ? present[path].version === entry.version && existsSync(join(root, path))
        : entry.optional || entry.devOptional || entry.peer,
    );
}

/** Runs a command with its output on standard error, so that standard output stays the program's own. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], ...options });
  if (error) throw error;
  return status ?? 1;
}

export function ensureInstalled() {
  if (installed()) return;
  console.error("percept: installing packages (once) ...");
  const npm = process.env.npm_execpath;
  const status = npm
    ? run(process.execPath, [npm, "ci", "--no-audit", "--no-fund"])
    : run("npm", ["ci", "--no-audit", "--no-fund"], { shell: process.platform === "win32" });
  if (status !== 0) {
    console.error("percept: npm ci failed; see its messages above. Is the npm registry reachable?");
    process.exit(1);
  }
}
