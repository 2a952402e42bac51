// A person's whole path through the studio, once with the mouse and once by keyboard alone.

import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityViolations, launchBrowser, missingBrowser } from "../../../test/browser/browser.ts";
import { jsonLines, perceptDone, temporaryFolders } from "../../cli/test/run-percept.ts";
import { type Keyboard, keyboardOf } from "./keyboard.ts";
import { openStudio, type ServedStudio, serveStudio, waitForMnist } from "./studio-page.ts";
import { three } from "./three.ts";

const emptyFolder = temporaryFolders();

/** The report's network, with epochs enough that one can pause between two of them. */
const reportsNetwork = "#train?shuffle=false&updateOrder=output-first&epochs=500";

describe.skipIf(missingBrowser !== undefined)("a person's path through the studio", () => {
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

  it("goes by mouse: train, pause, another rate, a step, a mistake, a drawn 3, an export that the command reads, a reload", async () => {
    const { page, strangers, messages, close } = await openStudio(browser, studio.url, reportsNetwork);
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    const fair = async () => expect(await accessibilityViolations(page)).toEqual([]);
    await waitForMnist(page);

    await press("Start");
    await thirdEpoch(page);
    await press("Pause");
    await page.getByRole("button", { name: "Go on" }).waitFor();
    await page.getByLabel("Learning rate from here on").click({ clickCount: 3 });
    await page.keyboard.type("0.005");
    await page.getByText("SHA-256 of the weights:").click(); // beside it
    await page.getByText(/0\.005 since step [\d,]+/).waitFor();
    await step(page, () => press("One step"));
    await fair();

    await press("Examine");
    expect(await matrixSum(page)).toBe(10_000);
    await fair();
    await page.locator(".examined .card").first().click();
    expect(await openMistake(page)).toBe(true);
    await fair();
    await press("Close");

    await press("Draw");
    await page.getByText(/784-20-10 answers/).waitFor();
    await drawThree(page);
    await recognised(page);
    await fair();

    await press("Compare");
    await press("Keep the paused training");
    await press("20 hidden");
    await fair();
    const folder = emptyFolder();
    const hash = await page.locator(".run-panel .hash code").textContent();
    const file = await download(page, folder, () => press("Export the model (.onnx)"));
    await predictsFour(folder, file);

    await page.reload();
    await press("20 hidden");
    expect(await page.locator(".run-panel .hash code").textContent()).toBe(hash);
    await page.getByText(/learning rate 0\.005 since step [\d,]+/).waitFor();
    await fair();
    expect({ strangers, messages }).toEqual({ strangers: [], messages: [] });
    await close();
  }, 120_000);

  it("goes by keyboard alone, and always shows where the focus is", async () => {
    const { page, strangers, messages, close } = await openStudio(browser, studio.url, reportsNetwork);
    const keys = keyboardOf(page);
    await waitForMnist(page);

    await keys.tabTo("button", "Skip to the content");
    await keys.press("Enter");
    await keys.tabTo("button", "Start");
    await keys.press("Enter");
    await thirdEpoch(page);
    await keys.press("Enter"); // Start became Pause
    await page.getByRole("button", { name: "Go on" }).waitFor();
    await keys.tabTo("textbox", "Learning rate from here on");
    await keys.press("Control+a");
    await page.keyboard.type("0.005");
    await keys.press("Enter");
    await page.getByText(/0\.005 since step [\d,]+/).waitFor();
    await keys.tabTo("button", "One step", "backwards");
    await step(page, () => keys.press("Space"));

    await goTo(keys, "Examine");
    expect(await matrixSum(page)).toBe(10_000);
    await keys.tabTo("button", /^0 taken for 0/);
    for (let cell = 0; cell < 4; cell++) await keys.press("ArrowDown");
    for (let cell = 0; cell < 9; cell++) await keys.press("ArrowRight");
    expect(await keys.focused()).toMatch(/^button 4 taken for 9: \d+ images?/);
    await keys.press("Enter");
    await page.getByRole("dialog", { name: "4 taken for 9" }).waitFor();
    await keys.press("Escape");
    await keys.tabTo("button", /^Image [\d,]+: /);
    await keys.press("Enter");
    expect(await openMistake(page)).toBe(true);
    await keys.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await keys.focused()).toMatch(/^button Image /);

    await goTo(keys, "Draw");
    await page.getByText(/784-20-10 answers/).waitFor();
    await keys.tabTo("application", "Drawing");
    await drawThreeByKeys(page);
    await recognised(page);

    await goTo(keys, "Compare");
    await keys.tabTo("button", "Keep the paused training");
    await keys.press("Enter");
    await page.getByRole("button", { name: "20 hidden", exact: true }).waitFor();
    await keys.tabTo("button", "20 hidden");
    await keys.press("Enter");
    const hash = await page.locator(".run-panel .hash code").textContent();
    await keys.tabTo("button", "Export the model (.npz)");
    const folder = emptyFolder();
    const file = await download(page, folder, () => keys.press("Enter"));
    await predictsFour(folder, file);

    await page.reload();
    await page.getByRole("button", { name: "20 hidden", exact: true }).waitFor();
    await keys.tabTo("button", "20 hidden");
    await keys.press("Enter");
    expect(await page.locator(".run-panel .hash code").textContent()).toBe(hash);
    expect({ strangers, messages }).toEqual({ strangers: [], messages: [] });
    await close();
  }, 120_000);
});

/** Another view, from wherever the focus is: back to the navigation, which stands before all content. */
async function goTo(keys: Keyboard, view: string): Promise<void> {
  await keys.tabTo("button", view, "backwards");
  await keys.press("Enter");
}

async function thirdEpoch(page: Page): Promise<void> {
  await page.getByText(/^([3-9]|\d\d+) of 500$/).waitFor({ timeout: 60_000 });
}

/** One step, which is seen: the weights are others. */
async function step(page: Page, press: () => Promise<void>): Promise<void> {
  const hash = page.locator(".hash code");
  const before = await hash.textContent();
  await press();
  await expect.poll(() => hash.allTextContents(), { timeout: 20_000 }).not.toEqual([before]);
  await hash.waitFor();
}

/** How many test images the confusion matrix counts. */
async function matrixSum(page: Page): Promise<number> {
  await page.locator(".confusion td").first().waitFor({ timeout: 30_000 });
  const cells = await page.locator(".confusion td").allTextContents();
  return cells.reduce((sum, cell) => sum + Number(cell.replaceAll(",", "")), 0);
}

/** Whether the image that is open is a mistake. */
async function openMistake(page: Page): Promise<boolean> {
  const facts = page.getByRole("dialog").locator(".facts dd");
  await facts.first().waitFor();
  const [, label, prediction] = await facts.allTextContents();
  return label !== "" && label !== prediction;
}

/** With a mouse, in one stroke. */
async function drawThree(page: Page): Promise<void> {
  const box = await page.getByRole("application", { name: "Drawing" }).boundingBox();
  if (box === null) throw new Error("There is nothing to draw on.");
  const [first, ...rest] = three.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
  await page.mouse.move(...first);
  await page.mouse.down();
  for (const point of rest) await page.mouse.move(...point);
  await page.mouse.up();
}

/** With the keyboard's pen, which goes a fourteenth of the canvas with Shift: two bows, from the upper left. */
async function drawThreeByKeys(page: Page): Promise<void> {
  await page.keyboard.down("Shift");
  await go(page, "ArrowUp", 4);
  await go(page, "ArrowLeft", 2);
  await page.keyboard.press("Enter"); // the pen is down until the next Enter
  await go(page, "ArrowRight", 3);
  await go(page, "ArrowRight+ArrowDown", 1);
  await go(page, "ArrowDown", 1);
  await go(page, "ArrowLeft+ArrowDown", 1);
  await go(page, "ArrowLeft", 2);
  await go(page, "ArrowRight", 2);
  await go(page, "ArrowRight+ArrowDown", 1);
  await go(page, "ArrowDown", 2);
  await go(page, "ArrowLeft+ArrowDown", 1);
  await go(page, "ArrowLeft", 3);
  await page.keyboard.up("Shift");
  await page.keyboard.press("Enter");
}

/** @param keys  held together, they go aslant */
async function go(page: Page, keys: string, times: number): Promise<void> {
  const [along, across] = keys.split("+");
  for (let time = 0; time < times; time++) {
    if (across === undefined) await page.keyboard.press(along);
    else {
      await page.keyboard.down(along);
      await page.keyboard.press(across);
      await page.keyboard.up(along);
    }
  }
}

async function recognised(page: Page): Promise<void> {
  await page.getByRole("status").filter({ hasText: "The network says 3" }).waitFor();
  expect(await page.locator(".draw-scores tr.wins th").textContent()).toBe("3");
}

async function download(page: Page, folder: string, press: () => Promise<void>): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

/** As in the report's dialogue: image 60 is a 4, and the exported file says so. */
async function predictsFour(folder: string, file: string): Promise<void> {
  const [said] = jsonLines(await perceptDone(folder, ["predict", file, "60", "--json"]));
  expect(said).toMatchObject({ index: 60, label: "4", prediction: "4" });
}
