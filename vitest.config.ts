import { defineConfig } from "vitest/config";

// Packages resolve to their sources, so that nothing is built between an edit and a test.
const conditions = ["source", "node", "import", "default"];
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions, noExternal: [/^percept/] } },
};

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "short",
          include: ["packages/*/test/**/*.test.ts", "test/**/*.test.ts"],
          globalSetup: "test/ensure-built.ts",
          testTimeout: 60_000,
        },
      },
      {
        ...shared,
        test: {
          name: "long",
          include: ["packages/*/test/**/*.long.ts", "test/**/*.long.ts"],
          globalSetup: "test/ensure-built.ts",
          testTimeout: 1_800_000,
        },
      },
    ],
  },
});
