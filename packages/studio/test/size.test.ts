import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("../dist/assets/", import.meta.url));

/** Tables, Parquet, images; models as ONNX, safetensors, JSON, of scikit-learn, and as programs. */
const ofOneKind =
  /^(papaparse|column|compressors|snappy|src|decode-(png|jpeg)|onnx-proto|(load|save)-(onnx|c|python|javascript)|predictor-text|model-(json|safetensors)|scikit-npz)[.-]/;

describe("the studio's files", () => {
  it("are less than 300 kB of JavaScript, gzipped, and less than 200 kB before a view asks for more; what reads or writes a kind of file, which comes with the first of that kind, less than 75 kB", () => {
    const sizes = readdirSync(folder)
      .filter((name) => name.endsWith(".js"))
      .map((name) => ({ name, bytes: gzipSync(readFileSync(folder + name)).byteLength }));
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    const first = sizes.filter(({ name }) => /^(index|worker|thread-worker)-/.test(name));
    expect(first.length).toBeGreaterThanOrEqual(3);
    expect(first.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(200_000);
    const readers = sizes
      .filter(({ name }) => ofOneKind.test(name))
      .reduce((sum, { bytes }) => sum + bytes, 0);
    expect(readers).toBeGreaterThan(5_000);
    expect(readers).toBeLessThan(75_000);
    expect(total - readers).toBeLessThan(300_000);
  });
});
