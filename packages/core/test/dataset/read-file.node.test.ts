import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { readBytes, readIdxBytes, reason, sha256 } from "../../src/dataset/read-file.node.ts";
import { FileError, FormatError } from "../../src/errors.ts";
import { idxBytes, idxImages, idxLabels } from "./idx-bytes.ts";

const folder = mkdtempSync(join(tmpdir(), "percept-read-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe("readBytes", () => {
  it("reads a whole file", async () => {
    expect(await readBytes(write("bytes", Uint8Array.of(1, 2, 255)))).toEqual(Uint8Array.of(1, 2, 255));
  });

  it("says why a file cannot be read, without repeating the path", async () => {
    const missing = join(folder, "missing");
    await expect(readBytes(missing)).rejects.toThrow(
      new FileError(
        `${missing}: cannot be read (ENOENT: no such file or directory).`,
        "Check the path, and that you may read it.",
      ),
    );
    await expect(readBytes(folder)).rejects.toThrow(
      `${folder}: cannot be read (EISDIR: illegal operation on a directory`,
    );
  });
});

describe("readIdxBytes", () => {
  it("reads a plain file as it is, whatever is in it", async () => {
    expect(await readIdxBytes(write("plain", idxLabels(1, 2)))).toEqual(idxLabels(1, 2));
  });

  it("unpacks a gzip file, a small one and one of many chunks", async () => {
    for (const bytes of [idxLabels(1, 2), idxImages(20_000)]) {
      const unpacked = await readIdxBytes(write("images.gz", gzipSync(bytes)));
      expect(unpacked.length).toBe(bytes.length);
      expect(sha256(unpacked)).toBe(sha256(bytes));
    }
  });

  it("unpacks a gzip file in several parts, as `cat a.gz b.gz` makes it", async () => {
    const bytes = idxImages(5000);
    const parts = [gzipSync(bytes.subarray(0, 3)), gzipSync(bytes.subarray(3))];
    expect(sha256(await readIdxBytes(write("parts.gz", Buffer.concat(parts))))).toBe(sha256(bytes));
  });

  it.each([1, 8, 20])("refuses a gzip file that is cut short by %i bytes or more", async (missing) => {
    const path = write("cut.gz", gzipSync(idxImages(20_000)).subarray(0, -missing));
    await expect(readIdxBytes(path)).rejects.toThrow(
      new FormatError(
        path,
        "expected a whole gzip file, got one that does not unpack (unexpected end of file).",
        "The file is cut short, damaged or not gzip; copy or download it again.",
      ),
    );
  });

  it("refuses a flipped bit, by gzip's own checksum", async () => {
    const packed = gzipSync(idxImages(50), { level: 0 });
    packed[100] ^= 1;
    const path = write("flipped.gz", packed);
    await expect(readIdxBytes(path)).rejects.toThrow("incorrect data check");
  });

  it("refuses a file that ends in .gz and is not gzip", async () => {
    const path = write("plain.gz", idxLabels(1, 2));
    await expect(readIdxBytes(path)).rejects.toThrow(
      `${path}: expected a whole gzip file, got one that does not unpack (incorrect header check).`,
    );
  });

  it("stops soon after where the header says that the file ends: 64 MiB of zeros cost less than 1 MiB", async () => {
    const bomb = new Uint8Array(64 * 1024 * 1024);
    bomb.set(idxLabels(1, 2, 3));
    const unpacked = await readIdxBytes(write("bomb.gz", gzipSync(bomb)));
    expect(unpacked.length).toBeGreaterThan(11);
    expect(unpacked.length).toBeLessThan(1024 * 1024);
  });

  it("stops at once where there is no IDX header", async () => {
    const unpacked = await readIdxBytes(write("zeros.gz", gzipSync(new Uint8Array(64 * 1024 * 1024))));
    expect(unpacked.length).toBeLessThan(1024 * 1024);
  });

  it("refuses a header that says 3 TB at once, before it finds out that the file is cut short", async () => {
    const lie = gzipSync(idxBytes([2051, 4_000_000_000, 28, 28], new Uint8Array(1_000_000)));
    const path = write("lie.gz", lie.subarray(0, -8));
    await expect(readIdxBytes(path)).rejects.toThrow(
      `${path}: expected at most 2147483648 bytes unpacked, got a header that says 3136000000016.`,
    );
  });
});

describe("sha256", () => {
  it("gives the published digest of abc (FIPS 180-4's example)", () => {
    expect(sha256(new TextEncoder().encode("abc"))).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
  });
});

describe("reason", () => {
  it("takes the path out of what Node says, and passes on anything else", () => {
    expect(reason(new Error("EACCES: permission denied, open '/a folder/a file'"))).toBe(
      "EACCES: permission denied",
    );
    expect(reason(new Error("incorrect header check"))).toBe("incorrect header check");
    expect(reason("text")).toBe("text");
  });
});
