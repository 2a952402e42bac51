import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { type BlasLibrary, loadBlas } from "../../../src/engine/blas/blas-library.node.ts";
import { PerceptError, ShapeError } from "../../../src/errors.ts";

const onLinux = process.platform === "linux";

async function theBlas(): Promise<BlasLibrary | undefined> {
  try {
    return await loadBlas();
  } catch (error) {
    if (process.env.PERCEPT_BLAS) throw error;
    console.warn(
      `The products of engine blas are skipped: ${error instanceof Error ? error.message : error}`,
    );
    return undefined;
  }
}

const blas = await theBlas();

// A·B = C by hand: 1·7 + 2·9 + 3·11 = 58, 1·8 + 2·10 + 3·12 = 64, 4·7 + 5·9 + 6·11 = 139, 4·8 + 5·10 + 6·12 = 154
const a = [1, 2, 3, 4, 5, 6]; // [2, 3]
const b = [7, 8, 9, 10, 11, 12]; // [3, 2]
const product = [58, 64, 139, 154]; // [2, 2]
const aTransposed = [1, 4, 2, 5, 3, 6];
const bTransposed = [7, 9, 11, 8, 10, 12];

/** Shared memory with these values from its byte `address` on, and the product bound to it. */
function placed(values: Readonly<Record<number, readonly number[]>>) {
  if (!blas) throw new Error("There is no BLAS.");
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
  for (const [address, numbers] of Object.entries(values)) {
    new Float32Array(memory.buffer, Number(address), numbers.length).set(numbers);
  }
  const floats = (address: number, length: number) => [...new Float32Array(memory.buffer, address, length)];
  return { memory, sgemm: blas.bind(memory), floats };
}

describe.skipIf(!blas)("a BLAS library of this machine", () => {
  it("says its name and what was loaded", () => {
    expect(blas?.name).toMatch(/\S/);
    expect(blas?.path).toMatch(/\S/);
  });

  it("multiplies [2, 3] by [3, 2] on a shared memory, by hand", () => {
    const { sgemm, floats } = placed({ 16: a, 48: b, 80: [0.5, 0.5, 0.5, 0.5] });
    sgemm(false, false, 2, 2, 3, 1, 16, 3, 48, 2, 0, 80, 2);
    expect(floats(80, 4)).toEqual(product);
    expect(floats(16, 6)).toEqual(a);
    expect(floats(48, 6)).toEqual(b);
  });

  it.each([
    ["the first", true, false, { 0: aTransposed, 64: b }],
    ["the second", false, true, { 0: a, 64: bTransposed }],
    ["both", true, true, { 0: aTransposed, 64: bTransposed }],
  ] as const)("transposes %s", (_, transposeA, transposeB, matrices) => {
    const { sgemm, floats } = placed(matrices);
    sgemm(transposeA, transposeB, 2, 2, 3, 1, 0, transposeA ? 2 : 3, 64, transposeB ? 3 : 2, 0, 128, 2);
    expect(floats(128, 4)).toEqual(product);
  });

  it("adds alpha times the product to beta times C, by hand: 2 · 58 + 10 · 1 = 126 and so on", () => {
    const { sgemm, floats } = placed({ 0: a, 64: b, 128: [1, 2, 3, 4] });
    sgemm(false, false, 2, 2, 3, 2, 0, 3, 64, 2, 10, 128, 2);
    expect(floats(128, 4)).toEqual([126, 148, 308, 348]);
  });

  it("does not read C where beta is 0", () => {
    const { sgemm, floats } = placed({ 0: a, 64: b, 128: [Number.NaN, Number.NaN, Infinity, 1] });
    sgemm(false, false, 2, 2, 3, 1, 0, 3, 64, 2, 0, 128, 2);
    expect(floats(128, 4)).toEqual(product);
  });

  it("steps from row to row by the strides, and leaves what lies between the rows of C", () => {
    const { sgemm, floats } = placed({
      0: [...[1, 2, 3, -1, -1], ...[4, 5, 6]],
      64: [...[7, 8, -1], ...[9, 10, -1], ...[11, 12]],
      128: [-2, -2, -2, -2, -2, -2, -2],
    });
    sgemm(false, false, 2, 2, 3, 1, 0, 5, 64, 3, 0, 128, 4);
    expect(floats(128, 7)).toEqual([58, 64, -2, -2, 139, 154, -2]);
  });

  it("reaches what a memory has grown by", () => {
    const { memory, sgemm, floats } = placed({ 0: a, 64: b });
    memory.grow(3);
    const last = memory.buffer.byteLength - 16;
    sgemm(false, false, 2, 2, 3, 1, 0, 3, 64, 2, 0, last, 2);
    expect(floats(last, 4)).toEqual(product);
  });

  it("refuses a matrix that ends 4 bytes past the memory, whichever it is", () => {
    const { sgemm } = placed({ 0: a, 64: b });
    const page = 65_536;
    const told = new ShapeError(
      `Expected matrices within ${page} bytes of memory, got one that ends at ${page + 4}.`,
    );
    expect(() => sgemm(false, false, 2, 2, 3, 1, page - 20, 3, 64, 2, 0, 128, 2)).toThrow(told);
    expect(() => sgemm(false, true, 2, 2, 3, 1, 0, 3, page - 20, 3, 0, 128, 2)).toThrow(told);
    expect(() => sgemm(false, false, 2, 2, 3, 1, 0, 3, 64, 2, 0, page - 12, 2)).toThrow(told);
    expect(() => sgemm(false, false, 2, 2, 3, 1, 0, 3, 64, 2, 0, page - 16, 2)).not.toThrow();
  });

  it("refuses a memory that is not shared, since it may move", () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    expect(() => blas?.bind(memory)).toThrow("Engine blas needs a shared memory");
  });

  it("computes the same with one thread and with two where it lets itself be told", () => {
    const told = blas?.setThreads(2);
    const { sgemm, floats } = placed({ 0: a, 64: b });
    sgemm(false, false, 2, 2, 3, 1, 0, 3, 64, 2, 0, 128, 2);
    expect(floats(128, 4)).toEqual(product);
    expect(blas?.setThreads(1)).toBe(told);
  });

  it.skipIf(!onLinux)("is what PERCEPT_BLAS names", async () => {
    vi.stubEnv("PERCEPT_BLAS", blas?.path);
    expect(await loadBlas()).toMatchObject({ name: blas?.name, path: blas?.path });
    vi.unstubAllEnvs();
  });
});

describe("loadBlas", () => {
  const folder = mkdtempSync(join(tmpdir(), "percept-blas-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const failure = async (file: string): Promise<PerceptError> => {
    const error = await loadBlas(file).catch((thrown: unknown) => thrown);
    if (!(error instanceof PerceptError)) throw new Error(`Expected a PerceptError, got ${error}.`);
    return error;
  };

  it("says that the file that PERCEPT_BLAS names does not exist, and loads no other", async () => {
    const missing = join(folder, "libopenblas.so.0");
    vi.stubEnv("PERCEPT_BLAS", missing);
    await expect(loadBlas()).rejects.toThrow(
      `PERCEPT_BLAS: expected a BLAS library for ${process.arch}, got ${missing}, which does not exist.\n` +
        "  Name another file, or leave PERCEPT_BLAS unset to search by the usual names.",
    );
    vi.unstubAllEnvs();
    expect((await failure(missing)).code).toBe("unsupported");
  });

  it("says that a text file does not load", async () => {
    const text = write("notes.so", "Not a library.");
    expect((await failure(text)).message).toContain(`got ${text}, which does not load (`);
  });

  it.skipIf(!onLinux)("says which machine a library is built for where it is another", async () => {
    const [machine, name] = process.arch === "arm64" ? [62, "x64"] : [183, "arm64"];
    const header = new Uint8Array(64);
    header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]); // ELF, 64 bits, little-endian, version 1
    header.set([3, 0, machine, 0], 16); // a shared library of that machine
    const foreign = write("foreign.so", header);
    expect((await failure(foreign)).message).toContain(`got ${foreign}, which is built for ${name}.`);
  });

  it.skipIf(!onLinux)("says that a library without cblas_sgemm has none: libm", async () => {
    expect((await failure("libm.so.6")).message).toContain(
      "got libm.so.6, which has no function cblas_sgemm.",
    );
  });

  it("says how to install koffi where it does not load", async () => {
    vi.resetModules();
    vi.doMock("koffi", () => Promise.reject(new Error("Cannot find package 'koffi'")));
    const { loadBlas: loadWithoutKoffi } = await import("../../../src/engine/blas/blas-library.node.ts");
    await expect(loadWithoutKoffi()).rejects.toThrow(
      /^Engine blas needs the package koffi, which does not load: .*\n {2}Install it: npm install koffi\. /,
    );
    vi.doUnmock("koffi");
  });
});
