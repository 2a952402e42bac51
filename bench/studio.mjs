// The studio in a real browser: how soon its page is usable and the first step is done, how fast it trains beside the
// command in the same minute, and what keeps the page from its reader meanwhile.
//
//   npm run bench studio -- [--rounds 5] [--epochs 100]

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { ensureChromium, findChromium } from "../scripts/chromium.mjs";
import { root } from "../scripts/install.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "5" }, epochs: { type: "string", default: "100" } },
});
const [rounds, epochs] = [Number(values.rounds), Number(values.epochs)];
const percept = join(root, "packages/cli/bin/percept.js");
const reports = ["--no-shuffle", "--update-order", "output-first"];

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const least = (numbers) => Math.min(...numbers);

async function serve() {
  const child = spawn(process.execPath, [percept, "studio", "--no-open", "--json"]);
  const line = await new Promise((resolve) => child.stdout.once("data", (text) => resolve(String(text))));
  return { url: JSON.parse(line.split("\n")[0]).url, close: () => child.kill("SIGINT") };
}

/** Milliseconds from the navigation to a Start that can be pressed, and from there to the first step's numbers. */
async function measureStart(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(watchStart);
  await page.goto(url);
  const { usable, stepped } = await page
    .waitForFunction(() => globalThis.started)
    .then((got) => got.jsonValue());
  await context.close();
  return { usable, firstStep: stepped - usable };
}

/** Runs in the page: presses "One step" as soon as it can be pressed. */
function watchStart() {
  let usable;
  const look = () => {
    const button = [...document.querySelectorAll("button")].find((one) => one.textContent === "One step");
    if (usable === undefined && button && !button.disabled) {
      usable = performance.now();
      button.click();
    }
    if ([...document.querySelectorAll("dd")].some((one) => /^1 \/ /.test(one.textContent)))
      globalThis.started = { usable, stepped: performance.now() };
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Samples a second from the click on, with all preparation, which many epochs make small; tasks over 50 ms on the page's thread. */
async function measureTraining(browser, url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}#train?shuffle=false&updateOrder=output-first&epochs=${epochs}`);
  await page.getByText("60,000 training samples of mnist").waitFor();
  await page.evaluate(() => {
    globalThis.tasks = [];
    globalThis.frames = 0;
    new PerformanceObserver((list) => {
      globalThis.tasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: "longtask" });
    const count = () => {
      globalThis.frames++;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const begun = Date.now();
  await page.getByRole("button", { name: "Start" }).click();
  await page.locator(".hash code").waitFor({ timeout: 600_000 });
  const seconds = (Date.now() - begun) / 1000;
  const { tasks, frames } = await page.evaluate(() => ({
    tasks: globalThis.tasks,
    frames: globalThis.frames,
  }));
  await context.close();
  return { samplesPerSecond: (60_000 * epochs) / seconds, tasks, framesPerSecond: frames / seconds };
}

/** Samples a second of the command's training, without its start and its files. */
function measureCommand() {
  const folder = mkdtempSync(join(tmpdir(), "percept-bench-"));
  try {
    const out = join(folder, "run");
    const options = { stdio: "ignore" };
    execFileSync(process.execPath, [percept, "train", ...reports, "--epochs", epochs, "--out", out], options);
    const lines = readFileSync(join(out, "history.jsonl"), "utf8").trim().split("\n");
    const seconds = lines.reduce((sum, line) => sum + JSON.parse(line).seconds, 0);
    return (60_000 * epochs) / seconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await ensureChromium();
const found = await findChromium();
if (found.missing) {
  console.error(`bench: ${found.missing}`);
  process.exit(1);
}
const server = await serve();
const browser = await chromium.launch({ executablePath: found.path, args: ["--no-sandbox"] });
try {
  await measureStart(browser, server.url); // the server is warm from here on
  const starts = [];
  const trainings = [];
  const commands = [];
  for (let round = 0; round < rounds; round++) {
    starts.push(await measureStart(browser, server.url));
    trainings.push(await measureTraining(browser, server.url));
    commands.push(measureCommand());
  }
  const say = (name, numbers, unit) =>
    console.log(
      `${name}: median ${Math.round(median(numbers))} ${unit}, least ${Math.round(least(numbers))}`,
    );
  console.log(
    `${browser.browserType().name()} ${browser.version()}, ${rounds} rounds, T1 for ${epochs} epochs`,
  );
  say(
    "page usable after",
    starts.map(({ usable }) => usable),
    "ms",
  );
  say(
    "first step after that",
    starts.map(({ firstStep }) => firstStep),
    "ms",
  );
  say(
    "the page trains",
    trainings.map(({ samplesPerSecond }) => samplesPerSecond),
    "samples/s",
  );
  say("the command trains", commands, "samples/s");
  const ratios = trainings.map(({ samplesPerSecond }, round) => samplesPerSecond / commands[round]);
  console.log(`the page beside the command: median ${median(ratios).toFixed(2)}`);
  say(
    "frames a second meanwhile",
    trainings.map(({ framesPerSecond }) => framesPerSecond),
    "",
  );
  const tasks = trainings.flatMap((one) => one.tasks);
  console.log(
    `tasks over 50 ms on the page's thread: ${tasks.length}${tasks.length ? `, the longest ${Math.round(Math.max(...tasks))} ms` : ""}`,
  );
} finally {
  await browser.close();
  server.close();
}
