// `npm test`: the one gate. Types, lint, then every test; the last line counts them all.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { ensureChromium } from "./chromium.mjs";
import { ensureFirefoxDriver } from "./firefox.mjs";
import { root, run } from "./install.mjs";
import { ensureOnnxruntime } from "./onnxruntime.mjs";

const long = process.argv.includes("--long");
const filters = process.argv.slice(2).filter((argument) => argument !== "--long");
const tool = (path, ...args) =>
  run(process.execPath, [join(root, "node_modules", path), ...args], { stdio: ["ignore", 1, 2] });

ensureBuilt();
await ensureChromium();
ensureFirefoxDriver();
ensureOnnxruntime();

let passed = 0;
let failed = 0;
let skipped = 0;
function check(name, status) {
  if (status === 0) passed += 1;
  else failed += 1;
  console.log(`${status === 0 ? "passed" : "FAILED"}: ${name}`);
}

check("types", tool("typescript/bin/tsc", "--project", "tsconfig.json"));
check("types of the studio", tool("typescript/bin/tsc", "--project", "packages/studio/tsconfig.json"));
check("lint and format", tool("@biomejs/biome/bin/biome", "ci", "--error-on-warnings", "."));

const results = join(root, ".build/tests.json");
mkdirSync(join(root, ".build"), { recursive: true });
rmSync(results, { force: true });
const status = tool(
  "vitest/vitest.mjs",
  "run",
  ...(long ? ["--project", "long"] : ["--project", "short"]),
  "--reporter=default",
  "--reporter=json",
  `--outputFile=${results}`,
  ...filters,
);
const counts = existsSync(results) ? JSON.parse(readFileSync(results, "utf8")) : undefined;
passed += counts?.numPassedTests ?? 0;
failed += counts?.numFailedTests ?? 0;
skipped += (counts?.numPendingTests ?? 0) + (counts?.numTodoTests ?? 0);
// A test file that cannot be loaded holds no tests, and a crash leaves no report: both count as a failure.
if (status !== 0 && !counts?.numFailedTests) failed += 1;
if (counts && counts.numPassedTests === 0) failed += 1;

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failed > 0 ? 1 : 0;
