/** A grid of characters that lines are drawn into. */
export interface DotCanvas {
  /** Draws one of the lines, its points in [0, 1] from the lower left corner. */
  draw(points: readonly Point[], style: LineStyle): void;
  /** A text a row, from the top; blank cells are blanks. */
  rows(): string[];
}

export type Point = readonly [x: number, y: number];

export interface LineStyle {
  /** the character of the line in ASCII */
  readonly mark: string;
  /** in braille so many dots are drawn, then left out: [1, 0] is a whole line */
  readonly dash: readonly [drawn: number, leftOut: number];
  /** gives a cell its colour */
  readonly paint: (text: string) => string;
}

/** A character of braille has 2 x 4 dots: U+2800 and a bit for each. */
const BRAILLE = 0x2800;
const DOT_BITS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** @param unicode  braille, 2 x 4 dots a character; otherwise one mark a character */
export function createDotCanvas(columns: number, rows: number, unicode: boolean): DotCanvas {
  const [perColumn, perRow] = unicode ? [2, 4] : [1, 1];
  const [width, height] = [columns * perColumn, rows * perRow];
  const cells = Array.from({ length: rows * columns }, () => ({ bits: 0, style: none }));
  return {
    draw(points, style) {
      let dots = 0;
      const dot = (x: number, y: number) => {
        const [drawn, leftOut] = style.dash;
        if (unicode && dots++ % (drawn + leftOut) >= drawn) return;
        const cell = cells[Math.floor(y / perRow) * columns + Math.floor(x / perColumn)];
        cell.bits |= DOT_BITS[y % perRow][x % perColumn];
        cell.style = style;
      };
      const places = points.map(([x, y]) => [place(x, width), place(1 - y, height)] as const);
      if (places.length === 1) dot(...places[0]);
      for (let n = 1; n < places.length; n++) connect(places[n - 1], places[n], n === 1, dot);
    },
    rows: () =>
      Array.from({ length: rows }, (_, row) =>
        cells
          .slice(row * columns, (row + 1) * columns)
          .map(({ bits, style }) => {
            if (bits === 0) return " ";
            return style.paint(unicode ? String.fromCodePoint(BRAILLE + bits) : style.mark);
          })
          .join(""),
      ),
  };
}

const none: LineStyle = { mark: " ", dash: [1, 0], paint: (text) => text };

function place(share: number, size: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * (size - 1));
}

/** The dots from one to another, the first only where asked for, so that none is counted twice. */
function connect(
  [x0, y0]: Point,
  [x1, y1]: Point,
  withFirst: boolean,
  dot: (x: number, y: number) => void,
): void {
  const steps = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
  if (withFirst) dot(x0, y0);
  for (let step = 1; step <= steps; step++) {
    dot(Math.round(x0 + ((x1 - x0) * step) / steps), Math.round(y0 + ((y1 - y0) * step) / steps));
  }
}
