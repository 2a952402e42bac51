import type { Dataset, Duplicates } from "percept";
import { grouped } from "./numbers.ts";

/** "iris: 4 features, 3 classes", "mnist: 28 x 28 pixels, 10 classes", "prices: 8 features, 1 target" */
export function shapeInWords({
  name,
  imageShape: [rows, columns],
  classes,
  targetNames,
}: Pick<Dataset, "name" | "imageShape" | "classes" | "targetNames">): string {
  const features = rows > 1 ? `${rows} x ${columns} pixels` : counted(columns, "feature", "features");
  const learned = targetNames
    ? counted(targetNames.length, "target", "targets")
    : counted(classes.length, "class", "classes");
  return `${name}: ${features}, ${learned}`;
}

/** A line for each kind of duplicate that there is, or one that says that there are none. */
export function duplicateLines({
  withinTrain,
  withinTest = 0,
  testInTrain = 0,
  otherLabel = 0,
}: Duplicates): string[] {
  const lines = [
    withinTrain > 0 && `${comes(withinTrain, "training")} an earlier one.`,
    withinTest > 0 && `${comes(withinTest, "test")} an earlier one.`,
    testInTrain > 0 &&
      `${comes(testInTrain, "test")} one of the training samples${otherLabel > 0 ? `, ${grouped(otherLabel)} of them with another label there` : ""}: they test nothing new.`,
  ].filter((line) => line !== false);
  return lines.length > 0 ? lines : ["No sample comes twice."];
}

function comes(count: number, set: string): string {
  return count === 1
    ? `1 ${set} sample is the same as`
    : `${grouped(count)} ${set} samples are each the same as`;
}

function counted(count: number, one: string, many: string): string {
  return `${grouped(count)} ${count === 1 ? one : many}`;
}
