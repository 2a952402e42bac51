import { cruise, type ICruiseResult } from "dependency-cruiser";
import { describe, expect, it } from "vitest";
import config from "../.dependency-cruiser.mjs";

async function violations(...folders: string[]) {
  const { output } = await cruise(folders, {
    ...config.options,
    validate: true,
    ruleSet: { forbidden: config.forbidden },
  });
  const { summary, modules } = output as ICruiseResult;
  return {
    found: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
    imports: modules.reduce((count, module) => count + module.dependencies.length, 0),
    modules: modules.length,
  };
}

describe("the architecture", () => {
  it("has no cycle, no upward import and no node: outside cli and *.node.ts", async () => {
    const { found } = await violations("packages/core/src", "packages/charts/src", "packages/cli/src");
    expect(found).toEqual([]);
  });

  it("is really read: every package has modules with imports", async () => {
    for (const name of ["core", "charts", "cli"]) {
      const { imports, modules } = await violations(`packages/${name}/src`);
      expect(modules).toBeGreaterThan(5);
      expect(imports).toBeGreaterThan(10);
    }
  });

  it("is not content with planted mistakes: a cycle (by a type alone), an upward import, node: in charts", async () => {
    const { found } = await violations("test/fixtures/architecture");
    expect(found.join("\n")).toMatch(/no-circular: .*cycle-a/);
    expect(found.join("\n")).toMatch(/upward-from-network: .*upward/);
    expect(found.join("\n")).toMatch(/node-only-in-cli-and-node-files: .*reads-files/);
  });
});
