// The Firefox of the browser tests: one that is there. What drives it is installed only then.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { install, isInstalled, root } from "./install.mjs";

const driverFolder = join(root, "test/browser/firefox");

const commands = ["firefox", "firefox-esr"];
const programs = {
  darwin: ["/Applications/Firefox.app/Contents/MacOS/firefox"],
  win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((variable) =>
    join(process.env[variable] ?? "", "Mozilla Firefox/firefox.exe"),
  ),
};

function firefoxPath() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  const named = commands.flatMap((command) => folders.map((folder) => join(folder, command)));
  return [...named, ...(programs[process.platform] ?? [])].find(existsSync);
}

/**
 * The path of a Firefox and of what drives it, or why there is none.
 * @returns {{ path: string, driver: string } | { missing: string }}
 */
export function findFirefox() {
  const named = process.env.FIREFOX_PATH;
  if (named && !existsSync(named)) return { missing: `FIREFOX_PATH names ${named}, which is not there.` };
  const path = named ?? firefoxPath();
  if (!path) return { missing: "no Firefox was found; FIREFOX_PATH names one." };
  if (!isInstalled(driverFolder))
    return { missing: "what drives Firefox is not installed; `npm test` does it." };
  return { path, driver: join(driverFolder, "package.json") };
}

/** Sees to it that a Firefox that is there can be driven. */
export function ensureFirefoxDriver() {
  if (!process.env.FIREFOX_PATH && !firefoxPath()) return;
  if (!install(driverFolder, "what drives the Firefox that is here, for the browser tests (once)"))
    console.error("percept: npm ci in test/browser/firefox failed; see its messages above.");
}
