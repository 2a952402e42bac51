import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it.each(["--help", "train --help"])(
  "shows %s without loading an engine, a dataset, a chart or what reads a typed file",
  (args) => {
    const bin = fileURLToPath(new URL("../bin/percept.js", import.meta.url));
    // With this Node names every module that it loads on standard error.
    const env = { ...process.env, NODE_DEBUG: "esm" };
    const { stdout, stderr } = spawnSync(process.execPath, [bin, ...args.split(" ")], {
      env,
      encoding: "utf8",
    });
    expect(stdout).toContain("Usage: percept");
    expect(stderr).toMatch(/core\/dist\/experiment\.js/);
    expect(stderr).not.toMatch(
      /dist\/(engine|dataset|network|training|prediction)\/|packages\/charts|resvg|jiti|experiment-file/,
    );
  },
);
