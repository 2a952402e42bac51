import { type EpochRecord, layerWarnings } from "percept";
import { colorsFor, writeError } from "./output.ts";

/**
 * Says what is wrong with the layers of each epoch on standard error, once for each layer and kind.
 * @param history  the epochs before, where a run is gone on with
 */
export function createLayerWatch(history: readonly EpochRecord[] = []): (record: EpochRecord) => void {
  const said = new Set<string>();
  const { yellow } = colorsFor(process.stderr);
  let before = history[history.length - 1]?.layers;
  return ({ epoch, layers }) => {
    if (!layers) return;
    for (const { kind, layer, message } of layerWarnings(layers, before)) {
      if (said.has(`${kind} ${layer}`)) continue;
      said.add(`${kind} ${layer}`);
      writeError(`${yellow("Warning")} after epoch ${epoch}, ${message}`);
    }
    before = layers;
  };
}
