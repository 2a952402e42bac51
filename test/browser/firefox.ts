// The machine's own Firefox for tests, by WebDriver BiDi. Where there is none they are skipped, and the reason printed.

import { createRequire } from "node:module";
import { findFirefox } from "../../scripts/firefox.mjs";

/** What of a Puppeteer page the tests use; its package, and so its types, are there only beside a Firefox. */
export interface FirefoxPage {
  goto(url: string): Promise<unknown>;
  locator(selector: string): Locator;
  $eval<Result>(selector: string, read: (element: Element) => Result): Promise<Result>;
  $$eval<Result>(selector: string, read: (elements: Element[]) => Result): Promise<Result>;
  setViewport(size: { width: number; height: number }): Promise<void>;
  screenshot(options: { path: string; fullPage?: boolean }): Promise<unknown>;
  on(event: "console", act: (message: { type(): string; text(): string }) => void): unknown;
  on(event: "pageerror", act: (error: Error) => void): unknown;
  readonly mouse: {
    move(x: number, y: number): Promise<void>;
    down(): Promise<void>;
    up(): Promise<void>;
  };
}

interface Locator {
  setTimeout(ms: number): Locator;
  click(): Promise<void>;
  wait(): Promise<unknown>;
}

export interface Firefox {
  newPage(): Promise<FirefoxPage>;
  version(): Promise<string>;
  close(): Promise<void>;
}

const firefox = await start();
export const missingFirefox = typeof firefox === "string" ? firefox : undefined;
if (missingFirefox) console.warn(`SKIPPED, all tests in Firefox: ${missingFirefox}`);

/** The Firefox that was started, once for all tests of a file; whoever is done with it closes it. */
export function startedFirefox(): Firefox {
  if (typeof firefox === "string") throw new Error(firefox);
  return firefox;
}

async function start(): Promise<Firefox | string> {
  const found = findFirefox();
  if ("missing" in found) return found.missing;
  const { default: puppeteer } = await import(createRequire(found.driver).resolve("puppeteer-core"));
  try {
    return await puppeteer.launch({ browser: "firefox", executablePath: found.path, headless: true });
  } catch (error) {
    return `${found.path} could not be driven: ${error instanceof Error ? error.message : error}`;
  }
}
