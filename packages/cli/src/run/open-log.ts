import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { LoggedTraining, TrainingLog } from "./training-log.ts";

/** What --tensorboard asks for, or what a resumed run did before; undefined for neither. */
export async function openLog(
  directory: string | undefined,
  provenance: Readonly<Record<string, unknown>> | undefined,
  training: LoggedTraining,
): Promise<TrainingLog | undefined> {
  const before = typeof provenance?.tensorboard === "string" ? provenance.tensorboard : undefined;
  if (directory === undefined && before === undefined) return undefined;
  // Loaded where it is asked for: pictures come with it.
  const { openTensorboard } = await import("./tensorboard-log.ts");
  const folder = directory ?? dirname(before ?? "");
  const goesOn = before !== undefined && resolve(dirname(before)) === resolve(folder) && existsSync(before);
  return openTensorboard(folder, goesOn ? before : undefined, training);
}
