import { createSamples, type Dataset, parseIdxImages, parseIdxLabels, type Samples } from "percept";
import { FormatError } from "percept/errors";
import type { LoadProgress } from "./protocol.ts";
import { sha256 } from "./sha256.ts";

/** Files of one dataset, fetched with one progress for all of them. */
export async function loadIdxDataset(
  name: string,
  base: URL,
  onProgress: (progress: LoadProgress) => void,
): Promise<Dataset> {
  const names = ["train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1"];
  const responses = await Promise.all(names.map((file) => open(new URL(`${file}-ubyte.gzip`, base))));
  const total = responses.reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  const note = (bytes: number) => {
    done += bytes;
    onProgress({ done, total });
  };
  const files = await Promise.all(responses.map(({ body }) => unpack(body, note)));
  const [trainImages, trainLabels, testImages, testLabels] = files;
  const sources = await Promise.all(
    files.map(async (bytes, i) => ({ name: `${names[i]}-ubyte`, sha256: await sha256(bytes) })),
  );
  return {
    name,
    classes: [..."0123456789"],
    imageShape: [28, 28],
    train: samplesOf(trainImages, trainLabels, names[0]),
    test: samplesOf(testImages, testLabels, names[2]),
    sources,
  };
}

async function open(url: URL): Promise<{ body: ReadableStream<Uint8Array>; length: number }> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) {
    throw new FormatError(
      url.pathname,
      `expected the site's own data, got ${response.status}.`,
      "Build the studio anew.",
    );
  }
  return { body: response.body, length: Number(response.headers.get("Content-Length") ?? 0) };
}

async function unpack(body: ReadableStream<Uint8Array>, note: (bytes: number) => void): Promise<Uint8Array> {
  const counted = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        note(chunk.byteLength);
        controller.enqueue(chunk);
      },
    }),
  );
  const plain = counted.pipeThrough(
    new DecompressionStream("gzip") as ReadableWritablePair<Uint8Array, Uint8Array>,
  );
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

function samplesOf(images: Uint8Array, labels: Uint8Array, place: string): Samples {
  const { pixels, rows, columns } = parseIdxImages(images, place);
  return createSamples(
    pixels,
    parseIdxLabels(labels, place.replace("images-idx3", "labels-idx1")),
    rows * columns,
  );
}
