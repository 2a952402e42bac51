import { PerceptError } from "../../errors.ts";
import { kernelsBase64 } from "./kernels.generated.ts";

/** The functions of assembly/index.ts; every address and count is a u32. */
export interface Kernels {
  train(
    plan: number,
    rows: number,
    labels: number,
    order: number,
    samples: number,
    rates: number,
    stepEach: boolean,
    place: number,
    noise: number,
  ): void;
  scores(
    plan: number,
    rows: number,
    from: number,
    steps: number,
    preActivations: number,
    activations: number,
  ): void;
  regularize(layer: number, gradient: number, scale: number, l1: number, l2: number): number;
  update(layer: number, gradient: number, step: number, m: number, v: number): void;
  limitNorms(layer: number, maxNorm: number): void;
  allFinite(from: number, end: number): number;
  pack(
    features: number,
    featureCount: number,
    samples: number,
    table: number,
    stride: number,
    rows: number,
    entries: number,
  ): number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** Kernels over a memory of their own; the module is compiled once. */
export async function instantiateKernels(memory: WebAssembly.Memory): Promise<Kernels> {
  try {
    compiled ??= WebAssembly.compile(Uint8Array.from(atob(kernelsBase64), (letter) => letter.charCodeAt(0)));
    const instance = await WebAssembly.instantiate(await compiled, { env: { memory } });
    return instance.exports as unknown as Kernels;
  } catch (cause) {
    throw new PerceptError(
      "unsupported",
      "engine wasm needs WebAssembly with SIMD, which this runtime does not offer.",
      "Choose --engine reference, or a newer runtime.",
      { cause },
    );
  }
}
