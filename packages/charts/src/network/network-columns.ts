export interface Layer {
  readonly units: number;
  readonly activation: string;
}

/** One column of the diagram: the inputs or a layer. */
export interface Column {
  readonly name: string;
  readonly units: number;
  /** undefined for the inputs. */
  readonly activation: string | undefined;
  /** A unit that is always 1 feeds the next layer. */
  readonly bias: boolean;
  /** The units that are drawn, from the top. */
  readonly circles: readonly Circle[];
}

export interface Circle {
  /** From 0. */
  readonly unit: number;
  /** Its place in the column, in circles from the top. */
  readonly row: number;
}

const MOST_CIRCLES = 10;
/** Of more units: so many first ones, a row of dots, and the last ones. */
const FIRST_CIRCLES = 6;
const LAST_CIRCLES = 2;

/** Inputs, hidden layers and output as the diagram shows them. @param layers  the output layer last */
export function networkColumns(inputs: number, layers: readonly Layer[]): Column[] {
  const names = layers.map((_, i) =>
    i === layers.length - 1 ? "output" : layers.length === 2 ? "hidden" : `hidden ${i + 1}`,
  );
  return [
    { name: "input", units: inputs, activation: undefined, bias: true, circles: circlesOf(inputs) },
    ...layers.map(({ units, activation }, i) => ({
      name: names[i],
      units,
      activation,
      bias: i < layers.length - 1,
      circles: circlesOf(units),
    })),
  ];
}

/** How many rows the circles and the dots of a column take. */
export function rowsOf({ circles }: Column): number {
  return circles[circles.length - 1].row + 1;
}

/** The row of the dots, or undefined where every unit is drawn. */
export function dotsRow({ circles, units }: Column): number | undefined {
  return circles.length < units ? FIRST_CIRCLES : undefined;
}

function circlesOf(units: number): Circle[] {
  if (units <= MOST_CIRCLES) return Array.from({ length: units }, (_, unit) => ({ unit, row: unit }));
  const first = Array.from({ length: FIRST_CIRCLES }, (_, unit) => ({ unit, row: unit }));
  const last = Array.from({ length: LAST_CIRCLES }, (_, i) => ({
    unit: units - LAST_CIRCLES + i,
    row: FIRST_CIRCLES + 1 + i,
  }));
  return [...first, ...last];
}
