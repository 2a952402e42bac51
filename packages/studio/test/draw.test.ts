import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityViolations, launchBrowser, missingBrowser } from "../../../test/browser/browser.ts";
import { openStudio, type ServedStudio, serveStudio, waitForMnist } from "./studio-page.ts";
import { three } from "./three.ts";

describe.skipIf(missingBrowser !== undefined)("drawing in the studio", () => {
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

  const status = (page: Page) => page.locator("main [role=status]");
  const seen = (page: Page) => page.getByRole("img", { name: /The drawing in 28 x 28/ });
  const inkOf = async (page: Page) =>
    Number(/(\d+) of them/.exec((await seen(page).getAttribute("aria-label")) ?? "")?.[1]);

  async function draw(page: Page, points: readonly (readonly [number, number])[]): Promise<void> {
    const box = await page.getByRole("application", { name: "Drawing" }).boundingBox();
    if (box === null) throw new Error("There is nothing to draw on.");
    const at = ([x, y]: readonly [number, number]) =>
      [box.x + x * box.width, box.y + y * box.height] as const;
    await page.mouse.move(...at(points[0]));
    await page.mouse.down();
    for (const point of points) await page.mouse.move(...at(point));
    await page.mouse.up();
  }

  it("recognises a three that is drawn by pointer, trained on all of MNIST, light and dark without a violation", async () => {
    const { page, strangers, messages, close } = await openStudio(browser, studio.url);
    await waitForMnist(page);
    await page.getByRole("button", { name: "Start" }).click();
    await page.locator(".hash code").waitFor();
    await page.getByRole("button", { name: "Draw", exact: true }).click();
    await page
      .getByText(/784-20-10 answers; it was right on 9[34]\.\d\d% of its 60,000 training images/)
      .waitFor();
    await draw(page, three);
    await status(page).filter({ hasText: "The network says 3" }).waitFor();
    expect(await page.locator(".draw-scores tr.wins th").textContent()).toBe("3");
    const scores = await page.locator(".draw-scores td").allTextContents();
    expect(scores).toHaveLength(10);
    expect(Number(scores[3])).toBe(Math.max(...scores.map(Number)));
    expect(await page.getByRole("img", { name: "Pixels that spoke for 3" }).count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    expect({ strangers, messages }).toEqual({ strangers: [], messages: [] });
    await close();
  });

  it("takes strokes back, one by one, and a clearing too; the eraser leaves nothing", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#draw");
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    await draw(page, [
      [0.3, 0.2],
      [0.3, 0.8],
    ]);
    await expect.poll(() => inkOf(page)).toBeGreaterThan(30);
    const first = await inkOf(page);
    await draw(page, [
      [0.7, 0.2],
      [0.7, 0.8],
    ]);
    await expect.poll(() => inkOf(page)).toBeGreaterThan(first);
    const both = await inkOf(page);
    await press("Clear");
    await expect.poll(() => inkOf(page)).toBe(0);
    expect(await page.getByRole("button", { name: "Clear" }).isDisabled()).toBe(true);
    await press("Undo");
    await expect.poll(() => inkOf(page)).toBe(both);
    await press("Undo");
    await expect.poll(() => inkOf(page)).toBe(first);
    await page.getByLabel("Width of the line").fill("100");
    await press("Eraser");
    await draw(page, [
      [0.3, 0.1],
      [0.3, 0.9],
    ]);
    await expect.poll(() => inkOf(page)).toBe(0);
    await close();
  });

  it("trains at once on the sample where nothing is trained yet, says so, and reads a one drawn by keyboard alone", async () => {
    const { page, messages, close } = await openStudio(browser, studio.url, "#draw");
    await page.getByText(/Train one now: 784-20-10, 4 epochs on (4,000|60,000) images/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Train now" }).press("Enter");
    await page.getByText("784-20-10 answers", { exact: false }).waitFor();
    const canvas = page.getByRole("application", { name: "Drawing" });
    await canvas.focus();
    for (let step = 0; step < 4; step++) await page.keyboard.press("Shift+ArrowUp");
    await status(page).filter({ hasText: "Pen up, 50 % from the left, 21 % from the top" }).waitFor();
    await page.keyboard.down(" ");
    await page.keyboard.down("Shift");
    for (let step = 0; step < 8; step++) await page.keyboard.press("ArrowDown");
    await page.keyboard.up("Shift");
    await page.keyboard.up(" ");
    await status(page)
      .filter({ hasText: /The network says 1|Pen up, 50 % from the left, 79 %/ })
      .waitFor();
    await expect.poll(() => page.locator(".draw-scores tr.wins th").textContent()).toBe("1");
    await page.keyboard.press("Delete");
    await expect.poll(() => inkOf(page)).toBe(0);
    await page.keyboard.press("Control+z");
    await expect.poll(() => inkOf(page)).toBeGreaterThan(0);
    // Enter keeps the pen down; arrows that are held together go aslant.
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowLeft");
    await status(page).filter({ hasText: "Pen down" }).waitFor();
    await page.keyboard.press("Enter");
    expect(messages).toEqual([]);
    await close();
  });

  it("reads an image that is opened, dropped or pasted, dark on light, and has a sentence for what is none", async () => {
    const { page, close } = await openStudio(browser, studio.url, "#draw");
    const png = Buffer.from(await blackBar(page), "base64");
    await page
      .getByLabel("Open an image")
      .setInputFiles({ name: "one.png", mimeType: "image/png", buffer: png });
    await expect.poll(() => inkOf(page)).toBe(4 * 20);
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => inkOf(page)).not.toBe(4 * 20);
    await give(page, "drop", { name: "one.png", type: "image/png", base64: png.toString("base64") });
    await expect.poll(() => inkOf(page)).toBe(4 * 20);
    await page.getByRole("button", { name: "Clear" }).click();
    await expect.poll(() => inkOf(page)).not.toBe(4 * 20);
    await give(page, "paste", { name: "one.png", type: "image/png", base64: png.toString("base64") });
    await expect.poll(() => inkOf(page)).toBe(4 * 20);
    const notice = page.locator(".notice");
    await give(page, "drop", { name: "notes.png", type: "image/png", base64: "aGVsbG8=" });
    await notice.filter({ hasText: "notes.png is no image that a browser can read." }).waitFor();
    await give(page, "paste", undefined);
    await notice.filter({ hasText: "holds no image" }).waitFor();
    expect(await inkOf(page)).toBe(4 * 20); // nothing lost
    await close();
  });
});

/** Light and dark. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    found.push(...(await accessibilityViolations(page)));
  }
  return found;
}

/** 1000 x 800, white, with a black bar of 80 x 400. */
function blackBar(page: Page): Promise<string> {
  return page.evaluate(() => {
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 1000, height: 800 });
    const context = canvas.getContext("2d");
    if (context === null) return "";
    context.fillStyle = "white";
    context.fillRect(0, 0, 1000, 800);
    context.fillStyle = "black";
    context.fillRect(600, 100, 80, 400);
    return canvas.toDataURL("image/png").split(",")[1];
  });
}

/** What the browser does when a file comes; undefined for a text. */
function give(
  page: Page,
  kind: "drop" | "paste",
  file: { readonly name: string; readonly type: string; readonly base64: string } | undefined,
): Promise<void> {
  return page.evaluate(
    ({ kind, file }) => {
      const transfer = new DataTransfer();
      if (file === undefined) transfer.setData("text/plain", "3");
      else {
        const bytes = Uint8Array.from(atob(file.base64), (sign) => sign.charCodeAt(0));
        transfer.items.add(new File([bytes], file.name, { type: file.type }));
      }
      const how = { bubbles: true, cancelable: true };
      document.body.dispatchEvent(
        kind === "drop"
          ? new DragEvent("drop", { ...how, dataTransfer: transfer })
          : new ClipboardEvent("paste", { ...how, clipboardData: transfer }),
      );
    },
    { kind, file },
  );
}
