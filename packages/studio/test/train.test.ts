import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser, missingBrowser } from "../../../test/browser/browser.ts";
import { jsonLines, perceptDone, temporaryFolders } from "../../cli/test/run-percept.ts";
import { openStudio, type ServedStudio, serveStudio, waitForMnist } from "./studio-page.ts";

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
    await page.getByText("training samples").waitFor();
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
    expect(await page.getByLabel("hidden").inputValue()).toBe("30,20");
    expect(await page.getByLabel("activation").inputValue()).toBe("relu");
    expect(await page.getByRole("status").textContent()).toMatch(/learningRate=-1.*nonsense/);
    await page.getByLabel("seed").fill("7");
    await page.getByLabel("seed").press("Tab");
    expect(new URL(page.url()).hash).toContain("seed=7");
    await close();
  });

  it("takes another learning rate while it trains, and says since when", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#train?epochs=500");
    await page.getByText("training samples").waitFor();
    await page.getByRole("button", { name: "Start" }).click();
    await page.getByLabel("Learning rate from here on").fill("0.02");
    await page.getByLabel("Learning rate from here on").press("Tab");
    await page.getByText(/0\.02 since step [\d,]+/).waitFor();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByRole("button", { name: "Go on" }).waitFor();
    await close();
  });
});
