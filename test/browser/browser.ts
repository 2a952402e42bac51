// A real browser for tests. Where there can be none they are skipped, and the reason is printed.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/chromium.mjs";

const found = await findChromium();
export const missingBrowser = "missing" in found ? found.missing : undefined;
if (missingBrowser) console.warn(`SKIPPED, all tests in a browser: ${missingBrowser}`);

export function launchBrowser(): Promise<Browser> {
  if ("missing" in found) throw new Error(found.missing);
  // A container's root has no sandbox; what is opened is our own.
  return chromium.launch({ executablePath: found.path, args: ["--no-sandbox"] });
}

/** A page, and all that it asked for and said while it was open. */
export interface WatchedPage {
  readonly page: Page;
  /** URLs of requests other than for the page itself, and whether they were let through: none is. */
  readonly requests: readonly string[];
  /** Console messages and uncaught errors. */
  readonly messages: readonly string[];
}

/** Opens an HTML document from a file, with every other request refused. */
export async function openFilePage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const requests: string[] = [];
  const messages: string[] = [];
  await page.route("**/*", (route) => {
    const asked = route.request().url();
    if (asked === url) return route.continue();
    requests.push(asked);
    return route.abort();
  });
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => messages.push(`error: ${error.message}`));
  await page.goto(url);
  return { page, requests, messages };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong with a page by WCAG 2.2, levels A and AA, a line each; an empty list is a good page. */
export async function accessibilityViolations(page: Page): Promise<string[]> {
  // Through the debugger, so that a page's own policy does not forbid it.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
    return (await axe.run(document, { runOnly: tags })).violations;
  });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target.join(" ")}: ${failureSummary}`),
  );
}
