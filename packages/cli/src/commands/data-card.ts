import { dataCard } from "percept";
import { loadDataset } from "percept/node";
import { dataCardText } from "../terminal/data-card-text.ts";
import { writeJsonLine, writeLine } from "../terminal/output.ts";
import { screenOf } from "../terminal/screen.ts";

export async function card(source: string, { json }: { readonly json?: boolean }): Promise<void> {
  const found = dataCard(await loadDataset(source));
  if (json) {
    const { name, imageShape, classes, sources, ...splits } = found;
    const files = sources.map(({ name, sha256 }) => ({ file: name, sha256 }));
    writeJsonLine({ dataset: name, imageShape, classes, files, ...splits });
    return;
  }
  const { columns, unicode } = screenOf(process.stdout);
  writeLine(
    process.stdout.isTTY === true
      ? dataCardText(found, { bars: unicode ? "blocks" : "ascii", width: columns })
      : dataCardText(found, { bars: "none", width: Number.POSITIVE_INFINITY }),
  );
}
