// A straight line y = w0 + w1 x fitted to 24 points by the three descents: small enough to be computed as it is drawn.

/** Points in an order of no meaning, around y = 0.5 + 0.8 x. */
const points = Array.from({ length: 24 }, (_, index) => {
  const x = (((index * 7) % 24) - 11.5) / 8;
  const off = (((index * 11 + 5) % 24) - 11.5) / 12;
  return { x, y: 0.5 + 0.8 * x + 0.9 * off };
});

export type Weights = readonly [w0: number, w1: number];

/** Half the mean squared error. */
export function lossOf([w0, w1]: Weights): number {
  return points.reduce((sum, { x, y }) => sum + (w0 + w1 * x - y) ** 2, 0) / (2 * points.length);
}

/** Every place of a descent from (-1.4, -0.9), so many samples a step. */
export function descend(batchSize: number, rate: number, epochs: number): Weights[] {
  const path: Weights[] = [[-1.4, -0.9]];
  for (let step = 0; step < (epochs * points.length) / batchSize; step++) {
    const from = (step * batchSize) % points.length;
    const batch = points.slice(from, from + batchSize);
    const [w0, w1] = path[step];
    const errors = batch.map(({ x, y }) => ({ x, error: w0 + w1 * x - y }));
    const slope0 = errors.reduce((sum, { error }) => sum + error, 0) / batch.length;
    const slope1 = errors.reduce((sum, { x, error }) => sum + error * x, 0) / batch.length;
    path.push([w0 - rate * slope0, w1 - rate * slope1]);
  }
  return path;
}

/** Where the loss is least: the line of least squares. */
export const lowest: Weights = (() => {
  const mean = (of: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  const w1 = mean((point) => point.x * point.y - x * y) / mean((point) => point.x ** 2 - x * x);
  return [y - w1 * x, w1];
})();

/** The mean of x squared: how much faster the loss rises along w1 than along w0. */
export const steepness = points.reduce((sum, { x }) => sum + x * x, 0) / points.length;
