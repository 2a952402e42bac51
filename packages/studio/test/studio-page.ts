// The studio as a person has it: served by `percept studio`, in a real browser, with every request watched.

import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

const command = fileURLToPath(new URL("../../cli/bin/percept.js", import.meta.url));

export interface ServedStudio {
  readonly url: string;
  close(): Promise<void>;
}

/** `percept studio` on a free port. @param args  more of the command line */
export async function serveStudio(args: readonly string[] = [], cwd?: string): Promise<ServedStudio> {
  const child: ChildProcess = spawn(process.execPath, [command, "studio", "--no-open", "--json", ...args], {
    cwd,
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (text) => resolve(String(text).split("\n")[0]));
    child.once("exit", (code) => reject(new Error(`percept studio ended with ${code}.`)));
  });
  return {
    url: JSON.parse(line).url,
    close: () =>
      new Promise((resolve) => {
        child.removeAllListeners("exit");
        child.once("exit", () => resolve());
        child.kill("SIGINT");
      }),
  };
}

export interface StudioPage {
  readonly page: Page;
  /** requests to other places than the studio's own server */
  readonly strangers: readonly string[];
  /** console messages of any kind, and uncaught errors */
  readonly messages: readonly string[];
  close(): Promise<void>;
}

/** Opens the studio at a view: `#train?hidden=30`. */
export async function openStudio(
  browser: Browser,
  url: string,
  hash = "",
  options: BrowserContextOptions = {},
): Promise<StudioPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const strangers: string[] = [];
  const messages: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !/^(data|blob):/.test(request.url())) strangers.push(request.url());
  });
  page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => messages.push(`error: ${error.message}`));
  await page.goto(`${url}${hash}`);
  return { page, strangers, messages, close: () => context.close() };
}

/** Waits until all of MNIST is there. */
export async function waitForMnist(page: Page): Promise<void> {
  await page.getByText("60,000 training samples of mnist", { exact: false }).waitFor();
}

/** Waits, in the view Train, until there is something to train on. */
export async function waitForSamples(page: Page): Promise<void> {
  await page.locator(".data-line", { hasText: "training samples" }).waitFor();
}
