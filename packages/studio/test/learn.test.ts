import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityViolations, launchBrowser, missingBrowser } from "../../../test/browser/browser.ts";
import { learnWords } from "../src/text/learn-words.ts";
import { openStudio, type ServedStudio, serveStudio } from "./studio-page.ts";

const lessons = Object.entries(learnWords.lessons);

describe("the words of the pages", () => {
  it.each(lessons)("has 120 to 250 words on %s", (_, { text }) => {
    const count = text.join(" ").split(/\s+/).length;
    expect(count).toBeGreaterThanOrEqual(120);
    expect(count).toBeLessThanOrEqual(250);
  });
});

describe.skipIf(missingBrowser !== undefined)("the theory in the studio", () => {
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

  it("shows every page with a picture, equations and an experiment, at an address of its own, without a word of complaint", async () => {
    const { page, strangers, messages, close } = await openStudio(browser, studio.url, "#learn");
    for (const [name, { title, short, experiments }] of lessons) {
      await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: short }).click();
      await page.getByRole("heading", { name: title }).waitFor();
      expect(new URL(page.url()).hash).toMatch(new RegExp(`^#learn/${name}(\\?|$)`));
      expect(await page.locator(".lesson-picture svg").count()).toBeGreaterThan(0);
      expect(await page.locator(".equations math").count()).toBeGreaterThan(0);
      expect(await page.locator(".experiments a").count()).toBe(experiments.length);
      expect(await page.locator("main [style]").count()).toBe(0);
    }
    expect({ strangers, messages }).toEqual({ strangers: [], messages: [] });
    await close();
  });

  it("starts from an experiment of a page: the settings are in Train, as its link says", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#learn/overfitting");
    await page.getByRole("link", { name: "Over-fit", exact: true }).click();
    await page.getByRole("button", { name: "Start" }).waitFor();
    expect(await page.getByLabel("Hidden layers").inputValue()).toBe("128");
    expect(await page.getByLabel("Epochs").inputValue()).toBe("30");
    expect(new URL(page.url()).hash).toMatch(/^#train\?.*validation=0\.98/);
    await close();
  });

  it("gives each experiment of a page as a link that Train takes whole", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#learn");
    for (const [name] of lessons) {
      await page.evaluate((hash) => location.replace(hash), `#learn/${name}`);
      await page.locator(`.learn-pages a[aria-current][href='#learn/${name}']`).waitFor();
      for (const link of await page
        .locator(".experiments a")
        .evaluateAll((all) => all.map((one) => one.getAttribute("href")))) {
        await page.evaluate((hash) => location.replace(hash), String(link));
        await page.getByRole("button", { name: "Start" }).waitFor();
        expect(await page.locator(".notice").textContent()).toBe("");
        expect(await page.locator("form .error").count()).toBe(0);
      }
    }
    await close();
  });

  it("moves the threshold by keyboard: fewer false positives, more false negatives", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#learn/metrics");
    await page.getByText("FP 31").waitFor();
    await page.getByLabel(/^Threshold/).press("ArrowRight");
    await page.getByText("FP 21").waitFor();
    expect(await page.getByText("FN 171").count()).toBe(1);
    await close();
  });

  it.each(["light", "dark"] as const)(
    "has no violation that axe knows, %s, at 1280 and 360 px",
    async (colorScheme) => {
      for (const width of [1280, 360]) {
        const { page, close } = await openStudio(browser, studio.url, "#learn", {
          colorScheme,
          viewport: { width, height: 800 },
        });
        for (const [name] of lessons) {
          await page.evaluate((hash) => location.replace(hash), `#learn/${name}`);
          await page.locator(`.learn-pages a[aria-current][href='#learn/${name}']`).waitFor();
          expect({ name, width, found: await accessibilityViolations(page) }).toEqual({
            name,
            width,
            found: [],
          });
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect({ name, width, overflow: Math.max(0, overflow) }).toEqual({ name, width, overflow: 0 });
          const text = await page.locator(".lesson-text").boundingBox();
          expect(text?.width).toBeGreaterThan(280); // lines of words, not of letters
        }
        await close();
      }
    },
    60_000,
  );
});
