import { dataCard } from "percept";
import { loadDataset } from "percept/node";
import { dataCardText } from "../terminal/data-card-text.ts";
import { usesUnicode, writeJsonLine, writeLine } from "../terminal/output.ts";

export async function card(source: string, { json }: { readonly json?: boolean }): Promise<void> {
  const found = dataCard(await loadDataset(source));
  if (json) {
    const { name, imageShape, classes, sources, ...splits } = found;
    const files = sources.map(({ name, sha256 }) => ({ file: name, sha256 }));
    writeJsonLine({ dataset: name, imageShape, classes, files, ...splits });
    return;
  }
  const { isTTY, columns } = process.stdout;
  writeLine(
    isTTY
      ? dataCardText(found, { bars: usesUnicode() ? "blocks" : "ascii", width: columns || 80 })
      : dataCardText(found, { bars: "none", width: Number.POSITIVE_INFINITY }),
  );
}
