import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { elfArchitecture } from "../../../src/engine/blas/elf-architecture.ts";

/** The first 20 bytes of an ELF file of 64 bits; byte order 1 is little-endian, 2 big-endian. */
const elf = (byteOrder: number, machine: readonly number[]) =>
  Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, byteOrder, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, ...machine);

describe("elfArchitecture", () => {
  it("reads the machine in either byte order: 183 is arm64, 22 s390x, 258 loong64", () => {
    expect(elfArchitecture(elf(1, [183, 0]))).toBe("arm64");
    expect(elfArchitecture(elf(2, [0, 22]))).toBe("s390x");
    expect(elfArchitecture(elf(1, [2, 1]))).toBe("loong64");
  });

  it("gives the number of a machine that Node does not run on", () => {
    expect(elfArchitecture(elf(1, [50, 0]))).toBe("machine 50");
  });

  it("knows nothing of other files, nor of one that ends within the header", () => {
    expect(elfArchitecture(new TextEncoder().encode("#!/bin/sh and more than 20 bytes"))).toBeUndefined();
    expect(elfArchitecture(elf(1, [183, 0]).subarray(0, 19))).toBeUndefined();
    expect(elfArchitecture(new Uint8Array(0))).toBeUndefined();
  });

  it.skipIf(process.platform !== "linux")("agrees with Node on Node itself", () => {
    expect(elfArchitecture(readFileSync(process.execPath).subarray(0, 20))).toBe(process.arch);
  });
});
