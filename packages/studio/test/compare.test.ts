import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { modelEndings, readableModelEndings } from "percept";
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityViolations, launchBrowser, missingBrowser } from "../../../test/browser/browser.ts";
import { jsonLines, perceptDone, readJson, temporaryFolders } from "../../cli/test/run-percept.ts";
import { openStudio, type ServedStudio, serveStudio, waitForMnist, waitForSamples } from "./studio-page.ts";

const emptyFolder = temporaryFolders();
const quick = "#train?epochs=2&hidden=8";

/** The row of a run, by its name. */
function rowOf(page: Page, name: RegExp): Locator {
  return page
    .getByRole("region", { name: "Runs" })
    .getByRole("row", { name })
    .filter({ has: page.getByRole("checkbox") });
}

async function rowOfRuns(page: Page, count: number): Promise<void> {
  await page.getByRole("button", { name: "Compare" }).click();
  await expect.poll(() => page.getByRole("checkbox").count(), { timeout: 20_000 }).toBe(count);
}

/** Opens what can be done with a run. */
async function openRun(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** Trains what the link says, to its end, and goes to the runs. */
async function trainAndCompare(page: Page): Promise<{ readonly hash: string; readonly row: Locator }> {
  await page.getByRole("button", { name: "Start" }).click();
  const hash = await page.locator(".hash code").textContent({ timeout: 50_000 });
  await page.getByRole("button", { name: "Compare" }).click();
  const row = rowOf(page, /8 hidden/);
  await row.waitFor();
  return { hash: hash ?? "", row };
}

/** Clicks a button of the run that is open, and saves the file that comes. */
async function download(page: Page, button: string, folder: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

describe.skipIf(missingBrowser !== undefined)("runs in the studio", () => {
  let studio: ServedStudio;
  let browser: Browser;
  beforeAll(async () => {
    studio = await serveStudio();
    browser = await launchBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await studio?.close();
  });

  it("keeps a training that ended, over a reload and in a second tab, which changes it for both", async () => {
    const { page, messages, strangers, close } = await openStudio(browser, studio.url, quick);
    const { hash } = await trainAndCompare(page);
    await page.reload();
    await rowOf(page, /8 hidden/).waitFor();
    expect(await page.getByTitle(hash).count()).toBe(1);
    const second = await page.context().newPage();
    await second.goto(`${studio.url}#compare`);
    await openRun(second, "8 hidden");
    await second.getByLabel("Another name for 8 hidden").fill("a small one");
    await second.getByLabel("Another name for 8 hidden").press("Enter");
    await rowOf(page, /a small one/).waitFor();
    await openRun(page, "a small one");
    await page.getByRole("link", { name: "Open its settings in Train" }).click();
    expect(await page.getByLabel("Hidden layers", { exact: true }).inputValue()).toBe("8");
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("button", { name: "Delete" }).click();
    await second.getByText("There are no runs yet.", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await rowOf(second, /a small one/).waitFor();
    expect({ strangers, messages }).toEqual({ strangers: [], messages: [] });
    await close();
  });

  it("exports a model and a run that the command reads, and imports both again", async () => {
    const folder = emptyFolder();
    const { page, close } = await openStudio(browser, studio.url, quick);
    const { hash } = await trainAndCompare(page);
    await openRun(page, "8 hidden");
    const model = await download(page, "Export the model (.npz)", folder);
    const archive = await download(page, "Export the run (.zip)", folder);
    const run = join(folder, "run");
    mkdirSync(run);
    for (const [name, bytes] of Object.entries(unzipSync(readFileSync(archive))))
      writeFileSync(join(run, name), bytes);
    expect(readFileSync(join(run, "model.npz"))).toEqual(readFileSync(model));
    const metrics = readJson(join(run, "metrics.json"));
    expect(metrics.weightsSha256).toBe(hash);
    const lines = await perceptDone(folder, ["predict", model, "60", "--json"]);
    expect(jsonLines(lines)[0]).toMatchObject({ index: 60, label: "4" });
    expect(await perceptDone(folder, ["predict", run, "60", "--json"])).toBe(lines);
    const printed = ["train", "--config", join(run, "experiment.json"), "--print-config", "--json"];
    expect(jsonLines(await perceptDone(folder, printed))[0]).toMatchObject({ epochs: 2, hidden: [8] });
    await page.getByLabel("Choose files").setInputFiles([model, archive]);
    await rowOf(page, /8-hidden \(2\)/).waitFor();
    expect(await page.getByTitle(hash).count()).toBe(3);
    await close();
  });

  it("exports the model in every format, which the command reads, and imports them again", async () => {
    const folder = emptyFolder();
    const { page, close } = await openStudio(browser, studio.url, quick);
    const { hash } = await trainAndCompare(page);
    await openRun(page, "8 hidden");
    const files: string[] = [];
    for (const ending of modelEndings.filter((name) => name !== ".js"))
      files.push(await download(page, `Export the model (${ending})`, folder));
    const readable = files.filter((file) => readableModelEndings.some((ending) => file.endsWith(ending)));
    expect(readable).toHaveLength(readableModelEndings.length);
    const said = await Promise.all(
      readable.map((file) => perceptDone(folder, ["predict", file, "60", "--json"])),
    );
    expect(new Set(said).size).toBe(1);
    await page.getByLabel("Choose files").setInputFiles(readable);
    await rowOf(page, /8-hidden \(4\)/).waitFor();
    expect(await page.getByTitle(hash).count()).toBe(1 + readable.length);
    const torch = join(import.meta.dirname, "../../core/test/format/fixtures/torch-F32.safetensors");
    await page.getByLabel("Choose files").setInputFiles(torch);
    await page.getByText("Assumed that layer 1 goes through relu", { exact: false }).waitFor();
    await close();
  });

  it("computes the command's metrics of the same experiment, to the last bit", async () => {
    const folder = emptyFolder();
    const { page, close } = await openStudio(browser, studio.url, "#train?epochs=1&hidden=8");
    await page.getByText("60,000 training samples of mnist", { exact: false }).waitFor();
    await trainAndCompare(page);
    await openRun(page, "8 hidden");
    const archive = await download(page, "Export the run (.zip)", folder);
    const files = unzipSync(readFileSync(archive));
    writeFileSync(join(folder, "experiment.json"), files["experiment.json"]);
    await perceptDone(folder, ["train", "--config", "experiment.json", "--out", "run"]);
    expect(Buffer.from(files["model.npz"])).toEqual(readFileSync(join(folder, "run/model.npz")));
    const { weightsSha256, test } = readJson(join(folder, "run/metrics.json"));
    const metrics = JSON.parse(Buffer.from(files["metrics.json"]).toString());
    expect(metrics).toEqual({ weightsSha256, test });
    await close();
  });

  it("trains on from the weights of an imported model, and says where they come from", async () => {
    const folder = emptyFolder();
    const { page, close } = await openStudio(browser, studio.url, quick);
    await trainAndCompare(page);
    await openRun(page, "8 hidden");
    const model = await download(page, "Export the model (.npz)", folder);
    await page.getByLabel("Choose files").setInputFiles(model);
    await openRun(page, "8-hidden");
    await page.getByRole("button", { name: "Train on from its weights" }).click();
    await page.getByRole("button", { name: "One epoch" }).click();
    await page.locator("figure svg").waitFor();
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("button", { name: "Keep the paused training" }).click();
    const kept = rowOf(page, /8 hidden \(2\)/);
    await openRun(page, "8 hidden (2)");
    await page.getByText("began with the weights of 8-hidden").waitFor();
    expect(await kept.getByText("1, stopped").count()).toBe(1);
    const archive = unzipSync(readFileSync(await download(page, "Export the run (.zip)", folder)));
    expect(Buffer.from(archive["initial.npz"])).toEqual(readFileSync(model));
    await close();
  });

  it("keeps a run in memory, and says so, where the storage is full or there is none", async () => {
    for (const [fault, sentence] of [
      ["full", "The browser's storage for this page is full"],
      ["none", "The browser lets this page store nothing"],
    ]) {
      const context = await browser.newContext();
      const page = await context.newPage();
      if (fault === "full") {
        const devtools = await context.newCDPSession(page);
        const { origin } = new URL(studio.url);
        await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
      } else {
        await page.addInitScript(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));
      }
      await page.goto(`${studio.url}${quick}`);
      const { row } = await trainAndCompare(page);
      await page.getByText(sentence, { exact: false }).waitFor();
      await row.getByText("this tab only").waitFor();
      await openRun(page, "8 hidden");
      await download(page, "Export the model (.npz)", emptyFolder());
      await context.close();
    }
  });

  it("says that its worker is gone, loses no run, and goes on from the last checkpoint to the same bits", async () => {
    const { page, close } = await openStudio(browser, studio.url, quick);
    await page.getByText("60,000 training samples of mnist", { exact: false }).waitFor();
    await trainAndCompare(page);
    await page.getByRole("button", { name: "Train" }).click();
    await setEpochs(page, "12");
    await page.getByRole("button", { name: "Start" }).click();
    const expected = await page.locator(".hash code").textContent({ timeout: 50_000 });
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText(/^[3-9] of 12$/).waitFor();
    for (const worker of page.workers()) await worker.evaluate(() => self.close()).catch(() => {});
    await page.getByText("The worker that trained has ended", { exact: false }).waitFor();
    await page.getByRole("button", { name: /Go on (after|in) epoch/ }).click();
    const resumed = await page.locator(".hash code").textContent({ timeout: 50_000 });
    expect(resumed).toBe(expected);
    await page.getByRole("button", { name: "Compare" }).click();
    const rows = page.getByRole("region", { name: "Runs" }).getByRole("row");
    await rows.nth(3).waitFor();
    expect(await rows.count()).toBe(1 + 3);
    await close();
  });

  it("goes on after a reload in the middle of an epoch, to the same bits, and another tab after the tab is closed", {
    timeout: 120_000,
    retry: 1,
  }, async () => {
    const long = "#train?epochs=30&hidden=30";
    const { page, messages, strangers, close } = await openStudio(browser, studio.url, long);
    await waitForMnist(page);
    await page.getByRole("button", { name: "Start" }).click();
    const expected = await page.locator(".hash code").textContent({ timeout: 50_000 });
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText(/^([3-9]|\d\d) of 30$/).waitFor({ timeout: 30_000 });
    await page.reload();
    await page
      .getByText(/^A training was under way in this browser when its page was left: 30 hidden on mnist/)
      .waitFor();
    await page.getByRole("button", { name: /^Go on (after|in) epoch \d+/ }).waitFor();

    const second = await page.context().newPage();
    await second.goto(`${studio.url}#compare`);
    await second.getByRole("button", { name: /^Go on/ }).waitFor(); // it is offered in both
    await page.getByRole("button", { name: /^Go on/ }).click();
    await page.getByText(/^\d+ of 30$/).waitFor();
    await second.getByRole("button", { name: /^Go on/ }).click();
    await second.getByText("Another tab has gone on with that training").waitFor();
    expect(await page.locator(".hash code").textContent({ timeout: 50_000 })).toBe(expected);

    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText(/^([3-9]|\d\d) of 30$/).waitFor({ timeout: 30_000 });
    await second.reload();
    await second.getByRole("heading", { name: "Compare runs" }).waitFor();
    expect(await second.getByRole("button", { name: /^Go on/ }).count()).toBe(0);
    await page.close();
    await second.getByRole("button", { name: /^Go on/ }).click();
    await second.getByRole("button", { name: "Train", exact: true }).click();
    expect(await second.locator(".hash code").textContent({ timeout: 50_000 })).toBe(expected);
    await rowOfRuns(second, 3); // kept, and so nothing is left to go on with
    await second.reload();
    await rowOfRuns(second, 3);
    expect(await second.getByRole("button", { name: /^(Go on|Discard)/ }).count()).toBe(0);
    expect({ strangers, messages }).toEqual({ strangers: [], messages: [] });
    await close();
  });

  it("forgets a training that its reader discards, and says where none can be stored", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#train?epochs=500&hidden=8");
    await waitForSamples(page);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText(/^([2-9]|\d\d+) of 500$/).waitFor({ timeout: 30_000 });
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Go on", exact: true }).waitFor();
    await page.reload();
    await page.getByText(/when its page was left: 8 hidden on mnist/).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Discard it" }).click();
    await page.getByRole("button", { name: "Discard it" }).waitFor({ state: "detached" });
    await page.reload();
    await page.getByText("60,000 training samples").waitFor();
    expect(await page.getByRole("button", { name: "Discard it" }).count()).toBe(0);
    await close();
  });

  it("says that a training would not survive a reload where nothing can be stored, and trains on", async () => {
    const { page, close } = await openStudio(browser, "about:blank");
    const devtools = await page.context().newCDPSession(page);
    const { origin } = new URL(studio.url);
    await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
    await page.goto(`${studio.url}#train?epochs=500&hidden=8`);
    await waitForSamples(page);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText("this training would not survive a reload", { exact: false }).waitFor();
    await page.getByText(/^([2-9]|\d\d+) of 500$/).waitFor();
    await close();
  });

  it("gives up on a worker that ends three times soon after it began, and goes on when it is started again", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#train?epochs=500&hidden=8");
    await waitForSamples(page);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText(/^([2-9]|\d\d+) of 500$/).waitFor({ timeout: 30_000 });
    for (let death = 1; death <= 3; death++) {
      await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(1);
      const [worker] = page.workers();
      const ended = new Promise((resolve) => worker.once("close", resolve));
      await worker.evaluate(() => self.close()).catch(() => {});
      await ended;
      await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(death < 3 ? 1 : 0);
      if (death < 3) await waitForSamples(page);
    }
    await page.getByText("The worker that trains has ended 3 times", { exact: false }).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Start the worker again" }).click();
    await waitForSamples(page);
    await page.getByRole("button", { name: "One step" }).click();
    await page.getByText(/^1 \/ /).waitFor();
    await close();
  });

  it("names what cannot be imported, each in a sentence", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#compare");
    const say = async (name: string, content: string | Buffer, sentence: RegExp) => {
      const buffer = Buffer.from(content);
      await page.getByLabel("Choose files").setInputFiles({ name, mimeType: "", buffer });
      await page.getByRole("status").filter({ hasText: sentence }).waitFor();
    };
    await say("broken.npz", "PK nothing", /broken\.npz: /);
    await say("broken.zip", "nothing", /broken\.zip: expected a zip of a run's files/);
    await say("experiment.json", '{"experiment": {"hidden": [-1]}}', /experiment\.json: hidden must be/);
    const large = join(emptyFolder(), "large.npz");
    writeFileSync(large, "");
    truncateSync(large, 2 ** 31);
    await page.getByLabel("Choose files").setInputFiles(large);
    await page.getByText("large.npz has 2048 MB, and a run's file has 512 MB at most.").waitFor();
    await say("history.jsonl", "{}", /Nothing there can be imported/);
    await close();
  });

  it("shows the runs of a folder beside its own, read only", async () => {
    const folder = emptyFolder();
    await perceptDone(folder, ["train", "--hidden", "8", "--epochs", "1", "--out", "runs/served"]);
    const served = await serveStudio(["--runs", join(folder, "runs")]);
    const { page, messages, strangers, close } = await openStudio(browser, served.url, "#compare");
    const row = rowOf(page, /served/);
    await row.getByText("folder, read only").waitFor();
    await page.locator("figure svg").waitFor();
    await openRun(page, "served");
    expect(await page.getByRole("button", { name: "Delete" }).count()).toBe(0);
    const model = await download(page, "Export the model (.npz)", folder);
    expect(readFileSync(model)).toEqual(readFileSync(join(folder, "runs/served/model.npz")));
    const files = ["experiment.json", "history.jsonl", "metrics.json", "model.npz"];
    const paths = files.map((name) => join(folder, "runs/served", name));
    await page.getByLabel("Choose files").setInputFiles(paths);
    await rowOf(page, /run imported/).waitFor();
    await drop(page, "dropped.npz", readFileSync(model));
    await rowOf(page, /dropped imported/).waitFor();
    expect({ strangers, messages }).toEqual({ strangers: [], messages: [] });
    await close();
    await served.close();
  });

  it.each(["light", "dark"] as const)("has nothing that axe finds wrong, %s", async (colorScheme) => {
    const { page, close } = await openStudio(browser, studio.url, quick, { colorScheme });
    await trainAndCompare(page);
    await page.getByRole("button", { name: "Train" }).click();
    await setEpochs(page, "1");
    await page.getByRole("button", { name: "Start" }).click();
    await page.locator(".hash code").waitFor();
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByText("Settings that differ").waitFor();
    await openRun(page, "8 hidden");
    await page.locator("figure svg").waitFor();
    await page.getByLabel("Compare 8 hidden", { exact: true }).uncheck();
    expect(await page.getByText("Settings that differ").count()).toBe(0);
    await page.getByLabel("Compare 8 hidden", { exact: true }).check();
    await page.getByText("Settings that differ").waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await close();
  });
});

/** Drops a file onto the place for it. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, numbers }) => {
      const made = new DataTransfer();
      made.items.add(new File([Uint8Array.from(numbers)], name));
      return made;
    },
    { name, numbers: [...bytes] },
  );
  await page.getByRole("region", { name: "Import" }).dispatchEvent("drop", { dataTransfer: transfer });
}

async function setEpochs(page: Page, epochs: string): Promise<void> {
  await page.getByLabel("Epochs", { exact: true }).fill(epochs);
  await page.getByLabel("Epochs", { exact: true }).press("Tab");
}
