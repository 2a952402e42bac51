// onnxruntime, which runs what percept writes as ONNX, for the tests alone.
import { createRequire } from "node:module";
import { join } from "node:path";
import { install, isInstalled, root } from "./install.mjs";

const folder = join(root, "test/onnxruntime");

/**
 * The path of onnxruntime's module, or why there is none.
 * @returns {{ path: string } | { missing: string }}
 */
export function findOnnxruntime() {
  if (!isInstalled(folder)) return { missing: "onnxruntime is not installed; `npm test` does it." };
  return { path: createRequire(join(folder, "package.json")).resolve("onnxruntime-web") };
}

/** Sees to it that there is an onnxruntime; it is WebAssembly and runs wherever Node does. */
export function ensureOnnxruntime() {
  const what = "onnxruntime for the tests of ONNX files (once, 140 MB)";
  if (!install(folder, what, ["--ignore-scripts"]))
    console.error("percept: npm ci in test/onnxruntime failed; see its messages above.");
}
