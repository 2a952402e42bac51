import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type NpyArray, writeNpz } from "percept";
import { beforeAll, describe, expect, it } from "vitest";
import { patchNpz } from "../patch-npz.ts";
import { jsonLines, perceptDone, readJson, temporaryFolders } from "../run-percept.ts";
import { counts, tinyNpz, tinyPart, writeTinyData } from "../tiny-dataset.ts";
import { type Case, fileOf, refuses, train } from "./refuses.ts";

const emptyFolder = temporaryFolders();

/** The tiny dataset as .npz, with some arrays replaced. */
function npzWith(instead: Record<string, NpyArray | undefined>): Uint8Array {
  const part = tinyPart(counts.train);
  const arrays: Record<string, NpyArray | undefined> = {
    x_train: { shape: [60, 28, 28], data: part.images },
    y_train: { shape: [60], data: part.labels },
    ...instead,
  };
  return writeNpz(Object.entries(arrays).flatMap(([name, array]) => (array ? [[name, array] as const] : [])));
}

describe("an .npz dataset", () => {
  const onNpz = (what: string, bytes: Uint8Array, says: readonly string[]): Case => ({
    what,
    args: `${train} bad.npz`,
    code: 1,
    says: ["bad.npz", ...says],
    write: fileOf(bytes, "bad.npz"),
  });
  refuses(
    [
      onNpz("that is no zip archive", Buffer.from("not a zip archive"), [
        "does not begin as a zip archive does",
        "numpy.savez writes one",
      ]),
      onNpz("that is empty", new Uint8Array(), ["expected the bytes 50 4b 03 04, got none"]),
      onNpz("that is cut short", tinyNpz().subarray(0, -100), ["found no end record", "cut short"]),
      onNpz("with a flipped bit", flipped(tinyNpz(), 1000), ["x_train", "expected the checksum"]),
      onNpz("that lacks an array", npzWith({ y_train: undefined }), [
        "expected the arrays x_train and y_train",
        "got x_train; y_train is missing",
      ]),
      onNpz(
        "of the wrong shape",
        npzWith({ x_train: { shape: [60 * 784], data: new Uint8Array(60 * 784) } }),
        ["x_train", "expected the shape [n, rows, columns] or [n, features], got [47040]"],
      ),
      onNpz(
        "with labels that are no whole numbers",
        npzWith({ y_train: { shape: [60], data: new Float64Array(60) } }),
        ["y_train", "expected labels as whole numbers, got float64"],
      ),
      onNpz("with counts that differ", npzWith({ y_train: { shape: [59], data: new Uint8Array(59) } }), [
        "y_train",
        "expected 60 labels",
        "got 59",
      ]),
      onNpz("that lies about its shape", patchNpz(tinyNpz(), "(60, 28, 28)", "(99, 28, 28)"), [
        "x_train",
        `expected ${99 * 784} bytes of data`,
        `got ${60 * 784}`,
      ]),
      onNpz("that lies about a size", withSize(tinyNpz(), 50_000), [
        "x_train",
        "expected 50000 bytes, got 47168",
      ]),
      onNpz("that claims 4 billion bytes", withSize(tinyNpz(), 4_000_000_000), ["got 4000000000 by x_train"]),
      {
        what: "that is another kind of file",
        args: `${train} data.pdf`,
        code: 1,
        says: ["data.pdf", "expected a folder, or an .npz, .csv, .tsv or .parquet file"],
        write: fileOf(Buffer.from("1,2,3\n"), "data.pdf"),
      },
    ],
    emptyFolder,
  );
});

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] ^= 1;
  return copy;
}

/** The first entry of a zip archive says this size, in its central header. */
function withSize(bytes: Uint8Array, size: number): Uint8Array {
  const copy = Buffer.from(bytes);
  copy.writeUInt32LE(size, copy.indexOf("PK\u0001\u0002") + 24);
  return copy;
}

describe("datasets of the user's own that are good", () => {
  const folder = emptyFolder();
  const hash = async (data: string) =>
    jsonLines(await perceptDone(folder, [...train.split(" "), data, "--out", `of-${data}`, "--json"])).at(-1)
      .weightsSha256;
  let plain = "";
  beforeAll(async () => {
    writeTinyData(folder);
    plain = await hash("tiny");
  });

  it("train alike from .gz files", async () => {
    writeTinyData(folder, "packed", { gzip: true });
    expect(await hash("packed")).toBe(plain);
  });

  it("train alike from Keras' .npz, with and without a test set, and with rows of features and int64 labels", async () => {
    const { images, labels } = tinyPart(counts.train);
    const rows = npzWith({
      x_train: { shape: [60, 784], data: images },
      y_train: { shape: [60], data: BigInt64Array.from(labels, BigInt) },
    });
    for (const [name, bytes] of Object.entries({
      "both.npz": tinyNpz(),
      "alone.npz": tinyNpz({ test: false }),
      "rows.npz": rows,
    })) {
      writeFileSync(join(folder, name), bytes);
      expect(await hash(name), name).toBe(plain);
    }
    expect(Object.keys(readJson(join(folder, "of-both.npz/metrics.json")))).toContain("test");
    expect(Object.keys(readJson(join(folder, "of-alone.npz/metrics.json")))).not.toContain("test");
  });
});
