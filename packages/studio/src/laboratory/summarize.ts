import type { Dataset } from "percept";
import type { DataSummary } from "./protocol.ts";

export function summarize({
  name,
  classes,
  imageShape,
  train,
  validation,
  test,
  sources,
}: Dataset): DataSummary {
  const counts = { train: train.count, validation: validation?.count ?? 0, test: test?.count ?? 0 };
  return { name, classes, imageShape, counts, sources };
}
