import { createSamples, type Dataset, type Samples } from "percept";
import { FormatError, PerceptError, ShapeError } from "percept/errors";
import { type CsvTable, readCsvFile } from "./read-csv-file.ts";
import { sha256 } from "./sha256.ts";

/** As many as a byte can tell apart. */
const MOST_CLASSES = 256;
/** From 7 x 7 on, a square number of bytes is taken for an image. */
const SMALLEST_SIDE = 7;

/** One table, or two, of which one has "test" in its name. */
export async function openCsvFiles(files: readonly File[]): Promise<Dataset> {
  const isTest = ({ name }: File) => files.length > 1 && /test/i.test(name);
  const [trainFile, ...others] = files.filter((file) => !isTest(file));
  const [testFile, ...more] = files.filter(isTest);
  if (trainFile === undefined || others.length > 0 || more.length > 0) {
    throw new PerceptError(
      "format",
      `Expected one .csv file, or two with "test" in the name of one, got ${files.map(({ name }) => name).join(", ")}.`,
    );
  }
  const train = await readCsvFile(trainFile);
  const test = testFile && (await readCsvFile(testFile));
  if (test && test.featureCount !== train.featureCount) {
    throw new ShapeError(
      `${test.place}: expected ${train.featureCount} features as in ${train.place}, got ${test.featureCount}.`,
    );
  }
  const tables = test ? [train, test] : [train];
  const classes = classesOf(tables);
  const bytes = tables.every(({ rows }) => rows.every((row) => row instanceof Uint8Array));
  const scaled = bytes && tables.some(({ rows }) => rows.some((row) => row.some((value) => value > 1)));
  const side = Math.sqrt(train.featureCount);
  const isImage = scaled && Number.isInteger(side) && side >= SMALLEST_SIDE;
  return {
    name: trainFile.name,
    classes,
    imageShape: isImage ? [side, side] : [1, train.featureCount],
    train: samplesOf(train, classes, scaled),
    ...(test && { test: samplesOf(test, classes, scaled) }),
    sources: await Promise.all(
      [trainFile, ...(testFile ? [testFile] : [])].map(async (file) => ({
        name: file.name,
        sha256: await sha256(new Uint8Array(await file.arrayBuffer())),
      })),
    ),
  };
}

/** The labels that there are: numbers in their order, words in the alphabet's. */
function classesOf(tables: readonly CsvTable[]): string[] {
  const found = [...new Set(tables.flatMap(({ labels }) => [...new Set(labels)]))];
  if (found.length > MOST_CLASSES) {
    throw new FormatError(
      tables[0].place,
      `expected at most ${MOST_CLASSES} classes, got ${found.length} different labels.`,
      "Name the column of the labels `label`; a percept network tells classes apart, it does not estimate numbers.",
    );
  }
  const numbers = found.every((label) => label !== "" && Number.isFinite(Number(label)));
  return numbers ? found.sort((a, b) => Number(a) - Number(b)) : found.sort();
}

/** @param scaled  bytes, 255 for 1; otherwise numbers as they are */
function samplesOf({ rows, labels, featureCount }: CsvTable, classes: string[], scaled: boolean): Samples {
  const Features = scaled ? Uint8Array : Float32Array;
  const features = new Features(rows.length * featureCount);
  for (const [row, values] of rows.entries()) features.set(values, row * featureCount);
  const indices = new Map(classes.map((name, index) => [name, index]));
  return createSamples(
    features,
    Uint8Array.from(labels, (label) => indices.get(label) ?? 0),
    featureCount,
  );
}
