export interface Image {
  /** [rows, columns] */
  readonly values: ArrayLike<number>;
  readonly shape: readonly [rows: number, columns: number];
}

/** An image whose pixels are the means of squares of `factor` x `factor` pixels; at the edges of what there is. */
export function shrinkImage(image: Image, factor: number): Image {
  if (factor <= 1) return image;
  const [rows, columns] = image.shape;
  const shape = [Math.ceil(rows / factor), Math.ceil(columns / factor)] as const;
  const values = new Float64Array(shape[0] * shape[1]);
  for (let row = 0; row < shape[0]; row++) {
    for (let column = 0; column < shape[1]; column++) {
      let sum = 0;
      let count = 0;
      for (let y = row * factor; y < Math.min(rows, (row + 1) * factor); y++) {
        for (let x = column * factor; x < Math.min(columns, (column + 1) * factor); x++) {
          sum += image.values[y * columns + x];
          count++;
        }
      }
      values[row * shape[1] + column] = sum / count;
    }
  }
  return { values, shape };
}
