import { ParameterError } from "../errors.ts";
import type { Engine, EngineName, EngineSettings } from "./engine.ts";
import { ReferenceEngine } from "./reference/reference-engine.ts";
import { WasmEngine } from "./wasm/wasm-engine.ts";

const engines: Record<EngineName, (settings: EngineSettings) => Engine | Promise<Engine>> = {
  reference: (settings) => new ReferenceEngine(settings),
  wasm: (settings) => WasmEngine.create(settings),
};

/** `auto` is wasm, or reference for float64: both repeat bit for bit. */
export function resolveEngine(name: EngineName | "auto", precision: EngineSettings["precision"]): EngineName {
  const engine = name === "auto" ? (precision === "float64" ? "reference" : "wasm") : name;
  if (engine === "wasm" && precision === "float64") {
    throw new ParameterError(
      "engine wasm works in float32, got precision float64.",
      "Choose --engine reference for float64, or --precision float32.",
    );
  }
  return engine;
}

export async function createEngine(name: EngineName | "auto", settings: EngineSettings): Promise<Engine> {
  return engines[resolveEngine(name, settings.precision)](settings);
}
