// Names that want to be markup, in every place where a page and its pictures have names.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createExperiment,
  createSamples,
  createTraining,
  type Dataset,
  type EpochRecord,
  evaluateScores,
  scoreSamples,
  weightsSha256,
} from "percept";
import { describe, expect, it } from "vitest";
import { launchBrowser, missingBrowser, openFilePage } from "../../../../test/browser/browser.ts";
import { comparisonPage } from "../../src/report/comparison-page.tsx";
import { prepareReport } from "../../src/report/prepare-report.ts";
import { runPage } from "../../src/report/run-page.tsx";
import type { RunResults } from "../../src/report/run-results.ts";
import { temporaryFolders } from "../run-percept.ts";
import { tinyPart } from "../tiny-dataset.ts";

const temporary = temporaryFolders();
const hostile = [
  "<script>document.title='taken'</script>",
  `"><img src=x onerror="document.title='taken'">`,
  "</style></title></svg>&amp;&lt;",
  "\u202Eright to left",
  "x".repeat(200),
  "' onload='alert(1)",
  "",
  "<!-- & -->",
  "a\u0000b",
  "8",
];
const name = `<b>run</b> & "quotes" '--\u202E${"y".repeat(200)}`;

/** A run on the tiny dataset, whose classes, folder, data and files have such names. */
async function hostileRun(): Promise<RunResults> {
  const { images, labels } = tinyPart(60);
  const train = createSamples(images, labels, 784);
  const sources = [{ name, sha256: "0".repeat(64) }];
  const dataset: Dataset = { name, classes: hostile, imageShape: [28, 28], train, test: train, sources };
  const experiment = createExperiment({ data: name, epochs: 2, hidden: [5] });
  const training = await createTraining(experiment, dataset, { watch: true });
  const history: EpochRecord[] = [];
  for await (const progress of training) {
    if (progress.kind !== "epoch") continue;
    const { kind, ...record } = progress;
    history.push(record);
  }
  const model = training.model();
  const scored = await scoreSamples(training.engine, model.network, train);
  const metrics = evaluateScores({ ...scored, labels, classes: hostile });
  const set = { metrics, scores: scored.scores, labels };
  const provenance = { data: { name, sha256: { [name]: "0".repeat(64) } }, engine: name, startedAt: name };
  return {
    name,
    experiment,
    record: { formatVersion: 1, status: "finished", experiment, provenance },
    history,
    model,
    weightsSha256: await weightsSha256(model.weights),
    sets: [
      { name: "train", ...set },
      { name: "test", ...set },
    ],
    predicted: [],
    dataset,
  };
}

const run = await hostileRun();
const pages = {
  run: runPage(await prepareReport(run)),
  comparison: comparisonPage(
    [run, run].map((results) => ({ folder: `runs/${name}`, results })),
    "both.html",
  ),
};

describe.each(Object.entries(pages))("the page of a %s with hostile names", (_, page) => {
  it("has them as text, escaped", () => {
    expect(page).not.toContain("<script>document");
    expect(page).not.toContain("<img");
    expect(page).not.toContain("</svg>&amp;&lt;</");
    expect(page).toContain("&lt;script");
  });

  it.skipIf(missingBrowser !== undefined)(
    "runs none of them, shows them whole, and stays in shape",
    async () => {
      const file = join(temporary(), "page.html");
      writeFileSync(file, page);
      const browser = await launchBrowser();
      try {
        const url = pathToFileURL(file).href;
        const {
          page: opened,
          requests,
          messages,
        } = await openFilePage(browser, url, {
          viewport: { width: 800, height: 900 },
        });
        expect(await opened.title()).not.toBe("taken");
        const cells = await opened.locator("tbody th").allTextContents();
        for (const label of hostile.filter((label) => !label.includes("\u0000")))
          expect(cells).toContain(label);
        expect(await opened.locator("h2").count()).toBeGreaterThan(4);
        const beyond = await opened.evaluate(() => {
          const { scrollWidth, clientWidth } = document.documentElement;
          return scrollWidth - clientWidth;
        });
        expect(beyond).toBeLessThanOrEqual(0);
        expect({ requests, messages }).toEqual({ requests: [], messages: [] });
      } finally {
        await browser.close();
      }
    },
  );
});
