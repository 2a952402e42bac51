/** C = op(A)·op(B) + beta C, as assembly/stripes.ts calls it: matrices are addresses in the kernels' memory. */
export type Multiply = (...values: number[]) => void;

/** The system's BLAS, as the kernels use it: `#blas` is blas.node.ts in Node and blas.web.ts elsewhere. */
export interface Blas {
  /** make, version and processor: OpenBLAS 0.3.21 (Zen) */
  readonly name: string;
  /** The product on this memory, for the calling thread. */
  bind(memory: WebAssembly.Memory): Multiply;
  /** What another thread needs to call the same library: see threads.node.ts. */
  readonly forThreads: BlasForThreads;
}

export interface BlasForThreads {
  /** the file of the package koffi */
  readonly koffi: string;
  /** the library, and the types of cblas_sgemm's parameters */
  readonly path: string;
  readonly parameters: readonly string[];
}
