/** @throws {RangeError} naming the row and column, what was expected and what it got. */
export function checkConfusion(classes: readonly string[], counts: readonly (readonly number[])[]): void {
  const size = classes.length;
  if (size < 2) throw new RangeError(`Confusion matrix: expected two classes or more, got ${size}.`);
  if (counts.length !== size) {
    throw new RangeError(
      `Confusion matrix: expected ${size} rows, one for each class, got ${counts.length}.`,
    );
  }
  counts.forEach((row, actual) => {
    if (row.length !== size) {
      throw new RangeError(`Confusion matrix: expected ${size} counts in row ${actual}, got ${row.length}.`);
    }
    const wrong = row.findIndex((count) => !(Number.isSafeInteger(count) && count >= 0));
    if (wrong < 0) return;
    throw new RangeError(
      `Confusion matrix: expected a whole number of samples in row ${actual}, column ${wrong}, got ${row[wrong]}.`,
    );
  });
}
