import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type NpyArray, writeNpy, writeNpz } from "percept";
import { describe } from "vitest";
import { temporaryFolders } from "../run-percept.ts";
import { type Case, fileOf, refuses, train } from "./refuses.ts";

const emptyFolder = temporaryFolders();

describe("a model", () => {
  const matrix = (
    rows: number,
    columns: number,
    type: typeof Float32Array | typeof Float64Array = Float32Array,
  ) => ({
    shape: [rows, columns],
    data: new type(rows * columns).fill(0.1),
  });
  const onModel = (
    what: string,
    arrays: Record<string, NpyArray> | Uint8Array,
    says: readonly string[],
    jsonCode = "format",
  ): Case => ({
    what,
    args: "evaluate bad.npz --data tiny",
    code: 1,
    jsonCode,
    says: ["bad.npz", ...says],
    write: fileOf(arrays instanceof Uint8Array ? arrays : writeNpz(Object.entries(arrays)), "bad.npz"),
  });
  const good = { w1: matrix(3, 785), w2: matrix(10, 4) };
  const broken = matrix(3, 785);
  broken.data[800] = Number.NaN;
  refuses(
    [
      onModel("whose layers do not fit each other", { ...good, w2: matrix(10, 6) }, [
        "w2: expected 4 columns, 1 + the 3 units of w1, got 6",
      ]),
      onModel(
        "whose inputs do not fit the data",
        { ...good, w1: matrix(3, 50) },
        ["expected a model of 784 inputs and 10 classes for the data tiny, got one of 49 inputs", "--data"],
        "shape",
      ),
      onModel(
        "whose classes do not fit the data",
        { ...good, w2: matrix(5, 4) },
        ["expected a model of 784 inputs and 10 classes for the data tiny", "and 5 classes", "--data"],
        "shape",
      ),
      onModel("with NaN weights", { ...good, w1: broken }, [
        "w1: expected finite weights, got NaN at [1, 15]",
      ]),
      onModel("of whole numbers", { w1: { shape: [3, 785], data: new Int32Array(3 * 785) } }, [
        "w1: expected weights as float32 or float64, got int32",
      ]),
      onModel("of two precisions", { ...good, w2: matrix(10, 4, Float64Array) }, [
        "w2: expected the type of w1",
      ]),
      onModel("without weights", { other: matrix(2, 2) }, ["expected a model's arrays w1, w2", "got other"]),
      onModel("with a meta that is not JSON", { ...good, meta: { shape: [3], data: Buffer.from("{a}") } }, [
        "meta: expected a JSON object as uint8",
      ]),
      onModel("of a later format", { ...good, meta: jsonArray({ formatVersion: 99 }) }, [
        "meta: expected format version 1 to 2, got 99",
      ]),
      onModel("that is no zip archive", Buffer.from("PK?"), ["does not begin as a zip archive does"]),
      {
        ...onModel("as --init, with NaN", { ...good, w1: broken }, ["expected finite weights"]),
        args: `${train} tiny --init bad.npz`,
      },
      {
        what: "as --init, that does not exist",
        args: `${train} tiny --init nowhere.npz`,
        code: 1,
        jsonCode: "file",
        says: ["nowhere.npz: cannot be read (ENOENT: no such file or directory)"],
      },
      {
        what: "asked for an .npy file that lies about its size",
        args: "predict good.npz bad.npy --data tiny",
        code: 1,
        says: ["bad.npy", "expected", "bytes of data"],
        write(folder) {
          writeFileSync(join(folder, "good.npz"), writeNpz(Object.entries(good)));
          const npy = Buffer.from(writeNpy({ shape: [28, 28], data: new Uint8Array(784) }));
          npy.write("(99, 99)", npy.indexOf("(28, 28)"), "latin1");
          writeFileSync(join(folder, "bad.npy"), npy);
        },
      },
    ],
    emptyFolder,
  );

  function jsonArray(value: unknown): NpyArray {
    const data = new TextEncoder().encode(JSON.stringify(value));
    return { shape: [data.length], data };
  }
});
