/** @throws {RangeError} for a number that cannot be a count of things, or below the least. */
export function checkCount(name: string, count: number, least = 0): void {
  if (Number.isSafeInteger(count) && count >= least) return;
  throw new RangeError(`${name}: expected a whole number of ${least} or more, got ${count}.`);
}
