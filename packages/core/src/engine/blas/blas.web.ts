import { PerceptError } from "../../errors.ts";
import type { Blas } from "../wasm/blas.ts";

/** @throws {PerceptError} always: pages have no libraries of the system */
export async function loadBlas(): Promise<Blas> {
  throw new PerceptError(
    "unsupported",
    "Engine blas calls a library of the system, which only Node can.",
    "Choose engine wasm.",
  );
}
