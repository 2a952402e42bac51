import { type Dataset, type ImagesAndLabels, labelledImages, parseIdxImages, parseIdxLabels } from "percept";
import { PerceptError } from "percept/errors";
import { readIdxFile } from "./read-idx-file.ts";
import { sha256 } from "./sha256.ts";

interface IdxFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Images and labels to train on and, by "t10k" or "test" in their names, to test on. Which is which the files say. */
export async function openIdxFiles(files: readonly File[]): Promise<Dataset> {
  const read: IdxFile[] = [];
  for (const file of files) read.push({ name: file.name, bytes: await readIdxFile(file) });
  const isTest = ({ name }: IdxFile) => /t10k|test/i.test(name);
  const train = partOf(read.filter((file) => !isTest(file)));
  const tests = read.filter(isTest);
  const test = tests.length > 0 ? partOf(tests) : undefined;
  const sources = await Promise.all(
    read.map(async ({ name, bytes }) => ({ name, sha256: await sha256(bytes) })),
  );
  return labelledImages({ name: train.imagesPlace, sources }, train, test);
}

/** @throws {PerceptError} unless there are one file of images and one of labels */
function partOf(files: readonly IdxFile[]): ImagesAndLabels {
  const images = files.filter(({ bytes }) => bytes[3] !== 1);
  const labels = files.filter(({ bytes }) => bytes[3] === 1);
  if (images.length !== 1 || labels.length !== 1) {
    throw new PerceptError(
      "format",
      `Expected one IDX file of images and one of labels, got ${images.length} and ${labels.length}: ${files.map(({ name }) => name).join(", ") || "none"}.`,
      "Choose train-images, train-labels, t10k-images and t10k-labels together; the last two may be left out.",
    );
  }
  return {
    images: parseIdxImages(images[0].bytes, images[0].name),
    imagesPlace: images[0].name,
    labels: parseIdxLabels(labels[0].bytes, labels[0].name),
    labelsPlace: labels[0].name,
  };
}
