import { builtinModules } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const conditions = ["source", "node", "import", "default"];

/**
 * Bundles worker.ts from the sources, parsers and their libraries included.
 * @param name  of its folder: tests build it at the same time
 * @returns its path
 */
export async function buildWorker(name: string): Promise<string> {
  const outDir = fileURLToPath(new URL(`../../.build/fuzz/${name}`, import.meta.url));
  await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions },
    ssr: { resolve: { conditions }, noExternal: true, external: ["koffi", "jiti", ...builtinModules] },
    build: {
      ssr: fileURLToPath(new URL("worker.ts", import.meta.url)),
      outDir,
      emptyOutDir: true,
      minify: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "worker.mjs", chunkFileNames: "[name]-[hash].mjs" } },
    },
  });
  return join(outDir, "worker.mjs");
}
