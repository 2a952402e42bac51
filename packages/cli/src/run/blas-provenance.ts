import type { EngineName } from "percept";
import { loadBlas } from "percept/node";

/** What a record says of engine blas beside its name. */
export interface BlasProvenance {
  /** make, version and processor: OpenBLAS 0.3.21 (Zen) */
  readonly blas: string;
  readonly repeats: string;
}

/**
 * Which library engine blas calls, and that its bits are this machine's; undefined for the engines whose bits are
 * everyone's.
 * @throws {PerceptError} where there is no BLAS
 */
export async function blasProvenance(engine: EngineName): Promise<BlasProvenance | undefined> {
  if (engine !== "blas") return undefined;
  const { name } = await loadBlas();
  return { blas: name, repeats: "on this machine, with this library and as many threads" };
}
