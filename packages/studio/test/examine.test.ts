import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityViolations, launchBrowser, missingBrowser } from "../../../test/browser/browser.ts";
import { jsonLines, perceptDone, temporaryFolders } from "../../cli/test/run-percept.ts";
import { openStudio, type ServedStudio, serveStudio, waitForMnist, waitForSamples } from "./studio-page.ts";

const emptyFolder = temporaryFolders();

describe.skipIf(missingBrowser !== undefined)("examining in the studio", () => {
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

  /** One epoch on the first few thousand images, and the view of what came of it. */
  async function examined(options?: Parameters<typeof openStudio>[3]) {
    const opened = await openStudio(browser, studio.url, "#train?epochs=1", options);
    await waitForSamples(opened.page);
    await opened.page.getByRole("button", { name: "Start" }).click();
    await opened.page.locator(".hash").waitFor();
    await opened.page.getByRole("button", { name: "Examine" }).click();
    await opened.page.locator(".curves svg").first().waitFor();
    return opened;
  }

  it("says before any training that there is nothing yet, and offers the way there", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#examine");
    await page.getByText("There is no network to examine yet").waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.getByRole("button", { name: "Go to Train" }).click();
    await page.getByRole("heading", { name: "Train a network" }).waitFor();
    await close();
  });

  it("has the numbers of `percept evaluate` on the report's run, to the last digit shown, on both sets, though it looked on while that was trained", async () => {
    const { page, strangers, messages, close } = await openStudio(browser, studio.url);
    await waitForMnist(page);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByRole("button", { name: "Examine" }).click();
    await page.getByText("Weights of the end of epoch 4").waitFor({ timeout: 60_000 });

    const folder = emptyFolder();
    const config = `${process.cwd()}/experiments/report.json`;
    const lines = jsonLines(await perceptDone(folder, ["train", "--config", config, "--json"]));
    const { run, weightsSha256 } = lines.at(-1);
    const csv = join(folder, "test.csv");
    for (const split of ["test", "train"]) {
      const args = ["evaluate", run, "--json", "--split", split, ...(split === "test" ? ["--csv", csv] : [])];
      const [metrics] = jsonLines(await perceptDone(folder, args));
      await page.getByRole("radio", { name: split === "test" ? "Test set" : "Training set" }).check();
      await page
        .locator(".moment", { hasText: split === "test" ? "10,000 samples" : "60,000 samples" })
        .waitFor();
      expect(await page.locator(".figures").first().locator("dd").allTextContents()).toEqual([
        percent(metrics.accuracy),
        percent(metrics.errorRate),
        percent(metrics.macro.f1),
        metrics.macro.auc.toFixed(4),
        metrics.crossEntropy.toFixed(4),
      ]);
      expect((await page.locator(".confusion td").allTextContents()).map(number)).toEqual(
        metrics.confusionMatrix.flat(),
      );
      const rows = await page.locator(".classes tbody tr").allInnerTexts();
      expect(rows.map((row) => row.split(/\s+/))).toEqual(
        metrics.perClass.map((row: ClassRow) => [
          row.label,
          ...[row.precision, row.recall, row.f1].map(percent),
          row.auc.toFixed(4),
          ...[row.support, row.tp, row.fp, row.fn, row.tn].map((count) => count.toLocaleString("en-US")),
        ]),
      );
    }

    await page.getByRole("radio", { name: "Test set" }).check();
    await page.locator(".moment", { hasText: "10,000 samples" }).waitFor();
    await page.getByLabel("Class", { exact: true }).selectOption("3");
    await page.locator("svg title", { hasText: "ROC curve of class 3" }).waitFor({ state: "attached" });
    for (const threshold of [0, 0.25, 0.5, 0.999]) {
      await page.getByLabel("Threshold").fill(String(threshold));
      expect(await atThreshold(page)).toEqual(countAt(readFileSync(csv, "utf8"), 3, threshold));
    }

    await page.getByRole("button", { name: "Train" }).click();
    expect(await page.locator(".hash code").textContent()).toBe(weightsSha256);
    expect({ strangers, messages }).toEqual({ strangers: [], messages: [] });
    await close();
  });

  it("goes through the confusion matrix and its images by keyboard alone, and comes back to the cell", async () => {
    const { page, close } = await examined();
    await page.getByRole("radio", { name: "Test set" }).focus();
    await page.keyboard.press("Tab");
    for (const key of [..."DDDD"].map(() => "ArrowDown")) await page.keyboard.press(key);
    for (const key of [..."RRRR"].map(() => "ArrowRight")) await page.keyboard.press(key);
    const cell = page.getByRole("button", { name: /^4 taken for 4: / });
    expect(await cell.evaluate((button) => button === document.activeElement)).toBe(true);
    const images = number((await cell.textContent()) ?? "");
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: "4 recognised as 4, the least sure first" });
    await dialog.locator(".card").nth(23).waitFor();
    const pages = Math.ceil(images / 24);
    await dialog.getByText(`Page 1 of ${pages}`).waitFor();
    const confidences = await dialog.locator(".card .confidence").allTextContents();
    expect(confidences).toHaveLength(24);
    expect(confidences.map(number)).toEqual(confidences.map(number).sort((a, b) => a - b));
    await dialog.getByRole("button", { name: "Next" }).press("Enter");
    await dialog.getByText(`Page 2 of ${pages}`).waitFor();
    await dialog.locator(".card").nth(1).press("Enter");
    await dialog.getByText(`26 of ${images}`).waitFor();
    expect(await dialog.locator(".facts").textContent()).toMatch(/^Index[\d,]+Label4Prediction4Confidence/);
    await page.keyboard.press("Enter"); // the focus is on the way back
    await dialog.getByText(`Page 2 of ${pages}`).waitFor();
    expect(
      await dialog
        .locator(".card")
        .nth(1)
        .evaluate((card) => card === document.activeElement),
    ).toBe(true);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(await cell.evaluate((button) => button === document.activeElement)).toBe(true);
    await close();
  });

  it("opens a mistake with its ten scores, and the image that the data have at its index", async () => {
    const { page, close } = await examined();
    const card = page.locator(".examined .card").nth(2);
    const name = (await card.ariaSnapshot()).replaceAll(/\s+/g, " ");
    const [, index, label, prediction] = /Image (\d+): (\d) ?, predicted (\d) ?confidence/.exec(name) ?? [];
    expect(label).not.toBe(prediction);
    await card.click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/^3 of /).waitFor();
    expect(await dialog.locator(".facts").textContent()).toContain(
      `${number(index).toLocaleString("en-US")}Label${label}Prediction${prediction}`,
    );
    const scores = (await dialog.locator(".scores td:last-child").allTextContents()).map(Number);
    expect(scores).toHaveLength(10);
    expect(scores.indexOf(Math.max(...scores))).toBe(Number(prediction));
    const inked = () =>
      dialog.locator("canvas").evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")?.getImageData(0, 0, 28, 28) ?? { data: [] };
        return Array.from(data).filter((value, at) => at % 4 === 0 && value < 128).length;
      });
    await expect.poll(inked).toBeGreaterThan(20);
    await dialog.getByRole("button", { name: "Close" }).click();
    expect(await card.evaluate((button) => button === document.activeElement)).toBe(true);
    await close();
  });

  it("sorts the classes by any measure, up and down, and says so", async () => {
    const { page, close } = await examined();
    const recalls = async () =>
      (await page.locator(".classes tbody td:nth-child(3)").allTextContents()).map(Number.parseFloat);
    const head = page.getByRole("columnheader", { name: "Recall" });
    await head.getByRole("button").click();
    expect(await recalls()).toEqual((await recalls()).sort((a, b) => a - b));
    expect(await head.getAttribute("aria-sort")).toBe("ascending");
    await head.getByRole("button").click();
    expect(await recalls()).toEqual((await recalls()).sort((a, b) => b - a));
    expect(await head.getAttribute("aria-sort")).toBe("descending");
    await close();
  });

  it("moves a point on both curves with the threshold, from every image down to none", async () => {
    const { page, close } = await examined();
    const slider = page.getByLabel("Threshold");
    const place = () => page.locator(".marks circle").evaluateAll((all) => all.map((one) => one.outerHTML));
    const [tp, fp, fn, tn] = (await atThreshold(page)).map(number);
    const before = await place();
    expect(before.length).toBeGreaterThanOrEqual(2);
    await slider.press("Home");
    expect((await atThreshold(page)).slice(0, 4).map(number)).toEqual([tp + fn, fp + tn, 0, 0]);
    expect(await place()).not.toEqual(before);
    await slider.press("ArrowRight");
    expect(await page.locator("output").textContent()).toBe("0.001");
    await slider.press("End");
    expect(number((await atThreshold(page))[0])).toBeLessThan(tp);
    await close();
  });

  it("draws anew at the end of epochs while it trains, and of the weights of the pause", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#train?epochs=300");
    await waitForMnist(page);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByRole("button", { name: "Examine" }).click();
    const moment = page.locator(".moment");
    await moment.waitFor();
    const first = await moment.textContent();
    expect(first).toMatch(/^Weights of the end of epoch/);
    await expect.poll(() => moment.textContent(), { timeout: 20_000 }).not.toBe(first);
    await page.getByRole("button", { name: "Train" }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Go on" }).waitFor();
    await page.getByRole("button", { name: "Examine" }).click();
    await page.getByText(/^Weights (after [\d,]+ samples|of the end) of epoch/).waitFor();
    await page.getByRole("button", { name: "Train" }).click();
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("button", { name: "Examine" }).click();
    await page.getByText("There is no network to examine yet").waitFor();
    await close();
  });

  it.each(["light", "dark"] as const)(
    "has no accessibility violation, %s, wide or narrow, with and without its dialog",
    async (colorScheme) => {
      for (const width of [1280, 360]) {
        const { page, close } = await examined({ colorScheme, viewport: { width, height: 800 } });
        expect(await accessibilityViolations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
        await page.getByRole("button", { name: /^2 taken for 2/ }).click();
        await page.locator("dialog .card").first().waitFor();
        expect(await accessibilityViolations(page)).toEqual([]);
        await page.locator("dialog .card").first().click();
        await page.locator("dialog .facts").waitFor();
        expect(await accessibilityViolations(page)).toEqual([]);
        await close();
      }
    },
  );
});

interface ClassRow extends Readonly<Record<"precision" | "recall" | "f1" | "auc", number>> {
  readonly label: string;
  readonly support: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}

function number(text: string): number {
  return Number(text.replaceAll(/[^\d.]/g, ""));
}

/** TP, FP, FN, TN, precision, recall and F1 as the page has them. */
async function atThreshold(page: Page): Promise<string[]> {
  return (await page.locator(".figures.eight dd").allTextContents()).slice(0, 7);
}

/** The same, counted by hand from the scores that the command writes. */
function countAt(csv: string, k: number, threshold: number): string[] {
  let [tp, fp, fn, tn] = [0, 0, 0, 0];
  for (const line of csv.trim().split("\n").slice(1)) {
    const [, label, , ...scores] = line.split(",").map(Number);
    if (scores[k] >= threshold) label === k ? tp++ : fp++;
    else label === k ? fn++ : tn++;
  }
  const counts = [tp, fp, fn, tn].map((count) => count.toLocaleString("en-US"));
  return [...counts, ...[tp / (tp + fp), tp / (tp + fn), (2 * tp) / (2 * tp + fp + fn)].map(percent)];
}
