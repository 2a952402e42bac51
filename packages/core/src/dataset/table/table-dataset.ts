import { FormatError, ShapeError } from "../../errors.ts";
import { createLabels, MAX_CLASSES } from "../../labels.ts";
import { shown } from "../../shown.ts";
import { createSamples, type Dataset, type Samples } from "../samples.ts";
import { numberIn } from "./cell.ts";
import type { Table } from "./table.ts";

/** From 7 x 7 on, a square number of bytes is taken for an image. */
const SMALLEST_SIDE = 7;
/** Bytes of images use their upper half, too; counts and grades up to 127 are numbers. */
const BRIGHT = 128;
/** Up to here every row may be a class of its own. */
const FEW_ROWS = 20;

export interface TableParts {
  readonly train: Table;
  readonly validation?: Table | undefined;
  readonly test?: Table | undefined;
}

/**
 * Tables as one dataset. Classes are the labels of all of them: numbers in their order, words in the
 * alphabet's. A square number of columns, 7 x 7 or more, is an image; where its features are whole numbers 0..255, some
 * of them above 127, they are kept as bytes.
 * @throws {ShapeError} where the two do not fit each other
 */
export function tableDataset(
  { name, sources }: Pick<Dataset, "name" | "sources">,
  { train, validation, test }: TableParts,
): Dataset {
  const tables = [train, validation, test].filter((table) => table !== undefined);
  for (const table of tables) checkSameColumns(train, table);
  const { featureCount, featureNames, labelName } = train;
  const isRegression = train.targets !== undefined;
  const classes = isRegression ? [] : classesOf(tables);
  const imageShape = train.imageShape ?? squareImage(tables, featureCount);
  const bright = train.imageShape || tables.some(({ features }) => features.largest >= BRIGHT);
  const as = imageShape && bright ? "bytes" : "numbers";
  return {
    name,
    ...(isRegression && { task: "regression", targetNames: [labelName ?? "target"] }),
    classes,
    ...(featureNames && { featureNames }),
    imageShape: imageShape ?? [1, featureCount],
    train: samplesOf(train, classes, as),
    ...(validation && { validation: samplesOf(validation, classes, as) }),
    ...(test && { test: samplesOf(test, classes, as) }),
    sources,
  };
}

function squareImage(tables: readonly Table[], featureCount: number): Table["imageShape"] {
  const side = Math.sqrt(featureCount);
  if (!Number.isInteger(side) || side < SMALLEST_SIDE) return undefined;
  return tables.every(({ features }) => features.areBytes) ? [side, side] : undefined;
}

function checkSameColumns(train: Table, test: Table): void {
  if (test.featureCount !== train.featureCount) {
    throw new ShapeError(
      `${test.place}: expected ${train.featureCount} features as in ${train.place}, got ${test.featureCount}.`,
    );
  }
  const other = train.featureNames?.findIndex((name, at) => (test.featureNames?.[at] ?? name) !== name) ?? -1;
  if (other < 0) return;
  throw new ShapeError(
    `${test.place}: expected the columns of ${train.place} in their order, got ` +
      `${shown(test.featureNames?.[other])} where ${shown(train.featureNames?.[other])} is.`,
  );
}

/** The labels that there are: numbers in their order and written alike, words in the alphabet's. */
function classesOf(tables: readonly Table[]): readonly string[] {
  if (tables[0].classNames) return tables[0].classNames;
  const found = tables.flatMap(({ labelTexts }) => labelTexts);
  const numbers = found.map(numberIn);
  const all = numbers.every((value) => value !== undefined)
    ? [...new Set(numbers)].sort((a, b) => a - b).map(String)
    : [...new Set(found)].sort();
  const [{ place, labelName, features }] = tables;
  if (all.length > MAX_CLASSES) throw tooMany(place, `at most ${MAX_CLASSES} classes`, all.length);
  if (features.rows > FEW_ROWS && 2 * tables[0].labelTexts.length > features.rows) {
    const column = labelName === undefined ? "the label's column" : `column ${shown(labelName)}`;
    throw tooMany(place, `labels that come more than once in ${column}`, all.length, features.rows);
  }
  return all;
}

function tooMany(place: string, expected: string, classes: number, rows?: number): FormatError {
  return new FormatError(
    place,
    `expected ${expected}, got ${classes} different ones${rows === undefined ? "" : ` in ${rows} rows`}.`,
    "Choose another --label-column, or --task regression where it is a number to be estimated.",
  );
}

function samplesOf(
  { place, features, labels, labelTexts, classNames, targets, featureCount }: Table,
  classes: readonly string[],
  as: "bytes" | "numbers",
): Samples {
  const rows = features.take(as);
  if (targets) return createSamples(rows, new Uint8Array(targets.length), featureCount, targets);
  const indices = new Map(classes.map((name, index) => [name, index]));
  const classOf = labelTexts.map((text) => {
    if (!classNames) return indices.get(text) ?? indices.get(String(numberIn(text))) ?? 0;
    if (Object.hasOwn(classNames, text)) return Number(text);
    throw new FormatError(
      place,
      `expected labels 0..${classNames.length - 1}, as it names classes, got ${text}.`,
    );
  });
  const ours = createLabels(features.rows, classes.length);
  for (const [sample, place] of (labels ?? []).entries()) ours[sample] = classOf[place];
  return createSamples(rows, ours, featureCount);
}
