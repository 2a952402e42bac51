import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityViolations, launchBrowser, missingBrowser } from "../../../test/browser/browser.ts";
import { jsonLines, perceptDone, temporaryFolders } from "../../cli/test/run-percept.ts";
import { openStudio, type ServedStudio, serveStudio, waitForMnist } from "./studio-page.ts";

const emptyFolder = temporaryFolders();
const report = "shuffle=false&updateOrder=output-first";

describe.skipIf(missingBrowser !== undefined)("looking inside a network in the studio", () => {
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

  it.each([4, 60])(
    "changes no bit of the report's experiment while it refreshes, %i epochs",
    async (epochs) => {
      const { page, strangers, messages, close } = await openStudio(
        browser,
        studio.url,
        `#train?${report}&epochs=${epochs}`,
      );
      await waitForMnist(page);
      await page.getByRole("button", { name: "Inside" }).click();
      await page.locator(".inside-histograms").first().waitFor();
      const seen = await watchWeights(page);
      await page.getByRole("button", { name: "Start training" }).click();
      await page.getByText("Training complete").waitFor({ timeout: 120_000 });
      // Counted before the last look, which comes when the training stands still.
      const refreshed = await seen();
      await page.getByRole("button", { name: "Train", exact: true }).click();
      const hash = await page.locator(".hash code").textContent();
      const flags = ["--no-shuffle", "--update-order", "output-first", "--epochs", String(epochs), "--json"];
      expect(hash).toBe(
        jsonLines(await perceptDone(emptyFolder(), ["train", ...flags])).at(-1).weightsSha256,
      );
      if (epochs > 4) expect(refreshed.length).toBeGreaterThan(2);
      for (const [i, time] of refreshed.entries())
        if (i > 0 && i < refreshed.length - 1) expect(time - refreshed[i - 1]).toBeGreaterThan(400);
      expect({ strangers, messages }).toEqual({ strangers: [], messages: [] });
      await close();
    },
    180_000,
  );

  it("shows another sample with its own numbers, and says what index makes no sense", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#inside");
    await waitForMnist(page);
    await page.getByRole("button", { name: "One epoch" }).click();
    await page.getByText("60,000 samples in").waitFor();
    const figures = page.locator(".inside-figures");
    await figures.getByText("4 ✓").waitFor();
    await page.getByRole("button", { name: "Next sample" }).click();
    expect(await page.getByLabel("Index").inputValue()).toBe("61");
    await page.locator("title", { hasText: "Training sample 61, labelled" }).waitFor({ state: "attached" });
    await page.getByLabel("Index").fill("60000");
    await page.getByLabel("Index").press("Enter");
    expect(await page.getByRole("status").textContent()).toBe(
      "The index must be a whole number from 0 to 59,999, got 60000.",
    );
    await page.getByLabel("Samples", { exact: true }).selectOption("test");
    await page.locator("title", { hasText: "Test sample 0, labelled 7" }).waitFor({ state: "attached" });
    await close();
  });

  it("has equations whose numbers are the circles' own", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#inside?hidden=3");
    await waitForMnist(page);
    await page.locator(".inside-histograms").first().waitFor();
    const named = await page.locator("[data-unit='0-1']").getAttribute("aria-label");
    const [, z, a, delta] =
      /^Hidden layer, unit 1: pre-activation (\S+), activation (\S+), delta (\S+)$/.exec(named ?? "") ?? [];
    const cells = await page.locator(".equation mtd").allTextContents();
    const numbers = cells.map((cell) => Number(cell.replace("−", "-")));
    for (const shown of [z, a, delta]) {
      const value = Number(shown.replace("−", "-"));
      if (Math.abs(value) < 0.001) continue; // written with an exponent
      expect(numbers.some((number) => Math.abs(number - value) < 1e-9)).toBe(true);
    }
    expect(await page.locator("math[style], math [style]").count()).toBe(0);
    await close();
  });

  it("goes from unit to unit with the arrow keys, and says and draws what a unit listens to", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#inside?hidden=40,5");
    await page.locator(".inside-histograms").first().waitFor();
    await page.getByText("17 more").waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-unit"));
    await page.getByRole("radio", { name: "Errors (deltas)" }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    expect(await focused()).toBe("0-0");
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toBe("0-1");
    expect(await page.locator("title", { hasText: "Weights of unit 1" }).count()).toBe(1);
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toMatch(/^1-/);
    await page.getByText(/Its largest weights come from unit \d+/).waitFor();
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toMatch(/^2-/);
    await page.keyboard.press("Tab");
    expect(await focused()).toBe(null);
    await close();
  });

  it.each(["light", "dark"] as const)(
    "has nothing that axe minds, %s, 1280 and 360 wide",
    async (colorScheme) => {
      for (const width of [1280, 360]) {
        const viewport = { width, height: 800 };
        const { page, close } = await openStudio(browser, studio.url, "#inside", { colorScheme, viewport });
        await page.locator(".inside-histograms").first().waitFor();
        await page.locator("[data-unit='0-0']").focus();
        expect(await accessibilityViolations(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
        await close();
      }
    },
  );

  it("keeps the page's own thread free: no task above 50 ms while it trains and refreshes", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#inside?epochs=500");
    await waitForMnist(page);
    await page.locator(".inside-histograms").first().waitFor();
    await page.getByRole("button", { name: "Start training" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    // A task's time has the waits for a busy machine in it: the stretch that was disturbed least counts.
    const stretches: number[][] = [];
    while (stretches.length < 8 && stretches.every((stretch) => stretch.length > 0))
      stretches.push(await longTasks(page, 1200));
    expect(stretches).toContainEqual([]);
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Go on" }).waitFor();
    await close();
  });
});

/** Durations of the tasks above 50 ms of so many ms, during which the page refreshes. */
async function longTasks(page: Page, time: number): Promise<number[]> {
  const seen = await watchWeights(page);
  const durations = await page.evaluate(async (time) => {
    const long: number[] = [];
    const observer = new PerformanceObserver((list) => {
      long.push(...list.getEntries().map(({ duration }) => duration));
    });
    observer.observe({ type: "longtask" });
    await new Promise((resolve) => setTimeout(resolve, time));
    observer.disconnect();
    return long;
  }, time);
  expect((await seen()).length).toBeGreaterThan(0);
  return durations;
}

/** Notes when the weight images change. @returns the times so far, in ms */
async function watchWeights(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const times: number[] = [];
    const picture = document.querySelector(".picture");
    new MutationObserver(() => times.push(performance.now())).observe(picture as Node, { childList: true });
    Object.assign(globalThis, { times });
  });
  return () => page.evaluate(() => (globalThis as unknown as { times: number[] }).times);
}
