import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityViolations, launchBrowser, missingBrowser } from "../../../test/browser/browser.ts";
import { jsonLines, perceptDone, temporaryFolders } from "../../cli/test/run-percept.ts";
import { openStudio, type ServedStudio, serveStudio, waitForMnist, waitForSamples } from "./studio-page.ts";

const emptyFolder = temporaryFolders();

describe.skipIf(missingBrowser !== undefined)("training in the studio", () => {
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

  it("ends the report's experiment with the same bits as the command, asks no stranger, and says nothing", async () => {
    const { page, strangers, messages, close } = await openStudio(browser, studio.url);
    await waitForMnist(page);
    await page.getByRole("button", { name: "Start" }).click();
    const hash = await page.locator(".hash code").textContent({ timeout: 60_000 });
    const { experiment } = JSON.parse(readFileSync("experiments/report.json", "utf8"));
    expect(experiment).toMatchObject({ shuffle: false, updateOrder: "output-first" });
    const config = `${process.cwd()}/experiments/report.json`;
    const lines = jsonLines(await perceptDone(emptyFolder(), ["train", "--config", config, "--json"]));
    expect(hash).toBe(lines.at(-1).weightsSha256);
    expect({ strangers, messages }).toEqual({ strangers: [], messages: [] });
    await close();
  });

  it("stops after one step, and after one epoch, and goes on", async () => {
    const { page, close } = await openStudio(browser, studio.url);
    await waitForSamples(page);
    await page.getByRole("button", { name: "One step" }).click();
    await page.getByText(/^1 \/ /).waitFor();
    await page.getByRole("button", { name: "One step" }).click();
    await page.getByText(/^2 \/ /).waitFor();
    await page.getByRole("button", { name: "One epoch" }).click();
    await page.locator("figure svg").waitFor();
    expect(await page.getByRole("button", { name: "Go on" }).isEnabled()).toBe(true);
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("button", { name: "Start" }).waitFor();
    await close();
  });

  it("reads an experiment from its link, keeps it there, and names what makes no sense", async () => {
    const link = "#train?hidden=30,20&activation=relu&learningRate=-1&nonsense=1";
    const { page, close } = await openStudio(browser, studio.url, link);
    expect(await page.getByLabel("Hidden layers").inputValue()).toBe("30,20");
    expect(await page.getByLabel("Activation").inputValue()).toBe("relu");
    expect(await page.getByRole("status").textContent()).toMatch(/learningRate=-1.*nonsense/);
    await page.getByLabel("Seed").fill("7");
    await page.getByLabel("Seed").press("Tab");
    expect(new URL(page.url()).hash).toContain("seed=7");
    await close();
  });

  it("takes another learning rate while it trains, and says since when", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#train?epochs=500");
    await waitForSamples(page);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByLabel("Learning rate from here on").fill("0.02");
    await page.getByLabel("Learning rate from here on").press("Tab");
    await page.getByText(/0\.02 since step [\d,]+/).waitFor();
    await page.getByRole("button", { name: "Reset" }).click();
    await page.getByRole("button", { name: "Start" }).waitFor();
    await page.getByText("0 of 500").waitFor();
    expect(await page.locator(".hash code").count()).toBe(0);
    await close();
  });

  it("stops a training, which is kept as it is, and shows the validation's loss", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#train?epochs=500&validation=0.1");
    await waitForSamples(page);
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByText(/^([2-9]|\d\d+) of 500$/).waitFor({ timeout: 30_000 });
    const loss = page.locator(".live > div", { hasText: "Validation loss" }).locator("dd");
    await expect.poll(() => loss.textContent()).toMatch(/^\d\.\d{4}$/);
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("stopped", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Compare" }).click();
    await page.getByText(/^\d+, stopped$/).waitFor();
    await close();
  });

  it("keeps what makes no experiment beside a sentence, and trains by the last settings that do", async () => {
    const { page, close } = await openStudio(browser, studio.url);
    await waitForSamples(page);
    await page.getByLabel("Learning rate", { exact: true }).fill("-1");
    await page.getByLabel("Learning rate", { exact: true }).press("Tab");
    await page.getByText("Learning rate must be a number in (0, ∞), got -1.").waitFor();
    expect(await page.getByLabel("Learning rate", { exact: true }).inputValue()).toBe("-1");
    expect(new URL(page.url()).hash).not.toContain("learningRate");
    expect(await page.getByRole("button", { name: "Start" }).isEnabled()).toBe(true);
    await page.getByLabel("Learning rate", { exact: true }).fill("0.02");
    await page.getByLabel("Learning rate", { exact: true }).press("Tab");
    expect(await page.getByText("must be").count()).toBe(0);
    expect(new URL(page.url()).hash).toContain("learningRate=0.02");
    await close();
  });

  it("takes two choices that make sense only together, one after the other", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#train?loss=cross-entropy");
    await page.getByLabel("Output layer").selectOption("identity");
    await page.getByText(/cross-entropy needs output sigmoid or softmax/).waitFor();
    await page.locator("summary", { hasText: "Loss" }).click();
    await page.getByLabel("Loss", { exact: true }).selectOption("mean-squared-error");
    expect(await page.locator("form .error").count()).toBe(0);
    expect(new URL(page.url()).hash).toMatch(/output=identity/);
    await close();
  });

  it("starts from a committed experiment, the one that the settings make marked", async () => {
    const { page, close } = await openStudio(browser, studio.url);
    expect(await page.getByRole("button", { name: "The report's", pressed: true }).count()).toBe(1);
    await page.getByRole("button", { name: "Wide, with dropout" }).click();
    expect(await page.getByRole("button", { name: "Wide, with dropout", pressed: true }).count()).toBe(1);
    expect(await page.getByLabel("Hidden layers").inputValue()).toBe("800");
    await page.getByText("dropout 0.2,0.5").waitFor();
    await close();
  });

  it("copies the experiment's link", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#train?hidden=30", {
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${studio.url}#train?hidden=30`);
    await close();
  });

  it("moves nothing on the page while it trains, and says engine and threads", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#train?epochs=30&validation=0.1");
    await waitForMnist(page);
    const places = () =>
      page.locator(".controls, .rate-now, .live > div, .bars, .curve, .hash").evaluateAll((all) =>
        all.map((one) => {
          const { left, top, width } = one.getBoundingClientRect();
          return [one.className || one.querySelector("dt")?.textContent, left, top, width].join(" ");
        }),
      );
    const before = await places();
    await page.getByRole("button", { name: "Start" }).click();
    await page.locator(".curve svg").waitFor();
    expect(await places()).toEqual(before);
    await page.getByText(/^Engine wasm on (one thread|\d+ threads)$/).waitFor();
    await close();
  });

  it("begins anew where the settings were changed during a pause", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#train?epochs=500");
    await waitForSamples(page);
    await page.getByRole("button", { name: "One step" }).click();
    await page.getByText(/^1 \/ /).waitFor();
    await page.getByLabel("Epochs").fill("1");
    await page.getByLabel("Epochs").press("Tab");
    await page.getByText("1 of 500").waitFor();
    await page.getByRole("button", { name: "Start anew" }).click();
    await page.getByText("1 of 1", { exact: true }).waitFor();
    await page.locator(".hash code").waitFor();
    await close();
  });

  it.each(["light", "dark"] as const)(
    "has no violation that axe knows, %s, at 1280 and 360 px",
    async (colorScheme) => {
      for (const width of [1280, 360]) {
        const { page, close } = await openStudio(browser, studio.url, "#train?dropout=0.1", {
          colorScheme,
          viewport: { width, height: 800 },
        });
        await waitForSamples(page);
        for (const summary of await page.locator("details.group summary").all()) await summary.click();
        await page.getByLabel("Seed").fill("x");
        await page.getByLabel("Seed").press("Tab");
        await page.getByRole("button", { name: "One epoch" }).click();
        await page.locator(".curve svg").waitFor();
        await page.getByRole("button", { name: "Go on" }).waitFor();
        expect(await accessibilityViolations(page)).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
        ).toBeLessThanOrEqual(0);
        await close();
      }
    },
    60_000,
  );

  it("keeps the page free while all of MNIST trains: no task of 0.5 s, where 0.05 s is the aim", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#train?epochs=20");
    await waitForMnist(page);
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) =>
        tasks.push(...list.getEntries().map(({ duration }) => duration)),
      ).observe({
        type: "longtask",
      });
    });
    await page.getByRole("button", { name: "Start" }).click();
    await page.locator(".hash code").waitFor({ timeout: 60_000 });
    const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
    console.log(
      `tasks over 50 ms on the main thread while T1 trains for 20 epochs: ${JSON.stringify(tasks)}`,
    );
    expect(Math.max(0, ...tasks)).toBeLessThan(500);
    await close();
  }, 90_000);
});
