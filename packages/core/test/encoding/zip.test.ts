import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { deflateSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { crc32, readZip, writeZip } from "../../src/encoding/zip.ts";
import { FormatError, ParameterError } from "../../src/errors.ts";

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
const text = (string: string) => new TextEncoder().encode(string);

/** A copy with little-endian numbers written over it: [offset, size in bytes, value]. */
function patched(
  bytes: Uint8Array,
  ...changes: [offset: number, size: 1 | 2 | 4, value: number][]
): Uint8Array {
  const copy = new Uint8Array(bytes);
  const view = new DataView(copy.buffer);
  for (const [offset, size, value] of changes) {
    if (size === 1) view.setUint8(offset, value);
    if (size === 2) view.setUint16(offset, value, true);
    if (size === 4) view.setUint32(offset, value, true);
  }
  return copy;
}

/** Offsets of the first central header and of the end record of an archive without a comment. */
function records(bytes: Uint8Array): { central: number; end: number } {
  const end = bytes.length - 22;
  return { central: new DataView(bytes.buffer).getUint32(end + 16, true), end };
}

const plain = writeZip([["one.txt", text("the quick brown fox")]]);
const packed = zipSync({ "one.txt": text("a".repeat(1000)) }, { level: 9 });

describe("crc32", () => {
  it("gives the check value of the CRC catalogues, cbf43926 for 123456789", () => {
    expect(crc32(text("123456789"))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array())).toBe(0);
  });
});

describe("readZip", () => {
  it("leaves packed what is not wanted, broken or not", () => {
    const archive = writeZip([
      ["one.txt", text("1")],
      ["two.txt", text("2")],
    ]);
    archive[archive.indexOf("2".charCodeAt(0), 60)] = 0;
    expect(() => readZip(archive, "made")).toThrow("two.txt");
    const wanted = (name: string) => name === "one.txt";
    expect([...readZip(archive, "made", { wanted })]).toEqual([["one.txt", text("1")]]);
  });

  it("reads what writeZip writes, in order, an empty entry and a name beyond ASCII included", () => {
    const entries: [string, Uint8Array][] = [
      ["z.npy", text("last letter, first entry")],
      ["empty", new Uint8Array()],
      ["größe.npy", new Uint8Array(1000).fill(7)],
    ];
    expect([...readZip(writeZip(entries), "made")]).toEqual(entries);
    expect(readZip(writeZip([]), "made").size).toBe(0);
  });

  it("reads deflated entries", () => {
    expect(readZip(packed, "made").get("one.txt")).toEqual(text("a".repeat(1000)));
  });

  it("gives stored entries as views, without a copy", () => {
    expect(readZip(plain, "made").get("one.txt")?.buffer).toBe(plain.buffer);
  });

  it("reads an archive that is itself a view into other bytes", () => {
    const shifted = new Uint8Array(plain.length + 10);
    shifted.set(plain, 3);
    expect(readZip(shifted.subarray(3, 3 + plain.length), "made").get("one.txt")).toEqual(
      text("the quick brown fox"),
    );
  });

  it("reads Python's ZIP64 records and sizes", () => {
    const entries = readZip(fixture("zip64.npz"), "zip64.npz");
    expect([...entries].map(([name, bytes]) => [name, bytes.length])).toEqual([
      ["first.npy", 288],
      ["second.npy", 288],
    ]);
  });

  it("reads what Python wrote to a pipe, with the sizes after the content", () => {
    expect([...readZip(fixture("streamed.npz"), "streamed.npz").keys()]).toEqual(["first.npy", "second.npy"]);
  });

  it("reads an archive with a comment at its end", () => {
    const { end } = records(plain);
    const comment = text("PK\x05\x06 is how a comment may begin");
    const bytes = new Uint8Array([...patched(plain, [end + 20, 2, comment.length]), ...comment]);
    expect(readZip(bytes, "made").size).toBe(1);
  });
});

describe("readZip refuses", () => {
  it("what is no archive, saying what it begins with and what was expected", () => {
    const bytes = text("\x93NUMPY and so on, for more than 22 bytes");
    expect(() => readZip(bytes, "model.npz")).toThrow(
      "model.npz: does not begin as a zip archive does: expected the bytes 50 4b 03 04, got c2 93 4e 55.\n" +
        "  Is it an .npz file? numpy.savez writes one.",
    );
    expect(() => readZip(new Uint8Array(), "empty.npz")).toThrow("got none.");
  });

  it("an archive that is cut short at any byte", () => {
    for (let length = 0; length < plain.length; length++) {
      expect(() => readZip(plain.subarray(0, length), "cut.npz")).toThrow(FormatError);
    }
    expect(() => readZip(plain.subarray(0, 40), "cut.npz")).toThrow(
      "cut.npz: does not end as a zip archive does: found no end record in its 40 bytes.\n  The file is damaged or was cut short",
    );
  });

  it("a flipped bit in an entry, naming the entry", () => {
    const content = 30 + "one.txt".length;
    for (let byte = content; byte < content + 19; byte++) {
      expect(() => readZip(patched(plain, [byte, 1, plain[byte] ^ 0x10]), "model.npz")).toThrow(
        /^model\.npz: one\.txt: expected the checksum [0-9a-f]+, got [0-9a-f]+\./,
      );
    }
  });

  it("an encrypted entry", () => {
    const { central } = records(plain);
    expect(() => readZip(patched(plain, [central + 8, 2, 1]), "a.npz")).toThrow(
      "a.npz: one.txt: expected a plain entry, got an encrypted one.\n  Decrypt the archive first.",
    );
  });

  it("a method other than stored and deflated", () => {
    const { central } = records(plain);
    expect(() => readZip(patched(plain, [central + 10, 2, 12]), "a.npz")).toThrow(
      "a.npz: one.txt: expected method 0 (stored) or 8 (deflated), got 12.",
    );
  });

  it("one part of several", () => {
    const { end } = records(plain);
    expect(() => readZip(patched(plain, [end + 4, 2, 1]), "a.npz")).toThrow(
      "a.npz: expected an archive in one part, got one of several.",
    );
  });

  it("a name that comes twice", () => {
    const twins = writeZip([
      ["a.npy", text("one")],
      ["b.npy", text("two")],
    ]);
    const names = twins.map((byte) => (byte === "b".charCodeAt(0) ? "a".charCodeAt(0) : byte));
    expect(() => readZip(names, "a.npz")).toThrow("a.npz: expected each entry once, got a.npy twice.");
  });

  it("another name before the content than in the directory", () => {
    expect(() => readZip(patched(plain, [30, 1, "O".charCodeAt(0)]), "a.npz")).toThrow(
      "a.npz: one.txt: expected this entry at byte 0, got One.txt.",
    );
  });

  it("more entries, or fewer, than the end record says", () => {
    const { end } = records(plain);
    expect(() => readZip(patched(plain, [end + 8, 2, 0], [end + 10, 2, 0]), "a.npz")).toThrow(FormatError);
    expect(() => readZip(patched(plain, [end + 8, 2, 2], [end + 10, 2, 2]), "a.npz")).toThrow(FormatError);
  });

  it("a size beyond 1032 times the compressed one, before any memory is taken for it", () => {
    const { central } = records(packed);
    const compressed = new DataView(packed.buffer).getUint32(central + 20, true);
    expect(() => readZip(patched(packed, [central + 24, 4, 2 ** 30]), "bomb.npz")).toThrow(
      `bomb.npz: one.txt: expected at most ${1032 * compressed} bytes from ${compressed}, got a size of ${2 ** 30}.`,
    );
  });

  it("more than 2 GiB in total", () => {
    const { central } = records(packed);
    expect(() => readZip(patched(packed, [central + 24, 4, 2 ** 31 + 1]), "bomb.npz")).toThrow(
      "bomb.npz: expected at most 2147483648 bytes unpacked, got 2147483649 by one.txt.",
    );
  });

  it("more in total than the limit that it is given, to the byte", () => {
    const { central } = records(packed);
    const size = new DataView(packed.buffer).getUint32(central + 24, true);
    expect(() => readZip(packed, "a.npz", { unpackLimit: size - 1 })).toThrow(
      `a.npz: expected at most ${size - 1} bytes unpacked, got ${size} by one.txt.`,
    );
    expect(readZip(packed, "a.npz", { unpackLimit: size }).get("one.txt")).toHaveLength(size);
  });

  it("entries that share their bytes", () => {
    const bytes = zipSync({
      a: [deflateSync(new Uint8Array(100_000)), { level: 0 }],
      b: [text("b"), { level: 0 }],
    });
    const { central } = records(bytes);
    const second = central + 46 + 1;
    const size = new DataView(bytes.buffer).getUint32(central + 20, true);
    const shared = patched(bytes, [second + 20, 4, size], [second + 24, 4, size], [second + 42, 4, 0]);
    expect(() => readZip(shared, "bomb.npz")).toThrow(
      /^bomb\.npz: expected at most \d+ bytes of entries, got \d+ by b\./,
    );
  });

  it("a declared size that is one byte too small or too large", () => {
    for (const [bytes, size] of [
      [packed, 999],
      [packed, 1001],
      [plain, 18],
      [plain, 20],
    ] as const) {
      const { central } = records(bytes);
      expect(() => readZip(patched(bytes, [central + 24, 4, size]), "a.npz")).toThrow(
        new RegExp(`^a\\.npz: one\\.txt: expected ${size} bytes, got \\d+\\.`),
      );
    }
  });

  it("offsets beyond the file, ZIP64 ones included", () => {
    const { central, end } = records(plain);
    expect(() => readZip(patched(plain, [central + 42, 4, 0x7fffffff]), "a.npz")).toThrow(FormatError);
    expect(() => readZip(patched(plain, [central + 42, 4, 0xffffffff]), "a.npz")).toThrow(
      "a.npz: one.txt: expected a ZIP64 field with its sizes, got none.",
    );
    expect(() => readZip(patched(plain, [end + 16, 4, 0xfffffff0]), "a.npz")).toThrow(FormatError);
    const large = fixture("zip64.npz");
    const locator = large.length - 22 - 20;
    expect(() => readZip(patched(large, [locator + 12, 4, 0xffffffff]), "a.npz")).toThrow(
      /^a\.npz: expected its ZIP64 end record at byte \d+, got none\./,
    );
  });
});

describe("writeZip", () => {
  it("writes the same bytes in every time zone and at any time", () => {
    const script = `
      import { zipSync } from "fflate";
      process.stdout.write(Buffer.from(zipSync({ a: new Uint8Array(3) }, OPTIONS)).toString("hex"));`;
    const options = /zipSync\(files, (\{.*\})\)/.exec(
      readFileSync(new URL("../../src/encoding/zip.ts", import.meta.url), "utf8"),
    )?.[1];
    expect(options).toBeDefined();
    const zones = ["UTC", "Pacific/Kiritimati", "America/St_Johns", "Pacific/Pago_Pago"];
    const archives = zones.map((TZ) =>
      execFileSync(
        process.execPath,
        ["--input-type=module", "--eval", script.replace("OPTIONS", options ?? "")],
        { env: { ...process.env, TZ }, cwd: new URL("../..", import.meta.url) },
      ).toString(),
    );
    expect(new Set(archives)).toEqual(
      new Set([Buffer.from(writeZip([["a", new Uint8Array(3)]])).toString("hex")]),
    );
  });

  it("writes the committed bytes", () => {
    expect(createHash("sha256").update(plain).digest("hex")).toBe(
      "1536f7a4b403a1a33cfd4ac8869e42dc5989e9e34ff651ae3ce23b6e6880a9d4",
    );
  });

  it("refuses a name that comes twice, and one that objects keep for themselves", () => {
    const twice: [string, Uint8Array][] = [
      ["a", text("one")],
      ["a", text("two")],
    ];
    expect(() => writeZip(twice)).toThrow(ParameterError);
    expect(() => writeZip([["__proto__", text("lost")]])).toThrow(ParameterError);
  });
});
