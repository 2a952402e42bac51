import { gzipSync } from "node:zlib";
import { describe } from "vitest";
import { temporaryFolders } from "../run-percept.ts";
import { counts, idx, tinyFiles, tinyPart, writeTinyData } from "../tiny-dataset.ts";
import { refuses, train } from "./refuses.ts";

const emptyFolder = temporaryFolders();
const images = "train-images-idx3-ubyte";
const labels = "train-labels-idx1-ubyte";
const files = tinyFiles();
const bytesOf = (name: string) => files.get(name) ?? new Uint8Array();

/** A dataset folder `bad` with a file of it replaced. */
const badFolder = (instead: Record<string, Uint8Array | undefined>) => (folder: string) => {
  writeTinyData(folder, "bad", { instead });
};

describe("a folder of IDX files", () => {
  const size = 16 + counts.train * 784;
  refuses(
    [
      {
        what: "cut short",
        args: `${train} bad`,
        code: 1,
        says: [`bad/${images}`, `expected ${size} bytes`, `got ${size - 1}`, "cut short"],
        write: badFolder({ [images]: bytesOf(images).subarray(0, -1) }),
      },
      {
        what: "one byte too long",
        args: `${train} bad`,
        code: 1,
        says: [`bad/${images}`, `expected ${size} bytes`, `got ${size + 1}`, "too long"],
        write: badFolder({ [images]: Uint8Array.of(...bytesOf(images), 0) }),
      },
      {
        what: "without even a header",
        args: `${train} bad`,
        code: 1,
        says: [`bad/${labels}`, "expected an IDX header of 8 bytes", "got a file of 3"],
        write: badFolder({ [labels]: Uint8Array.of(0, 0, 8) }),
      },
      {
        what: "with the wrong magic",
        args: `${train} bad`,
        code: 1,
        says: [`bad/${images}`, "expected an IDX file", "got 00 00 04 d2", "not an IDX file"],
        write: badFolder({ [images]: idx(1234, [1, 1, 1], new Uint8Array(1)) }),
      },
      {
        what: "with images and labels swapped",
        args: `${train} bad`,
        code: 1,
        says: [`bad/${images}`, "expected images, got 1 dimension of unsigned bytes (labels)", "swapped"],
        write: badFolder({ [images]: bytesOf(labels), [labels]: bytesOf(images) }),
      },
      {
        what: "with more images than labels",
        args: `${train} bad`,
        code: 1,
        says: [`bad/${labels}`, "expected 60 labels", images, "got 59"],
        write: badFolder({ [labels]: idx(2049, [59], new Uint8Array(59)) }),
      },
      {
        what: "with a label below 0",
        args: `${train} bad`,
        code: 1,
        says: [`bad/${labels}`, "expected labels that are whole numbers", "got -1 at index 59"],
        write: badFolder({ [labels]: idx(0x0901, [60], new Uint8Array(60).fill(255, 59)) }),
      },
      {
        what: "with a header that claims 4 billion images",
        args: `${train} bad`,
        code: 1,
        says: [`bad/${images}`, `expected ${16 + 4294967295 * 784} bytes`, `got ${size}`],
        write: badFolder({ [images]: idx(2051, [4294967295, 28, 28], tinyPart(counts.train).images) }),
      },
      {
        what: "with a .gz that is cut",
        args: `${train} bad`,
        code: 1,
        says: [`bad/${images}.gz`, "expected a whole gzip file", "unexpected end of file"],
        write: badFolder({
          [images]: undefined,
          [`${images}.gz`]: gzipSync(bytesOf(images)).subarray(0, -20),
        }),
      },
      {
        what: "with a .gz that is not gzip",
        args: `${train} bad`,
        code: 1,
        says: [`bad/${images}.gz`, "expected a whole gzip file", "incorrect header check"],
        write: badFolder({ [images]: undefined, [`${images}.gz`]: bytesOf(images) }),
      },
      {
        what: "with a .gz that unpacks to far more than its header says",
        args: `${train} bad`,
        code: 1,
        says: [`bad/${labels}.gz`, "expected 68 bytes", "too long"],
        write: badFolder({
          [labels]: undefined,
          [`${labels}.gz`]: gzipSync(idx(2049, [60], new Uint8Array(1e7))),
        }),
      },
      {
        what: "without labels",
        args: `${train} bad`,
        code: 1,
        jsonCode: "file",
        says: ["bad", `expected ${labels} or ${labels}.gz, found neither`],
        write: badFolder({ [labels]: undefined }),
      },
      {
        what: "that does not exist",
        args: `${train} nowhere`,
        code: 1,
        jsonCode: "file",
        says: ["nowhere: expected mnist, a folder or a file, got a path that does not exist", "data list"],
      },
      {
        what: "looked at by percept data verify",
        args: "data verify bad",
        code: 1,
        says: [`bad/${images}`, `expected ${size} bytes`],
        write: badFolder({ [images]: bytesOf(images).subarray(0, -1) }),
      },
      {
        what: "looked at by percept data card",
        args: "data card bad",
        code: 1,
        says: [`bad/${images}`, `expected ${size} bytes`],
        write: badFolder({ [images]: bytesOf(images).subarray(0, -1) }),
      },
    ],
    emptyFolder,
  );
});
