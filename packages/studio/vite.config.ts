import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { mnistFiles } from "./mnist-files.ts";

const conditions = ["source", "browser", "import", "default"];

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./", // any static host, in any folder
  plugins: [mnistFiles()],
  resolve: { conditions },
  worker: { format: "es", plugins: () => [] },
  build: { target: "es2023", modulePreload: { polyfill: false }, assetsInlineLimit: 0, cssCodeSplit: false },
});
