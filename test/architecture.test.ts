import { cruise, type ICruiseResult } from "dependency-cruiser";
import { describe, expect, it } from "vitest";
import config from "../.dependency-cruiser.mjs";

/** @param conditions  of exports and imports maps, instead of Node's */
async function violations(folders: string[], conditions?: string[]) {
  const { output } = await cruise(folders, {
    ...config.options,
    enhancedResolveOptions: {
      ...config.options.enhancedResolveOptions,
      ...(conditions && { conditionNames: conditions }),
    },
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
    const { found } = await violations([
      "packages/core/src",
      "packages/charts/src",
      "packages/cli/src",
      "packages/studio/src",
    ]);
    expect(found).toEqual([]);
  });

  it("has none either where a browser resolves the imports map", async () => {
    const { found } = await violations(["packages/core/src"], ["source", "browser", "import", "default"]);
    expect(found).toEqual([]);
  });

  it("is really read: every package has modules with imports", async () => {
    for (const name of ["core", "charts", "cli", "studio"]) {
      const { imports, modules } = await violations([`packages/${name}/src`]);
      expect(modules).toBeGreaterThan(5);
      expect(imports).toBeGreaterThan(10);
    }
  });

  it("is not content with planted mistakes: a cycle (by a type alone), an upward import, node: in charts", async () => {
    const { found } = await violations(["test/fixtures/architecture"]);
    expect(found.join("\n")).toMatch(/no-circular: .*cycle-a/);
    expect(found.join("\n")).toMatch(/upward-from-network: .*upward/);
    expect(found.join("\n")).toMatch(/node-only-in-cli-and-node-files: .*reads-files/);
  });

  it("finds a chart that imports another family's, and the drawing that imports a chart", async () => {
    const { found } = await violations(["test/fixtures/architecture/packages/charts/src"]);
    const place = "test/fixtures/architecture/packages/charts/src";
    expect(found.filter((line) => !line.includes("reads-files"))).toEqual([
      `upward-or-sideways-from-a-family-of-charts: ${place}/scores/sideways.ts -> ${place}/images/sheet.ts`,
      `upward-or-sideways-from-draw: ${place}/draw/upward.ts -> ${place}/images/sheet.ts`,
    ]);
  });

  it("finds a file for Node that is reached around the imports map, or through it though it has no twin", async () => {
    const { found } = await violations(["test/fixtures/architecture/packages/core/src/engine"]);
    const place = "test/fixtures/architecture/packages/core/src/engine/wasm";
    expect(found).toEqual([
      `no-unresolvable: ${place}/misses.ts -> #nowhere`,
      `node-files-only-through-node-files: ${place}/goes-around.ts -> ${place}/threads.node.ts`,
      `only-platform-files-through-the-imports-map: ${place}/goes-through.ts -> ${place}/files.node.ts`,
    ]);
  });
});
