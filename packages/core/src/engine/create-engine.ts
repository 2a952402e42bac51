import { loadBlas } from "#blas";
import { ParameterError } from "../errors.ts";
import type { Engine, EngineName, EngineSettings } from "./engine.ts";
import { ReferenceEngine } from "./reference/reference-engine.ts";
import { WasmEngine } from "./wasm/wasm-engine.ts";

const engines: Record<EngineName, (settings: EngineSettings) => Engine | Promise<Engine>> = {
  reference: (settings) => new ReferenceEngine(settings),
  wasm: (settings) => WasmEngine.create(settings),
  blas: async (settings) => WasmEngine.create(settings, await loadBlas()),
};

/** `auto` is wasm, or reference for float64: both repeat bit for bit. blas cannot promise it, and is used only when named. */
export function resolveEngine(name: EngineName | "auto", precision: EngineSettings["precision"]): EngineName {
  const engine = name === "auto" ? (precision === "float64" ? "reference" : "wasm") : name;
  if (engine !== "reference" && precision === "float64") {
    throw new ParameterError(
      `engine ${engine} works in float32, got precision float64.`,
      "Choose --engine reference for float64, or --precision float32.",
    );
  }
  return engine;
}

export async function createEngine(name: EngineName | "auto", settings: EngineSettings): Promise<Engine> {
  return engines[resolveEngine(name, settings.precision)](settings);
}
