// The machine's limits in C: its BLAS' matrix product, and copying memory.

import { compile } from "./compile.mjs";
import { serve } from "./serve.mjs";

/** Wherever a BLAS with the C interface may be: OpenBLAS, the system's, Apple's. */
const libraries = [["-lopenblas"], ["-lcblas"], ["-lblas"], ["-framework", "Accelerate"]];

serve(({ task, threads, data }) => {
  const limit = { sgemm, copy }[task.kind](task, threads, data.folder);
  return {
    note: limit.note,
    check: () => ({ deviation: limit.run(1).deviation }),
    async measure(samples) {
      const times = Math.max(1, Math.round(samples / limit.samples));
      return { seconds: limit.run(times).seconds, samples: times * limit.samples };
    },
  };
});

/** A "sample" is a billion floating-point operations. */
function sgemm({ size }, threads, folder) {
  const program = compile(folder, "sgemm", ...libraries.map((library) => ["-O2", ...library, "-lm"]));
  const counts = ["OPENBLAS", "OMP", "MKL", "VECLIB"].map((name) => [
    name === "VECLIB" ? "VECLIB_MAXIMUM_THREADS" : `${name}_NUM_THREADS`,
    String(threads),
  ]);
  return {
    note: "cblas_sgemm",
    samples: (2 * size ** 3) / 1e9,
    run: (times) => program([size, times], Object.fromEntries(counts))[0],
  };
}

/** A "sample" is a billion bytes. */
function copy({ sizeBytes }, threads, folder) {
  const program = compile(folder, "copy", ["-O2", "-pthread"]);
  return {
    note: "memcpy; bytes copied, so half of those that move",
    samples: sizeBytes / 1e9,
    run: (times) => program([sizeBytes, threads, times])[0],
  };
}
