import type { ParquetFile } from "./open-parquet.ts";

/**
 * The names of a column's classes, as Hugging Face's `datasets` notes them in the files that it writes: features of
 * type ClassLabel, under the key "huggingface". What is noted otherwise counts as nothing.
 * @see https://huggingface.co/docs/datasets/package_reference/main_classes#datasets.ClassLabel
 */
export function classNamesOf(file: ParquetFile, column: string): readonly string[] | undefined {
  let note: unknown;
  try {
    note = JSON.parse(file.note("huggingface") ?? "null");
  } catch {
    return undefined;
  }
  const names = ["info", "features", column, "names"].reduce<unknown>(
    (value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    note,
  );
  const isList = Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === "string");
  return isList && new Set(names).size === names.length ? names : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
