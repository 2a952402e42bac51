/** Rows and columns of one image. */
export type ImageShape = readonly [rows: number, columns: number];

/** Images of one shape, row by row, with the same room for a caption beneath each. */
export interface ImageGrid {
  readonly imageShape: ImageShape;
  readonly columns: number;
  readonly rows: number;
  /** Pixels of the picture for one of an image, across and down. */
  readonly scale: readonly [x: number, y: number];
  /** From one image to the next, in whole pixels of an image: a sheet of all of them has the gaps of the picture. */
  readonly step: readonly [x: number, y: number];
}

export interface ImageGridOptions {
  readonly imageShape: ImageShape;
  readonly count: number;
  /** In pixels, as all that follows: across, for the whole grid. */
  readonly width: number;
  /** The images are made smaller until the grid is not higher, or they have their own size. */
  readonly height: number;
  /** The least space between two images side by side. */
  readonly gap: number;
  readonly captionWidth: number;
  /** Beneath each image, with the space before the next. */
  readonly captionHeight: number;
}

const LARGEST_IMAGE = 120;
/** A sample that is no image is a single row of features, a strip of which is drawn at least as high as this. */
const STRIP_HEIGHT = 12;
/** Where there is room, images are set apart by up to this. */
const WIDEST_GAP = 24;

/** The largest whole scale at which all images fit, so that every pixel of an image has the same size. */
export function layOutImages(options: ImageGridOptions): ImageGrid {
  const largest = Math.floor(LARGEST_IMAGE / Math.max(...options.imageShape));
  for (let scale = largest; scale > 1; scale--) {
    const grid = gridAt(scale, options);
    if (grid.rows * grid.step[1] * grid.scale[1] <= options.height) return grid;
  }
  return gridAt(Math.min(1, options.width / options.imageShape[1]), options);
}

function gridAt(scale: number, options: ImageGridOptions): ImageGrid {
  const { imageShape, count, width, gap, captionWidth, captionHeight } = options;
  const [rows, columns] = imageShape;
  const cell = Math.max(columns * scale, captionWidth);
  const leastStep = Math.ceil((cell + gap) / scale);
  const fitting = Math.max(1, Math.floor((width + gap) / (leastStep * scale)));
  const rowCount = Math.ceil(count / fitting);
  const columnCount = Math.ceil(count / rowCount);
  const pitch = Math.min((width + gap) / columnCount, cell + WIDEST_GAP);
  const scaleDown = stripScale(imageShape, scale);
  return {
    imageShape,
    columns: columnCount,
    rows: rowCount,
    scale: [scale, scaleDown],
    step: [
      Math.max(leastStep, Math.floor(pitch / scale)),
      Math.ceil((rows * scaleDown + captionHeight) / scaleDown),
    ],
  };
}

/** How many pixels down for one of an image, where there are `scale` across: the same, except in a strip. */
export function stripScale([rows, columns]: ImageShape, scale: number): number {
  return columns > 4 * rows ? Math.max(scale, STRIP_HEIGHT / rows) : scale;
}

/** Width and height of one image in pixels. */
export function imageSize({ imageShape: [rows, columns], scale }: ImageGrid): {
  width: number;
  height: number;
} {
  return { width: columns * scale[0], height: rows * scale[1] };
}

/** The upper left corner of an image, in pixels from the grid's. */
export function imageCorner({ columns, scale, step }: ImageGrid, index: number): { x: number; y: number } {
  return {
    x: (index % columns) * step[0] * scale[0],
    y: Math.floor(index / columns) * step[1] * scale[1],
  };
}

/** Of the whole grid, captions of the last row included, in pixels. */
export function gridHeight({ rows, scale, step }: ImageGrid): number {
  return rows * step[1] * scale[1];
}
