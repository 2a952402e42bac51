import { ParameterError } from "percept/errors";

/** How often a training writes a checkpoint: after so many seconds, after so many epochs, or never. */
export type CheckpointEvery = { readonly seconds: number } | { readonly epochs: number } | "never";

export const defaultCheckpointEvery: CheckpointEvery = { seconds: 30 };

/** Reads `30s`, `1epoch`, `5epochs` or `off`. */
export function parseCheckpointEvery(text: string): CheckpointEvery {
  if (text === "off") return "never";
  const [, number, unit] = /^(\d+(?:\.\d+)?)(s|epochs?)$/.exec(text) ?? [];
  const amount = Number(number);
  if (unit === "s" && amount > 0) return { seconds: amount };
  if (unit !== undefined && unit !== "s" && Number.isSafeInteger(amount) && amount > 0)
    return { epochs: amount };
  throw new ParameterError(
    `checkpoint-every must be like 30s, 1epoch or off, got ${text || "nothing"} (from --checkpoint-every).`,
  );
}
