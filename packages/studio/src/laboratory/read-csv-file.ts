import { FormatError } from "percept/errors";

/** A table of numbers with a label a row. */
export interface CsvTable {
  /** the file's name, for messages */
  readonly place: string;
  readonly featureCount: number;
  /** [rows][featureCount]; bytes where all of a row are whole numbers 0..255 */
  readonly rows: readonly (Uint8Array | Float32Array)[];
  /** [rows], as they are written */
  readonly labels: readonly string[];
}

/** Of the beginning, which must be text. */
const LOOKED_AT = 65_536;
const labelNames = ["label", "class", "target", "species"];

/** Reads a table piece by piece, and no further than to the first row that is wrong. */
export async function readCsvFile(file: File): Promise<CsvTable> {
  const beginning = new Uint8Array(await file.slice(0, LOOKED_AT).arrayBuffer());
  if (beginning.includes(0)) throw new FormatError(file.name, "expected text, got a binary file.");
  const { default: Papa } = await import("papaparse");
  const table = createTable(file.name);
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(file, {
      skipEmptyLines: "greedy",
      chunk({ data }, parser) {
        try {
          for (const cells of data) table.add(cells);
        } catch (error) {
          reject(error); // first: an abort completes, too
          parser.abort();
        }
      },
      complete: () => resolve(),
      error: reject,
    });
  });
  return table.finish();
}

function createTable(place: string) {
  let labelColumn: number | undefined;
  let columns = 0;
  let read = 0;
  const rows: (Uint8Array | Float32Array)[] = [];
  const labels: string[] = [];

  /** Where the labels are, and whether this first row is a row of names. */
  function begin(cells: readonly string[]): boolean {
    columns = cells.length;
    if (columns < 2) {
      throw new FormatError(place, "expected a label and one feature or more a row, got one column.");
    }
    const words = cells.flatMap((cell, column) => (isNumber(cell) ? [] : [column]));
    const named = cells.findIndex((cell) => labelNames.includes(cell.trim().toLowerCase()));
    const isHeader = named >= 0 || words.length > 1;
    if (isHeader && named < 0) {
      throw new FormatError(
        place,
        `expected a column named label, got ${cells.slice(0, 6).join(", ")}${columns > 6 ? ", ..." : ""}.`,
        "Name the column that says what each row is: label.",
      );
    }
    // Without names: the one column of words, or the first, as in MNIST's tables.
    labelColumn = isHeader ? named : (words[0] ?? 0);
    return isHeader;
  }

  function add(cells: readonly string[]): void {
    read++;
    if (labelColumn === undefined && begin(cells)) return;
    if (cells.length !== columns) {
      throw new FormatError(place, `expected ${columns} columns in row ${read}, got ${cells.length}.`);
    }
    const values = new Float32Array(columns - 1);
    let bytes = true;
    for (let column = 0, at = 0; column < columns; column++) {
      if (column === labelColumn) continue;
      const value = Number(cells[column]);
      if (!isNumber(cells[column])) {
        throw new FormatError(
          place,
          `expected a number in row ${read}, column ${column + 1}, got ${JSON.stringify(cells[column].slice(0, 40))}.`,
          "Every column but the label's must hold numbers.",
        );
      }
      bytes &&= value >= 0 && value <= 255 && Number.isInteger(value);
      values[at++] = value;
    }
    rows.push(bytes ? Uint8Array.from(values) : values);
    labels.push(cells[labelColumn ?? 0].trim());
  }

  function finish(): CsvTable {
    if (rows.length < 2) throw new FormatError(place, `expected two rows or more, got ${rows.length}.`);
    return { place, featureCount: columns - 1, rows, labels };
  }

  return { add, finish };
}

function isNumber(cell: string): boolean {
  return cell.trim() !== "" && Number.isFinite(Number(cell));
}
