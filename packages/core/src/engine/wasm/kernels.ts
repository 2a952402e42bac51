import { PerceptError } from "../../errors.ts";
import { kernelsBase64 } from "./kernels.generated.ts";

/** The functions of assembly/index.ts; every address and count is a u32. */
export interface Kernels {
  train(
    plan: number,
    spans: number,
    labels: number,
    samples: number,
    rates: number,
    place: number,
    noise: number,
  ): void;
  scoreOne(plan: number, entries: number, end: number): void;
  descend(batchPlan: number, range: number, crew: number, hand: number): void;
  score(
    batchPlan: number,
    range: number,
    preActivations: number,
    activations: number,
    crew: number,
    hand: number,
  ): void;
  finishGradient(batchPlan: number, scale: number): void;
  allFinite(from: number, end: number): number;
  gatherSamples(
    spans: number,
    labels: number,
    order: number,
    count: number,
    spansTo: number,
    labelsTo: number,
  ): void;
  pack(
    features: number,
    featureCount: number,
    samples: number,
    table: number,
    row: number,
    spans: number,
    entries: number,
  ): number;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The kernels' module, compiled once. */
export async function compileKernels(): Promise<WebAssembly.Module> {
  try {
    compiled ??= WebAssembly.compile(Uint8Array.from(atob(kernelsBase64), (letter) => letter.charCodeAt(0)));
    return await compiled;
  } catch (cause) {
    throw new PerceptError(
      "unsupported",
      "engine wasm needs WebAssembly with SIMD and threads, which this runtime does not offer.",
      "Choose --engine reference, or a newer runtime.",
      { cause },
    );
  }
}

/**
 * Kernels over a memory.
 * @param sgemm  the system's BLAS, where it multiplies; see assembly/stripes.ts
 */
export async function instantiateKernels(
  memory: WebAssembly.Memory,
  sgemm: (...values: number[]) => void = () => {},
): Promise<Kernels> {
  const { exports } = await WebAssembly.instantiate(await compileKernels(), { env: { memory, sgemm } });
  return exports as unknown as Kernels;
}
