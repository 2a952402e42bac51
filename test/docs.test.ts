// Documentation that runs: every link leads somewhere, every quoted line is there, the README's example works.

import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";

const pages = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
  "experiments/README.md",
];

/** The links of a page, [text](target), without those to other sites. */
function linksOf(page: string): { text: string; target: string }[] {
  const links = readFileSync(page, "utf8").matchAll(/\[((?:`[^`]*`|[^\]`[])*)\]\(([^)\s]+)\)/g);
  return [...links]
    .map(([, text, target]) => ({ text, target }))
    .filter(({ target }) => !/^\w+:/.test(target));
}

describe("the documentation", () => {
  it.each(pages)("%s links to files that are there", (page) => {
    for (const { target } of linksOf(page)) {
      const path = target.split("#")[0];
      if (path) expect(existsSync(join(dirname(page), path)), `${page}: ${target}`).toBe(true);
    }
  });

  it("quotes lines of code as they stand", () => {
    let quotes = 0;
    for (const page of pages) {
      for (const { text, target } of linksOf(page)) {
        const [path, line] = target.split("#L");
        if (line === undefined) continue;
        const source = readFileSync(join(dirname(page), path), "utf8").split("\n")[Number(line) - 1];
        expect(source?.trim(), `${page}: ${target}`).toBe(text.slice(1, -1));
        quotes += 1;
      }
    }
    expect(quotes).toBeGreaterThan(10);
  });

  it.each(readdirSync("examples").filter((file) => file.endsWith(".js")))("examples/%s runs", (file) => {
    const printed = execFileSync(process.execPath, [join("examples", file)], { encoding: "utf8" });
    expect(printed).toContain("accuracy");
  });

  it("shows in the README the example that runs, and the example trains and evaluates", async () => {
    const example = readFileSync("examples/train-and-evaluate.js", "utf8");
    expect(readFileSync("README.md", "utf8")).toContain(`\`\`\`js\n${example}\`\`\``);
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    await import("../examples/train-and-evaluate.js");
    const lines = log.mock.calls.map(([line]) => String(line));
    log.mockRestore();
    expect(lines.slice(0, 4).map((line) => line.slice(0, 9))).toEqual([
      "epoch 1: ",
      "epoch 2: ",
      "epoch 3: ",
      "epoch 4: ",
    ]);
    const [, accuracy, auc] = lines[4].match(/accuracy ([\d.]+), mean AUC ([\d.]+)/) ?? [];
    expect(Number(accuracy)).toBeGreaterThan(0.92);
    expect(Number(auc)).toBeGreaterThan(0.99);
  });
});
