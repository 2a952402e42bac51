import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { findBlas } from "../../../src/engine/blas/usual-libraries.node.ts";

describe("findBlas", () => {
  const folder = mkdtempSync(join(tmpdir(), "percept-blas-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  afterEach(() => vi.unstubAllEnvs());

  it("is the file that PERCEPT_BLAS names, and none where that does not exist", () => {
    const file = join(folder, "mine.so");
    writeFileSync(file, "");
    vi.stubEnv("PERCEPT_BLAS", file);
    expect(findBlas()).toBe(file);
    vi.stubEnv("PERCEPT_BLAS", `${file}.missing`);
    expect(findBlas()).toBeUndefined();
  });

  it.skipIf(process.platform !== "linux")("looks into the folders of LD_LIBRARY_PATH first", () => {
    const file = join(folder, "libopenblasp.so.0");
    writeFileSync(file, "");
    vi.stubEnv("PERCEPT_BLAS", "");
    vi.stubEnv("LD_LIBRARY_PATH", `${join(folder, "missing")}:${folder}`);
    expect(findBlas()).toBe(file);
  });
});
