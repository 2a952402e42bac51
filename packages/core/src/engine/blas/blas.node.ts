import { createRequire } from "node:module";
import type { Blas } from "../wasm/blas.ts";
import { loadBlas as loadLibrary } from "./blas-library.node.ts";
import { sgemmParameters } from "./open-blas.node.ts";

/**
 * The system's BLAS for the kernels. The crew's threads divide a product, so the library itself uses one thread.
 * @throws {PerceptError} where there is none
 */
export async function loadBlas(): Promise<Blas> {
  const library = await loadLibrary();
  library.setThreads(1);
  return {
    name: library.name,
    bind(memory) {
      const sgemm = library.bind(memory);
      // Addresses come as signed 32-bit numbers.
      return (transposeA, transposeB, m, n, k, a, lda, b, ldb, beta, c, ldc) =>
        sgemm(transposeA !== 0, transposeB !== 0, m, n, k, 1, a >>> 0, lda, b >>> 0, ldb, beta, c >>> 0, ldc);
    },
    forThreads: {
      koffi: createRequire(import.meta.url).resolve("koffi"),
      path: library.path,
      parameters: sgemmParameters,
    },
  };
}
