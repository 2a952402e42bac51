// The page of a run, as a reader has it: in a browser, on paper, without scripts, without the data.

import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  accessibilityViolations,
  launchBrowser,
  missingBrowser,
  openFilePage,
} from "../../../../test/browser/browser.ts";
import { jsonLines, percept, perceptDone, readJson, temporaryFolders } from "../run-percept.ts";
import { writeTinyData } from "../tiny-dataset.ts";

const emptyFolder = temporaryFolders();
const megabytes = (path: string) => statSync(path).size / 1e6;

let folder: string;
let page: string;
beforeAll(async () => {
  folder = emptyFolder();
  await perceptDone(folder, ["start", "--out", "report"], { input: "0.01\n4\n" });
  await perceptDone(
    folder,
    ["train", "--hidden", "30,20", "--activation", "relu", "--output", "softmax", "--epochs", "3"].concat([
      "--descent",
      "minibatch",
      "--optimizer",
      "adam",
      "--validation",
      "0.1",
      "--watch",
      "--out",
      "watched",
    ]),
  );
  page = readFileSync(join(folder, "report/report.html"), "utf8");
}, 120_000);

describe("a run's report.html", () => {
  it("is one file of less than 3 MB", () => {
    expect(megabytes(join(folder, "report/report.html"))).toBeLessThan(3);
    expect(megabytes(join(folder, "watched/report.html"))).toBeLessThan(3);
  });

  it("has everything in the order of the report", () => {
    const headings = [...page.matchAll(/<h2[^>]*>.*?<\/span> (.*?)<\/h2>/g)].map(([, title]) => title);
    expect(headings).toEqual([
      "Aim",
      "Data",
      "Network",
      "Equations",
      "Settings",
      "Learning",
      "Metrics",
      "ROC and precision-recall",
      "Confusion matrix",
      "Calibration",
      "Weights",
      "Mistakes",
      "Gradient check",
      "Speed",
      "Reproduce it",
    ]);
  });

  it("says what metrics.json says of the training and the test set, and how to make it again", () => {
    const { weightsSha256, train, test } = readJson(join(folder, "report/metrics.json"));
    for (const { accuracy, macro } of [train, test]) {
      for (const rate of [accuracy, macro.precision, macro.recall, macro.f1])
        expect(page).toContain(`<td>${(100 * rate).toFixed(2)}%</td>`);
      expect(page).toContain(`<td>${macro.auc.toFixed(4)}</td>`);
    }
    expect(page).toContain(weightsSha256);
    expect(page).toContain("percept train --no-shuffle --update-order output-first");
    const { provenance } = readJson(join(folder, "report/experiment.json"));
    for (const sha256 of Object.values(provenance.data.sha256)) expect(page).toContain(sha256);
  });

  it("is made again, the same to the last byte, by `percept report`", async () => {
    rmSync(join(folder, "report/report.html"));
    rmSync(join(folder, "report/charts"), { recursive: true });
    expect(await perceptDone(folder, ["report", "report"])).toBe(
      `Report: ${join("report", "report.html")}\n`,
    );
    expect(readFileSync(join(folder, "report/report.html"), "utf8")).toBe(page);
    expect(existsSync(join(folder, "report/charts/roc.json"))).toBe(true);
  });
});

describe("percept report", () => {
  it("compares several runs on a page of their own", async () => {
    const printed = await perceptDone(folder, [
      "report",
      "report",
      "watched",
      "--out",
      "both.html",
      "--json",
    ]);
    expect(jsonLines(printed)).toEqual([{ event: "end", report: "both.html" }]);
    const both = readFileSync(join(folder, "both.html"), "utf8");
    expect(both).toContain('<a href="report/report.html">report</a>');
    for (const run of ["report", "watched"]) {
      const { test } = readJson(join(folder, run, "metrics.json"));
      expect(both).toContain(`<td>${(100 * test.accuracy).toFixed(2)}%</td>`);
    }
    expect(both).toContain("784-30-20-10");
    const again = await percept(folder, ["report", "report", "watched", "--out", "both.html"]);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining("both.html: exists already.") });
  });

  it("refuses what is no run, a run that has not finished, and --out for one run", async () => {
    expect(await percept(folder, ["report", "nowhere"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        "nowhere: expected a run folder or the name of one in runs/, found none.",
      ),
    });
    expect(await percept(folder, ["report", "report", "--out", "x.html"])).toMatchObject({ code: 2 });
    expect(await percept(folder, ["report", "report", "watched", "--out", "x.png"])).toMatchObject({
      code: 2,
    });
    const stopped = emptyFolder();
    writeTinyData(stopped);
    await perceptDone(stopped, ["train", "--data", "tiny", "--out", "run"]);
    const record = readJson(join(stopped, "run/experiment.json"));
    writeFileSync(join(stopped, "run/experiment.json"), JSON.stringify({ ...record, status: "interrupted" }));
    expect(await percept(stopped, ["report", "run"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("expected a finished run, got one that is interrupted"),
    });
  });

  it("says what it leaves out where the data are gone", async () => {
    const bare = emptyFolder();
    writeTinyData(bare);
    await perceptDone(bare, ["train", "--data", "tiny", "--out", "run"]);
    const before = readFileSync(join(bare, "run/report.html"), "utf8");
    rmSync(join(bare, "tiny"), { recursive: true });
    await perceptDone(bare, ["report", "run"]);
    const after = readFileSync(join(bare, "run/report.html"), "utf8");
    expect(before).not.toContain("The data are not where they were");
    expect(after).toContain("The data are not where they were");
    expect(after).not.toContain("Gradient check");
  });
});

describe.skipIf(missingBrowser !== undefined)("a page of percept, in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    await perceptDone(folder, ["report", "report", "watched", "--out", "compared.html"]);
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser?.close());

  const urlOf = (file: string) => pathToFileURL(join(folder, file)).href;
  const pages = ["report/report.html", "watched/report.html", "compared.html"];

  it.each(pages)("%s asks for nothing and says nothing on the console", async (file) => {
    const { page, requests, messages } = await openFilePage(browser, urlOf(file));
    expect(await page.locator("h1").textContent()).not.toBe("");
    expect(await page.locator("svg[role=img]").count()).toBeGreaterThan(2);
    await page.close();
    expect({ requests, messages }).toEqual({ requests: [], messages: [] });
  });

  describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
    it.each(pages)("%s has no violation of WCAG A or AA that axe finds", async (file) => {
      const { page } = await openFilePage(browser, urlOf(file), { colorScheme });
      for (const details of await page.locator("summary").all()) await details.click();
      expect(await accessibilityViolations(page)).toEqual([]);
      await page.close();
    });
  });

  it.each(pages)(
    "%s has nothing wider than a phone's screen but tables that scroll by themselves",
    async (file) => {
      const { page } = await openFilePage(browser, urlOf(file), { viewport: { width: 390, height: 800 } });
      const beyond = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(beyond).toBeLessThanOrEqual(0);
      await page.close();
    },
  );

  it.each(pages)("%s prints on A4 without cutting a picture", async (file) => {
    // 210 x 297 mm less the margins of @page, at 96 pixels an inch
    const [width, height] = [210 - 30, 297 - 34].map((mm) => Math.floor((mm / 25.4) * 96));
    const { page } = await openFilePage(browser, urlOf(file), { viewport: { width, height } });
    await page.emulateMedia({ media: "print" });
    expect((await boxesOf(page)).length).toBeGreaterThan(2);
    for (const { title, box, breaks } of await boxesOf(page)) {
      expect(box.width, title).toBeLessThanOrEqual(width);
      expect(box.height, title).toBeLessThanOrEqual(height);
      expect(breaks, title).toBe("avoid");
    }
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await page.close();
  });

  it("sorts the classes by a click on a column's head, both ways, and by the keyboard", async () => {
    const { page } = await openFilePage(browser, urlOf("report/report.html"));
    const table = page.locator("table[data-sortable]").first();
    const column = async () =>
      (await table.locator("tbody tr td:nth-child(3)").allTextContents()).map(Number.parseFloat);
    await table.getByRole("button", { name: "recall" }).click();
    const falling = await column();
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    await table.getByRole("button", { name: "recall" }).focus();
    await page.keyboard.press("Enter");
    expect(await column()).toEqual([...falling].sort((a, b) => a - b));
    expect(await table.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("ascending");
    await page.close();
  });

  it("can be read without scripts", async () => {
    const { page } = await openFilePage(browser, urlOf("report/report.html"), { javaScriptEnabled: false });
    expect(await page.locator("h2").count()).toBe(15);
    expect(await page.locator("table[data-sortable] th").first().textContent()).toBe("class");
    await page.close();
  });

  it("is dark where its reader likes it dark, and never on paper", async () => {
    const { page } = await openFilePage(browser, urlOf("report/report.html"), { colorScheme: "dark" });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await ground()).toBe("rgb(21, 24, 29)");
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await ground()).toBe("rgb(255, 255, 255)");
    await page.close();
  });
});

/** Where the page's pictures stand, and whether a page break may cut them. */
async function boxesOf(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("figure")].map((figure) => ({
      title: figure.querySelector("title")?.textContent ?? "",
      box: figure.querySelector("svg")?.getBoundingClientRect().toJSON() as { width: number; height: number },
      breaks: getComputedStyle(figure).breakInside,
    })),
  );
}
