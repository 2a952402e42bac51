import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FirefoxPage, missingFirefox, startedFirefox } from "../../../test/browser/firefox.ts";
import { jsonLines, perceptDone, temporaryFolders } from "../../cli/test/run-percept.ts";
import { type ServedStudio, serveStudio } from "./studio-page.ts";
import { three } from "./three.ts";

const emptyFolder = temporaryFolders();

/** Each view's heading, and what stands there once a network is trained. */
const views = {
  Inside: ["Inside the network", "main math"],
  Examine: ["Examine the network", ".confusion td"],
  Data: ["Data", ".sample-images canvas"],
  Compare: ["Compare runs", "figure svg"],
  Learn: ["What a network is", "math"],
} as const;

describe.skipIf(missingFirefox !== undefined)("the studio in Firefox", () => {
  let studio: ServedStudio;
  beforeAll(async () => {
    studio = await serveStudio();
  }, 60_000);
  afterAll(async () => {
    if (missingFirefox === undefined) await startedFirefox().close();
    await studio?.close();
  });

  it("trains the report's network to the command's bits, shows every view, reads a drawn 3, and logs nothing", async () => {
    const page = await startedFirefox().newPage();
    const messages: string[] = [];
    page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => messages.push(`error: ${error.message}`));
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(studio.url);
    await text(page, "60,000 training samples of mnist");

    await press(page, "Start");
    await page.locator(".hash code").setTimeout(60_000).wait();
    const hash = await page.$eval(".hash code", (code) => code.textContent);
    const config = `${process.cwd()}/experiments/report.json`;
    const lines = jsonLines(await perceptDone(emptyFolder(), ["train", "--config", config, "--json"]));
    expect(hash).toBe(lines.at(-1).weightsSha256);

    for (const [view, [heading, content]] of Object.entries(views)) {
      await press(page, view);
      await text(page, heading);
      await page.locator(content).setTimeout(30_000).wait();
      expect(await page.$eval("html", ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    }

    await press(page, "Draw");
    await text(page, "784-20-10 answers");
    await draw(page, three);
    const said = () => page.$eval("main [role=status]", (status) => status.textContent);
    await expect.poll(said, { timeout: 20_000 }).toContain("The network says 3");
    expect(await page.$eval(".draw-scores tr.wins th", (head) => head.textContent)).toBe("3");
    expect(messages).toEqual([]);
  }, 120_000);
});

function press(page: FirefoxPage, name: string): Promise<void> {
  return page.locator(`::-p-aria(${name}[role="button"])`).setTimeout(30_000).click();
}

/** Puppeteer's own waiting does not hear of a text that changes in place. */
async function text(page: FirefoxPage, words: string): Promise<void> {
  const all = () => page.$eval("body", (body) => (body as HTMLElement).innerText);
  await expect.poll(all, { timeout: 60_000, interval: 100 }).toContain(words);
}

async function draw(page: FirefoxPage, points: readonly (readonly [number, number])[]): Promise<void> {
  const { left, top, width, height } = await page.$eval("[role=application]", (canvas) => {
    canvas.scrollIntoView();
    return canvas.getBoundingClientRect().toJSON();
  });
  const at = ([x, y]: readonly [number, number]) => [left + x * width, top + y * height] as const;
  await page.mouse.move(...at(points[0]));
  await page.mouse.down();
  for (const point of points) await page.mouse.move(...at(point));
  await page.mouse.up();
}
