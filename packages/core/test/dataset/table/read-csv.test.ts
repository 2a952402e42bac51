import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCsv } from "../../../src/dataset/table/read-csv.ts";
import type { TableOptions } from "../../../src/dataset/table/table.ts";
import { type TableParts, tableDataset } from "../../../src/dataset/table/table-dataset.ts";
import { FormatError, PerceptError } from "../../../src/errors.ts";
import { createRandom } from "../../../src/random.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const about = { name: "set", sources: [] };

async function read(text: string | Uint8Array, options: TableOptions = {}, place = "t.csv") {
  return readCsv([typeof text === "string" ? bytesOf(text) : text], place, options);
}
async function dataset(text: string | Uint8Array, options?: TableOptions, further?: Partial<TableParts>) {
  return tableDataset(about, { train: await read(text, options), ...further });
}

describe("readCsv", () => {
  it("reads a head, words as labels, and numbers as float32", async () => {
    const { train, classes, featureNames, imageShape } = await dataset(
      "length,width,species\n5.1,3.5,setosa\n7,-3.2e-1,versicolor\n.5,2.,setosa\n",
    );
    expect(classes).toEqual(["setosa", "versicolor"]);
    expect(featureNames).toEqual(["length", "width"]);
    expect(imageShape).toEqual([1, 2]);
    expect(train.features).toEqual(Float32Array.of(5.1, 3.5, 7, -0.32, 0.5, 2));
    expect(train.labels).toEqual(Uint8Array.of(0, 1, 0));
  });

  it.each([
    ["tabs, by ending", "5\t3\ta\n1\t2\tb\n", "t.tsv"],
    ["semicolons", "5;3;a\n1;2;b\n", "t.csv"],
    ["bars", "5|3|a\n1|2|b", "t.csv"],
    ["\\r\\n", "5,3,a\r\n1,2,b\r\n", "t.csv"],
    ["\\r alone", "5,3,a\r1,2,b\r", "t.csv"],
    ["a byte order mark", "\ufeff5,3,a\n1,2,b\n", "t.csv"],
    ["quotes", '"5","3","a"\r\n"1",2,"b"\r\n', "t.csv"],
    ["empty lines and blanks", "\n 5, 3 , a \n\n1,2,b\n,,\n\n", "t.csv"],
  ])("reads %s", async (_, text, place) => {
    const table = await read(text, {}, place);
    expect(table.labelTexts).toEqual(["a", "b"]);
    expect(Array.from(table.features.take("numbers"))).toEqual([5, 3, 1, 2]);
  });

  it("reads UTF-16 with its mark, as spreadsheets save it", async () => {
    const text = "\ufeffx,label\n1,gr\u00fcn\n2,rot\n";
    const bytes = new Uint8Array(new Uint16Array(Array.from(text, (c) => c.charCodeAt(0))).buffer);
    expect((await read(bytes)).labelTexts).toEqual(["gr\u00fcn", "rot"]);
  });

  it("keeps quoted delimiters, quotes and line ends in a class's name", async () => {
    expect((await read('label,x\n"a, ""b""\nc",1\nd,2\n')).labelTexts).toEqual(['a, "b"\nc', "d"]);
  });

  it("reads the same however the bytes are cut into pieces", async () => {
    const text = '\ufeffa,label,"b ""c"""\r\n1,"\u00e4, \ud83c\udf3b",2\r\n-3.5,"x\r\ny",4e2\r\n';
    const whole = await dataset(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytesOf(text).length), { maxLength: 6 }), async (cuts) => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytesOf(text).length];
        const pieces = at.slice(1).map((end, i) => bytesOf(text).subarray(at[i], end));
        expect(tableDataset(about, { train: await readCsv(pieces, "t.csv") })).toEqual(whole);
      }),
      { numRuns: 60 },
    );
  });

  it("reads back what is written of any float32 and any words", async () => {
    const row = fc.tuple(
      fc.float({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom('a"', "b,", "c\n"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const text = rows.map(([x, word]) => `${x},"${word.replaceAll('"', '""')}"`).join("\n");
        const { train, classes } = await dataset(`x,label\n${text}`);
        // -0 is written as 0.
        expect(train.features).toEqual(Float32Array.from(rows, ([x]) => x + 0));
        expect(Array.from(train.labels, (label) => classes[label])).toEqual(
          rows.map(([, word]) => word.trim()),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe("the label's column", () => {
  it.each([
    ["named Species", "Species,x\n1,2\n3,4\n", [2, 4]],
    ["named target, last", "x,target\n1,2\n3,4\n", [1, 3]],
    ["named label, where another is named y", "x,y,label\n1,2,a\n3,4,b\n", [1, 2, 3, 4]],
    ["the only one of words, in the middle, with a head", "x,kind,y_\n1,a,2\n3,b,4\n", [1, 2, 3, 4]],
    ["the only one of words, without a head", "1,a,2\n3,b,4\n", [1, 2, 3, 4]],
    ["the first, without a head and words", "9,1\n8,2\n", [1, 2]],
  ])("is found: %s", async (_, text, features) => {
    expect(Array.from((await read(text)).features.take("numbers"))).toEqual(features);
  });

  it.each([
    ["b", [1, 3]],
    ["2", [1, 2]],
    ["-3", [2, 3]],
  ])("is the one that is asked for: %s of a,b,c", async (labelColumn, first) => {
    const table = await read("a,b,c\n1,2,3\n4,5,6\n", { labelColumn });
    expect(Array.from(table.features.take("numbers").subarray(0, 2))).toEqual(first);
  });

  it("is asked for where no rule finds one, and refused where it is not there", async () => {
    await expect(read("a,b,c\n1,2,3\n4,5,6\n")).rejects.toThrow(
      new FormatError(
        "t.csv",
        "expected a column named label, or one of words alone, got a, b, c.",
        "Say which column is the label: --label-column NAME, or its place, counted from 0.",
      ),
    );
    await expect(read("a,b\n1,2\n", { labelColumn: "d" })).rejects.toThrow(
      "labelColumn d must be a column of t.csv, got no such column; it has a, b.",
    );
    await expect(read("1,2\n3,4\n", { labelColumn: "2" })).rejects.toThrow("2 columns without names");
    await expect(read("a,a,b\n1,2,3\n", { labelColumn: "a" })).rejects.toThrow("2 columns of that name");
  });
});

describe("classes", () => {
  it("are numbers in their order, written alike, from training and test", async () => {
    const test = await read("label,x\n2,1\n11,2\n");
    const { classes, train, ...rest } = await dataset("label,x\n10,1\n9,2\n9.0,3\n010,4\n", {}, { test });
    expect(classes).toEqual(["2", "9", "10", "11"]);
    expect(train.labels).toEqual(Uint8Array.of(2, 1, 1, 2));
    expect(rest.test?.labels).toEqual(Uint8Array.of(0, 3));
  });

  it("may be 300, in two bytes each", async () => {
    const rows = Array.from({ length: 600 }, (_, i) => `${i % 300},${i}`).join("\n");
    const { train, classes } = await dataset(`label,x\n${rows}`);
    expect(classes).toHaveLength(300);
    expect(train.labels).toBeInstanceOf(Uint16Array);
    expect(train.labels[599]).toBe(299);
  });

  it("are refused where nearly every row has its own", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i * 1.5},${i}`).join("\n");
    await expect(dataset(`target,x\n${rows}`)).rejects.toThrow(
      't.csv: expected labels that come more than once in column "target", got 40 different ones in 40 rows.\n  Choose another --label-column, or --task regression',
    );
  });
});

describe("features", () => {
  it("that are a square of bytes are an image, as Kaggle's MNIST has it", async () => {
    const row = (label: number, bright: number) => [
      label,
      ...Array.from({ length: 49 }, (_, i) => (i * bright) % 256),
    ];
    const { train, imageShape } = await dataset([row(1, 3), row(0, 250)].map((r) => r.join(",")).join("\n"));
    expect(imageShape).toEqual([7, 7]);
    expect(train.features).toBeInstanceOf(Uint8Array);
    expect(Array.from(train.features.subarray(0, 3))).toEqual([0, 3, 6]);
  });

  it("that are a square of small whole numbers are an image of numbers, as scikit-learn's digits", async () => {
    const row = Array.from({ length: 64 }, (_, i) => i % 17).join(",");
    const { train, imageShape } = await dataset(`0,${row}\n1,${row}\n`);
    expect(imageShape).toEqual([8, 8]);
    expect(train.features).toBeInstanceOf(Float32Array);
  });

  it("are numbers where one of them is no byte, however late it comes", async () => {
    const rows = Array.from({ length: 30_000 }, () => `0${",200".repeat(49)}`);
    rows.push(`1${",0.5".repeat(49)}`);
    const { train } = await dataset(rows.join("\n"));
    expect(train.features).toBeInstanceOf(Float32Array);
    expect([train.features[0], train.features.at(-1)]).toEqual([200, 0.5]);
  });
});

describe("a value that is missing", () => {
  const text = "label,a,b\nx,1,\ny,NA,4\nx,5,6\n,7,8\n";

  it("is refused, naming row and column", async () => {
    await expect(read(text)).rejects.toThrow(
      't.csv: expected a number in row 2, column "b", got nothing.\n  --missing mean or median',
    );
    await expect(read("1,2\n3,?\n", { labelColumn: "0" })).rejects.toThrow(
      "row 2, column 1 (counted from 0)",
    );
  });

  it("stays missing where a mean is to stand for it; its row is left out where asked", async () => {
    const withoutLast = text.replace(",7,8\n", "");
    const { train } = await dataset(withoutLast, { missing: "mean" });
    expect(train.features).toEqual(Float32Array.of(1, Number.NaN, Number.NaN, 4, 5, 6));
    const dropped = await dataset(text, { missing: "drop" });
    expect([dropped.classes, Array.from(dropped.train.features)]).toEqual([["x"], [5, 6]]);
    await expect(read(text, { missing: "median" })).rejects.toThrow(
      'a label in row 5, column "label", got nothing',
    );
    await expect(read("label,a\nx,NA\n", { missing: "drop" })).rejects.toThrow(
      "In every row something is missing",
    );
  });
});

describe("a regression's table", () => {
  it("has the label's column as target, by its name", async () => {
    const { train, task, targetNames, classes } = await dataset("x,y\n1,2.5\n3,-4\n", { task: "regression" });
    expect({ task, targetNames, classes }).toEqual({ task: "regression", targetNames: ["y"], classes: [] });
    expect(train.targets).toEqual(Float32Array.of(2.5, -4));
    expect(train.features).toEqual(Float32Array.of(1, 3));
  });

  it("refuses a word as target", async () => {
    await expect(read("x,y\n1,2\n3,high\n", { task: "regression" })).rejects.toThrow(
      'expected a number in row 3, column "y", got "high".',
    );
  });
});

describe("what is no table", () => {
  it.each([
    ["a word among numbers", "label,a,b\n1,2,3\n0,x,4\n", 'a number in row 3, column "a", got "x".'],
    ["a category", "label,colour,b\nu,red,3\nv,blue,4\n", 'a number in row 2, column "colour", got "red".'],
    ["a decimal comma", "label;a\nu;0,5\nv;1,5\n", 'got "0,5".\n  Write decimals with a point: 0.5.'],
    ["a number beyond float32", "label,a\nu,1e39\nv,1\n", 'column "a", got "1e39".'],
    ["a hexadecimal number", "label,a\nu,1\nv,0x10\n", 'got "0x10".'],
    ["a short row", "label,a,b\n1,2,3\n0,4\n", "expected 3 columns in row 3, got 2."],
    ["a long row", "1,2\n3,4,5\n", "expected 2 columns in row 2, got 3."],
    ["one column", "label\n1\n2\n", "expected a label and one feature or more a row, got one column."],
    ["a head alone", "label,a\n", "expected one row of values or more, got none."],
    ["nothing", "", "expected a table, got a file without a row."],
    ["blank lines", "\n\n  \n", "expected a table, got a file without a row."],
    ["an open quote", 'label,a\n"x,1\ny,2\n', "a quotation mark that is not closed"],
  ])("is refused: %s", async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it("is refused: bytes that are no text, or a binary file", async () => {
    await expect(read(Uint8Array.of(0x31, 0x2c, 0xff, 0x0a))).rejects.toThrow("expected text in UTF-8");
    await expect(read(Uint8Array.of(0x50, 0x4b, 0, 1))).rejects.toThrow(
      "t.csv: expected text, got a binary file.",
    );
  });

  it("is refused: tables that do not fit each other", async () => {
    const test = await read("label,a,c\n1,2,3\n");
    await expect(dataset("label,a,b\n1,2,3\n", {}, { test })).rejects.toThrow(
      't.csv: expected the columns of t.csv in their order, got "c" where "b" is.',
    );
    const wide = await read("label,a,b,c\n1,2,3,4\n");
    await expect(dataset("label,a,b\n1,2,3\n", {}, { test: wide })).rejects.toThrow("expected 2 features");
  });

  it("gives typed errors alone: 3,000 damaged tables", async () => {
    const random = createRandom({ seed: 9, stream: 0 });
    const sound = bytesOf('\ufeffa,label,"b"\r\n1,"x, ""y""",2\r\n-3.5,z,\r\n4;5,"",6\n');
    for (let round = 0; round < 3000; round++) {
      const bytes = sound.slice(0, random.integer(4) === 0 ? random.integer(sound.length) : sound.length);
      for (let flips = random.integer(5); flips > 0 && bytes.length > 0; flips--)
        bytes[random.integer(bytes.length)] = random.integer(256);
      const options = { missing: (["refuse", "mean", "drop"] as const)[round % 3] };
      await dataset(bytes, options).catch((error: unknown) => {
        if (!(error instanceof PerceptError)) throw error;
      });
    }
  });
});

describe("a large table", () => {
  it("is read in the memory of its numbers: 60 MB of text with 15 MB of bytes in it", async () => {
    const line = bytesOf(`7${",128".repeat(784)}\n`);
    const piece = new Uint8Array(line.length * 100);
    for (let at = 0; at < piece.length; at += line.length) piece.set(line, at);
    function* pieces() {
      for (let n = 0; n < 190; n++) yield piece;
    }
    const before = process.memoryUsage().arrayBuffers;
    const table = await readCsv(pieces(), "large.csv");
    expect([table.features.rows, table.featureCount]).toEqual([19_000, 784]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40e6);
    expect(table.features.take("bytes").length).toBe(19_000 * 784);
  });

  it("refuses more numbers than its limit has room for, 4 bytes each", async () => {
    const table = [new TextEncoder().encode("1,2,a\n3,4,b\n")];
    expect((await readCsv(table, "t.csv", { unpackLimit: 16 })).features.rows).toBe(2);
    await expect(readCsv(table, "t.csv", { unpackLimit: 15 })).rejects.toThrow(
      "t.csv: expected at most 15 bytes unpacked, got more than 1 rows of 2 features, 4 bytes each.",
    );
  });

  it("refuses a cell that never ends, and a row of 17 million characters, without holding more", async () => {
    const piece = bytesOf("1".repeat(1_000_000));
    function* endless(first: string) {
      yield bytesOf(first);
      for (let n = 0; n < 200; n++) yield piece;
    }
    for (const first of ['label,a\n"', "label,a\n1,2\n"]) {
      await expect(readCsv(endless(first), "endless.csv")).rejects.toThrow(FormatError);
    }
  });
});

describe("a table of hostile words", () => {
  it("is refused in a short sentence where a column's name has a million letters", async () => {
    const refused = read(`label,${"x".repeat(1_000_000)}\na,b\n`);
    await expect(refused).rejects.toThrow(
      /^t\.csv: expected a number in row 2, column "x{120}\.\.\.", got "b"\./,
    );
  });
});
