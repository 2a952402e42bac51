// What percept writes, read by Python: NumPy, PyTorch and onnx's checker.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { writeNpy } from "../../src/encoding/npy.ts";
import { saveModelAs } from "../../src/format/model-formats.ts";
import { referenceScores } from "./reference-scores.ts";
import { findPython, runTool } from "./run-tool.ts";
import { someFeatures, someModels } from "./some-models.ts";

const torch = findPython("numpy", "torch");
const onnx = findPython("onnx");
const folder = mkdtempSync(join(tmpdir(), "percept-python-"));
afterAll(() => rmSync(folder, { recursive: true }));
const script = fileURLToPath(new URL("read_models.py", import.meta.url));

describe("a model file in Python", () => {
  it.skipIf(torch.missing)(
    ".safetensors and .npz say in PyTorch what the reference says, to 2e-6",
    async () => {
      const wanted: Float32Array[] = [];
      for (const [n, [, model]] of someModels.entries()) {
        const features = someFeatures(model);
        const { inputs } = model.network.layers[0];
        const shape = [features.length / inputs, inputs];
        writeFileSync(join(folder, `${n}.npy`), writeNpy({ shape, data: features }));
        for (const ending of [".safetensors", ".npz"])
          writeFileSync(join(folder, n + ending), await saveModelAs(model, ending));
        wanted.push(await referenceScores(model, features));
      }
      const answers = JSON.parse(runTool(torch.command, [script, folder, `${someModels.length}`]));
      for (const [n, scores] of wanted.entries()) {
        for (const said of answers[n] as number[][]) {
          expect(said).toHaveLength(scores.length);
          for (const [at, score] of said.entries())
            expect(Math.abs(score - scores[at])).toBeLessThan(2e-6 * Math.max(1, Math.abs(score)));
        }
      }
    },
  );

  it.skipIf(onnx.missing)(".onnx is accepted by onnx.checker, shapes inferred", async () => {
    const paths: string[] = [];
    for (const [n, [, model]] of someModels.entries()) {
      paths.push(join(folder, `${n}.onnx`));
      writeFileSync(paths[n], await saveModelAs(model, ".onnx"));
    }
    const program = [
      "import json, onnx, sys",
      "for path in sys.argv[1:]:",
      "    model = onnx.load(path)",
      "    onnx.checker.check_model(model, full_check=True)",
      "    names = {p.key: json.loads(p.value) for p in model.metadata_props}",
      "    print(json.dumps(names.get('classes', names.get('targets'))))",
    ].join("\n");
    const lines = runTool(onnx.command, ["-c", program, ...paths])
      .trim()
      .split("\n");
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      someModels.map(([, { classes, targetNames }]) => targetNames ?? classes),
    );
  });
});
