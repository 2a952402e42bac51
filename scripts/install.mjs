// Installs the packages that a package-lock.json names, unless they are there already.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Whether npm's own record of a folder's node_modules says what its lock file says; optional packages may be absent. */
export function isInstalled(folder = root) {
  const read = (file) =>
    existsSync(join(folder, file)) ? JSON.parse(readFileSync(join(folder, file), "utf8")) : {};
  const wanted = read("package-lock.json").packages ?? {};
  const present = read("node_modules/.package-lock.json").packages ?? {};
  return Object.entries(wanted)
    .filter(([path, entry]) => path.startsWith("node_modules/") && !entry.link)
    .every(([path, entry]) =>
      present[path]
        ? present[path].version === entry.version && existsSync(join(folder, path))
        : entry.optional || entry.devOptional || entry.peer,
    );
}

/** Runs a command with its output on standard error, so that standard output stays the program's own. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", 2, 2], ...options });
  if (error) throw error;
  return status ?? 1;
}

/**
 * npm ci in a folder, if it is needed. Returns whether all is there.
 * @param what  is installed, for the message
 * @param flags  of npm ci
 */
export function install(folder, what, flags = []) {
  if (isInstalled(folder)) return true;
  console.error(`percept: installing ${what} ...`);
  const ci = ["ci", "--no-audit", "--no-fund", ...flags];
  const npm = process.env.npm_execpath;
  const status = npm
    ? run(process.execPath, [npm, ...ci], { cwd: folder })
    : run("npm", ci, { cwd: folder, shell: process.platform === "win32" });
  return status === 0;
}

export function ensureInstalled() {
  if (install(root, "packages (once)")) return;
  console.error("percept: npm ci failed; see its messages above. Is the npm registry reachable?");
  process.exit(1);
}
