import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { equationsAsMathml } from "./equations-as-mathml.ts";
import { mnistFiles } from "./mnist-files.ts";

const conditions = ["source", "browser", "import", "default"];

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./", // any static host, in any folder
  plugins: [mnistFiles(), noRuns(), equationsAsMathml()],
  resolve: { conditions },
  worker: { format: "es", plugins: () => [] },
  build: { target: "es2023", modulePreload: { polyfill: false }, assetsInlineLimit: 0, cssCodeSplit: false },
});

/** An empty list of served runs, in whose place `percept studio --runs` puts its own: a page need not ask in vain. */
function noRuns(): Plugin {
  return {
    name: "no-runs",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "runs/index.json", source: "[]" });
    },
  };
}
