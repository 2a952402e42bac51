import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createToySet, encodeGreyPng } from "percept";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessibilityViolations, launchBrowser, missingBrowser } from "../../../test/browser/browser.ts";
import { temporaryFolders } from "../../cli/test/run-percept.ts";
import { openStudio, type ServedStudio, serveStudio } from "./studio-page.ts";

const emptyFolder = temporaryFolders();

describe.skipIf(missingBrowser !== undefined)("data in the studio", () => {
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

  it("shows the image of an index, the next page, the test set, and a class alone", async () => {
    const { page, strangers, messages, close } = await openData(browser, studio.url, "#data");
    await page.getByLabel("From index (0 - 59999)").waitFor();
    const images = page.locator(".sample-images canvas");
    await expectLabel(page, "index 0: 5");
    await page.getByLabel("From index").fill("60");
    await page.getByLabel("From index").press("Enter");
    await expectLabel(page, "index 60: 4"); // as in the report's dialogue
    expect(await images.count()).toBe(40);
    await page.getByRole("button", { name: "Next" }).click();
    await expectLabel(page, "index 100: 5");
    await page.getByRole("button", { name: "Previous" }).click();
    await expectLabel(page, "index 60: 4");
    await page.getByLabel("Class").selectOption("7");
    await page.getByText("40 of 6,265").waitFor();
    const names = await images.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
    expect(names.every((name) => name?.endsWith(": 7"))).toBe(true);
    await page.getByLabel("Set").selectOption("test");
    await page.getByText("40 of 1,028").waitFor();
    await expectLabel(page, "index 0: 7");
    await page.getByLabel("From index").fill("10000");
    await page.getByLabel("From index").press("Enter");
    await page.getByText("must be a whole number in 0 - 9999, got 10000").waitFor();
    expect({ strangers, messages }).toEqual({ strangers: [], messages: [] });
    await close();
  });

  it("paints the bytes that there are: ink on paper", async () => {
    const { page, close } = await openData(browser, studio.url, "#data");
    await expectLabel(page, "index 0: 5");
    // MNIST's first image has 166 pixels with ink; the 153rd byte is its first one, 3.
    const inked = await page
      .locator(".sample-images canvas")
      .first()
      .evaluate((canvas: HTMLCanvasElement) => {
        const { data } = canvas.getContext("2d")?.getImageData(0, 0, 28, 28) ?? { data: [] };
        const ink = Array.from({ length: 784 }, (_, pixel) => 255 - data[4 * pixel]);
        return { count: ink.filter((value) => value > 0).length, first: ink.find((value) => value > 0) };
      });
    expect(inked).toEqual({ count: 166, first: 3 });
    await close();
  });

  it("has a data card with the published checksum", async () => {
    const { page, close } = await openData(browser, studio.url, "#data");
    const card = page.getByRole("region", { name: "Data card" });
    await card.getByText("60,000", { exact: true }).waitFor();
    const words = await card.textContent();
    expect(words).toContain("0.1307");
    expect(words).toContain("0.3081");
    expect(words).toContain("ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db");
    await card.getByRole("row", { name: "5 5,421 892" }).waitFor();
    await close();
  });

  it("trains on spirals that a link names, and draws the ground as it learns", async () => {
    const link =
      "#data?data=spirals&hidden=16,16&activation=tanh&init=he-normal&optimizer=adam&batchSize=10&descent=minibatch&epochs=60";
    const { page, close } = await openData(browser, studio.url, link);
    await page.locator("figure svg").waitFor();
    expect(await page.locator("figure svg image").count()).toBe(0);
    const pictures = await countPictures(page);
    await page
      .getByRole("region", { name: "What the network says" })
      .getByRole("button", { name: "Train" })
      .click();
    await page.getByText(/after epoch 60, training accuracy \d\d\.\d\d%/).waitFor({ timeout: 15_000 });
    const { count, shortest } = await pictures();
    expect(count).toBeGreaterThan(3);
    expect(shortest).toBeGreaterThan(240);
    expect(await page.locator("figure svg image").count()).toBe(1);
    await page.getByRole("navigation").getByRole("button", { name: "Train" }).click();
    await page.getByText("400 training samples of spirals").waitFor();
    await page.getByText("SHA-256 of the weights").waitFor();
    await close();
  });

  it("takes settings that suit a toy set, gives the old ones back, and ends a training whose data go", async () => {
    const { page, close } = await openData(browser, studio.url, "#data?hidden=30");
    await page.getByLabel(/^Moons/).check();
    await page.getByText("two features", { exact: false }).first().waitFor();
    await page.waitForFunction(() => location.hash.includes("data=moons"));
    expect(new URL(page.url()).hash).toContain("hidden=16%2C16");
    await page.getByLabel("Epochs a second").selectOption("5");
    const decision = page.getByRole("region", { name: "What the network says" });
    await decision.getByRole("button", { name: "Train" }).click();
    await page.getByText(/after epoch \d+,/).waitFor();
    await page.getByLabel(/^XOR/).check();
    await page.locator("svg text").getByText("What the network says of xor").waitFor();
    await page.getByText("press Train and watch the ground").waitFor();
    await decision.getByRole("button", { name: "Train" }).waitFor();
    await page.getByLabel(/^MNIST its|^MNIST, a sample/).check();
    await page.waitForFunction(() => location.hash.includes("data=mnist-sample"));
    expect(new URL(page.url()).hash).toContain("hidden=30");
    await page.getByText("40 of 4,000").waitFor();
    await close();
  });

  it("opens a .csv of the reader's own, dropped on it, and trains on it", async () => {
    const { page, close } = await openData(browser, studio.url, "#data?epochs=3");
    await page.getByText("40 of 60,000").waitFor();
    await drop(page, "flowers.csv", tableOf("moons"));
    await page.getByLabel("Your file flowers.csv").waitFor();
    await page.getByText("40 of 300").waitFor();
    await page.getByRole("cell", { name: "left" }).first().waitFor();
    await page
      .getByRole("region", { name: "What the network says" })
      .getByRole("button", { name: "Train" })
      .click();
    await page.getByText(/after epoch 3,/).waitFor();
    await close();
  });

  it("opens a folder with images in a folder for each class, which becomes the data", async () => {
    const { page, messages, close } = await openData(browser, studio.url, "#data?epochs=3");
    await page.getByText("40 of 60,000").waitFor();
    const folder = join(emptyFolder(), "bars");
    for (const [name, column] of [
      ["left", 1],
      ["right", 6],
    ] as const) {
      mkdirSync(join(folder, "train", name), { recursive: true });
      for (let n = 0; n < 30; n++) {
        const pixels = Uint8Array.from({ length: 64 }, (_, at) => (at % 8 === column ? 200 + n : n));
        writeFileSync(join(folder, "train", name, `${n}.png`), await encodeGreyPng(pixels, 8, 8));
      }
    }
    await page.getByLabel("or a folder of images").setInputFiles(folder);
    await page.getByLabel("Your file bars").waitFor();
    await page.getByText("40 of 60").first().waitFor();
    await page.getByText("Features, 8 x 8").waitFor();
    expect(messages).toEqual([]);
    await close();
  });

  it("opens a table of images as MNIST's are spread: the label first, no names", async () => {
    const { page, close } = await openData(browser, studio.url, "#data");
    await page.getByText("40 of 60,000").waitFor();
    const rows = Array.from({ length: 50 }, (_, i) =>
      [i % 3, ...Array.from({ length: 64 }, (_, pixel) => (pixel * i) % 256)].join(","),
    );
    const file = join(emptyFolder(), "digits.csv");
    writeFileSync(file, rows.join("\n"));
    await page.getByLabel(/Drop files or a folder here/).setInputFiles(file);
    await page.getByText("40 of 50").waitFor();
    await page.getByText("Features, 8 x 8").waitFor();
    expect(await page.locator(".sample-images canvas").count()).toBe(40);
    await close();
  });

  it.each([
    ["2 GB", "large.csv", undefined, "large.csv: expected at most 537 MB, got 2,148 MB."],
    [
      "a word among numbers",
      "bad.csv",
      "label,a,b\n1,2,3\n0,x,4\n",
      'bad.csv: expected a number in row 3, column "a", got "x".',
    ],
    [
      "a row that is short",
      "bad.csv",
      "label,a,b\n1,2,3\n0,4\n",
      "bad.csv: expected 3 columns in row 3, got 2.",
    ],
    [
      "no label",
      "bad.csv",
      "a,b,c\n1,2,3\n0,4,5\n",
      "bad.csv: expected a column named label, or one of words alone, got a, b, c.",
    ],
    ["a picture", "cat.jpg", "\u00ff\u00d8 and more", "cat.jpg: expected an IDX file"],
    ["no zip", "bad.npz", "PK and nothing", "bad.npz: "],
  ])(
    "refuses a file of %s in a sentence, and keeps the data that there are",
    async (_, name, text, message) => {
      const { page, messages, close } = await openData(browser, studio.url, "#data?data=circles");
      await page.getByText("40 of 400").waitFor();
      const file = join(emptyFolder(), name);
      writeFileSync(file, text ?? "");
      if (text === undefined) truncateSync(file, 2 ** 31); // sparse: it takes no room
      await page.getByLabel(/Drop files or a folder here/).setInputFiles(file);
      await page.getByRole("status").getByText(message, { exact: false }).waitFor();
      expect(await page.getByLabel(/^Circles/).isChecked()).toBe(true);
      await page.getByText("40 of 400").waitFor();
      expect(messages).toEqual([]);
      await close();
    },
  );

  it.each(["light", "dark"] as const)("can be used by everyone, %s", async (colorScheme) => {
    for (const hash of ["#data", "#data?data=xor"]) {
      const { page, close } = await openData(browser, studio.url, hash, { colorScheme });
      await page.getByRole("region", { name: "Data card" }).getByRole("table").waitFor();
      await page.getByText("40 of", { exact: false }).waitFor();
      expect(await accessibilityViolations(page)).toEqual([]);
      await close();
    }
  });

  it("can be read at 360 pixels", async () => {
    const viewport = { width: 360, height: 700 };
    const { page, close } = await openData(browser, studio.url, "#data?data=moons", { viewport });
    await page.locator("figure svg").waitFor();
    await page.getByRole("region", { name: "Data card" }).getByRole("table").waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await close();
  });
});

/** The studio, where no wait is long. */
async function openData(...given: Parameters<typeof openStudio>): ReturnType<typeof openStudio> {
  const opened = await openStudio(...given);
  opened.page.setDefaultTimeout(10_000);
  return opened;
}

async function expectLabel(page: Page, name: string): Promise<void> {
  await page.locator(`.sample-images li:first-child canvas[aria-label="${name}"]`).waitFor();
}

/** A table with words for classes, in its last column. */
function tableOf(toys: "moons"): string {
  const { train } = createToySet(toys, { samples: 300 });
  const rows = Array.from(train.labels, (label, i) =>
    [...train.features.subarray(2 * i, 2 * i + 2), label === 0 ? "left" : "right"].join(","),
  );
  return ["x,y,label", ...rows].join("\n");
}

async function drop(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([name, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], name));
      return transfer;
    },
    [name, text],
  );
  await page.locator(".drop").dispatchEvent("drop", { dataTransfer: transfer });
}

/** Watches how often the picture changes. */
async function countPictures(page: Page): Promise<() => Promise<{ count: number; shortest: number }>> {
  const times = await page.evaluateHandle(() => {
    const seen: number[] = [];
    const watched = document.querySelector("figure");
    if (watched)
      new MutationObserver(() => seen.push(performance.now())).observe(watched, { childList: true });
    return seen;
  });
  return async () => {
    const seen = await times.jsonValue();
    const gaps = seen.slice(1).map((time, i) => time - seen[i]);
    return { count: seen.length, shortest: Math.min(...gaps) };
  };
}
