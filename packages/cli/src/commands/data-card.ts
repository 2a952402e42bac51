import { dataCard, findDuplicates } from "percept";
import { loadDataset } from "percept/node";
import { dataCardText } from "../terminal/data-card-text.ts";
import { duplicateLines } from "../terminal/dataset-words.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { screenOf } from "../terminal/screen.ts";
import { type DataFlags, dataOptions } from "./model-options.ts";

export async function card(source: string, options: DataFlags & { readonly json?: boolean }): Promise<void> {
  const { json } = options;
  const dataset = await loadDataset(source, dataOptions(options));
  const found = dataCard(dataset);
  const duplicates = findDuplicates(dataset);
  if (json) {
    const { name, imageShape, classes, sources, ...splits } = found;
    const files = sources.map(({ name, sha256 }) => ({ file: name, sha256 }));
    writeJsonLine({ dataset: name, imageShape, classes, files, ...splits, duplicates });
    return;
  }
  const { columns, unicode } = screenOf(process.stdout);
  writeLine(
    process.stdout.isTTY === true
      ? dataCardText(found, { bars: unicode ? "blocks" : "ascii", width: columns })
      : dataCardText(found, { bars: "none", width: Number.POSITIVE_INFINITY }),
  );
  for (const line of duplicateLines(duplicates)) writeLine(line);
}
