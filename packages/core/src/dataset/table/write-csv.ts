import type { Dataset, Samples } from "../samples.ts";

/** Characters a piece. */
const PIECE = 1_048_576;

/**
 * Samples as a CSV with a head, piece by piece: the label first, then the features as few digits as say the same
 * float32. A regression's targets come first, by their names.
 */
export function* csvPieces(
  { classes, targetNames, featureNames }: Pick<Dataset, "classes" | "targetNames" | "featureNames">,
  { count, featureCount, features, labels, targets }: Samples,
): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  const isBytes = features instanceof Uint8Array;
  const names =
    featureNames ?? Array.from({ length: featureCount }, (_, at) => `${isBytes ? "pixel" : "feature"}${at}`);
  const targetCount = targets ? targets.length / count : 0;
  const first = targets
    ? Array.from({ length: targetCount }, (_, at) => targetNames?.[at] ?? `target${at}`)
    : ["label"];
  let text = `${[...first, ...names].map(cell).join(",")}\n`;
  for (let sample = 0; sample < count; sample++) {
    const row = features.subarray(sample * featureCount, (sample + 1) * featureCount);
    const learned = targets
      ? Array.from(targets.subarray(sample * targetCount, (sample + 1) * targetCount), shortest)
      : [cell(classes[labels[sample]])];
    text += `${learned.join(",")},${isBytes ? row.join(",") : Array.from(row, shortest).join(",")}\n`;
    if (text.length < PIECE) continue;
    yield encoder.encode(text);
    text = "";
  }
  yield encoder.encode(text);
}

/** Quoted where it has to be. @see RFC 4180 */
function cell(text: string): string {
  return /[",;\t|\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** As few digits as read back as the same float32; nothing for what is missing. */
function shortest(value: number): string {
  if (Number.isNaN(value)) return "";
  if (Object.is(value, -0)) return "-0";
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}
