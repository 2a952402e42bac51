import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type Rolldown } from "vite";
import { expect, it } from "vitest";

it("bundles for browsers without configuration, holds no node: and trains on both engines", async () => {
  const folder = mkdtempSync(join(tmpdir(), "percept-bundle-"));
  try {
    const result = await build({
      root: folder,
      logLevel: "error",
      configFile: false,
      build: {
        write: false,
        lib: { entry: join(process.cwd(), "packages/core/dist/index.js"), formats: ["es"] },
      },
    });
    const [{ output }] = [result].flat() as Rolldown.RolldownOutput[];
    const chunks = output.filter((part) => part.type === "chunk");
    const [library] = chunks.filter(({ isEntry }) => isEntry);
    const [worker, ...others] = output.filter((part) => part.type === "asset");
    expect(others).toEqual([]);
    expect(library.code).not.toMatch(/\bprocess\./);
    for (const { code } of chunks) expect(code).not.toMatch(/["']node:|\brequire\(/);
    // What only some files need comes when such a file comes.
    const first = [library, ...chunks.filter(({ fileName }) => library.imports.includes(fileName))];
    for (const { code } of first) expect(code).not.toContain("expected an ONNX model");

    // The program of a thread: a small file of its own, which the library names and which needs no other.
    const { fileName, source } = worker;
    expect(fileName).toMatch(/thread-worker.*\.js$/);
    expect(library.code).toContain(fileName);
    expect(source).toMatch(/WebAssembly\.instantiate\(/);
    expect(source).not.toMatch(/\bimport\b|\brequire\(/);
    expect(source.length).toBeLessThan(1000);

    // The bundle stands alone: it is imported from a folder that has no packages.
    writeFileSync(join(folder, "package.json"), '{"type":"module"}');
    for (const { fileName: name, code } of chunks) writeFileSync(join(folder, name), code);
    const { createExperiment, createSamples, createTraining, evaluate, saveModelAs } = await import(
      pathToFileURL(join(folder, library.fileName)).href
    );
    const train = createSamples(Uint8Array.of(0, 255, 255, 0, 0, 250, 250, 0), Uint8Array.of(0, 1, 0, 1), 2);
    const dataset = {
      name: "two pixels",
      classes: ["right", "left"],
      imageShape: [1, 2],
      train,
      sources: [],
    };
    for (const engine of ["wasm", "reference"]) {
      const experiment = createExperiment({ engine, hidden: [3], epochs: 300, learningRate: 1 });
      const training = await createTraining(experiment, dataset);
      for await (const _ of training);
      expect((await evaluate(training.model(), train)).accuracy).toBe(1);
      expect((await saveModelAs(training.model(), "two-pixels.onnx")).length).toBeGreaterThan(400);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
