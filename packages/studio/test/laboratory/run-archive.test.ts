import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readRunFiles } from "../../src/laboratory/read-run-files.ts";
import { unpackRun } from "../../src/laboratory/run-archive.ts";

const text = (words: string) => new TextEncoder().encode(words);
const record = text('{"experiment": {"hidden": [3]}}');

describe("a run from files", () => {
  it("is refused where an archive of 200 bytes says that it unpacks to 500 MB, before room is made for them", () => {
    const archive = zipSync({ "experiment.json": record });
    const view = new DataView(archive.buffer);
    let at = 0;
    while (view.getUint32(at, true) !== 0x02014b50) at++; // the directory, where the sizes are read
    view.setUint32(at + 24, 500 * 2 ** 20, true);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => unpackRun({ name: "run.zip", bytes: archive })).toThrow(
      "run.zip: expected a zip of a run's files, 512 MB at most, got something else.",
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  it("is refused at once where an archive says that it has 4,294,967,295 entries", () => {
    const archive = zipSync({ "experiment.json": record });
    const [zip64End, locator] = [new DataView(new ArrayBuffer(56)), new DataView(new ArrayBuffer(20))];
    const end = archive.length - 22;
    zip64End.setUint32(0, 0x06064b50, true);
    zip64End.setUint32(32, 0xffffffff, true);
    locator.setUint32(0, 0x07064b50, true);
    locator.setUint32(8, end, true);
    const record22 = archive.slice(end);
    new DataView(record22.buffer).setUint16(10, 0xffff, true);
    const parts = [
      archive.subarray(0, end),
      new Uint8Array(zip64End.buffer),
      new Uint8Array(locator.buffer),
      record22,
    ];
    expect(() => unpackRun({ name: "run.zip", bytes: Buffer.concat(parts) })).toThrow(
      "expected a zip of a run's files",
    );
  });

  it("is refused where an epoch of its history nests 200,000 deep", async () => {
    const line = `{"epoch": ${"[".repeat(200_000)}${"]".repeat(200_000)}}\n`;
    const files = [
      { name: "experiment.json", bytes: record },
      { name: "history.jsonl", bytes: text(line) },
    ];
    await expect(readRunFiles(files, "run")).rejects.toThrow(
      /^run: history\.jsonl, line 1: expected a JSON object, got \{"epoch": \[+\.$/,
    );
  });
});
