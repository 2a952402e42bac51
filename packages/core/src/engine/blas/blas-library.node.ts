// The system's BLAS, called through koffi on the memory that the kernels use: nothing is copied.

import { PerceptError, ShapeError } from "../../errors.ts";
import { openNamedBlas, openUsualBlas } from "./open-blas.node.ts";

/**
 * C = alpha · op(A) · op(B) + beta · C, row by row; op transposes where it is told to. Where beta is 0, C is not read.
 * @param m  rows of op(A) [m, k] and C [m, n]
 * @param n  columns of op(B) [k, n] and C
 * @param a  the byte address of A in the memory, as `b` and `c` are of B and C
 * @param lda  float32 values from one row of A, as it is stored, to the next, as `ldb` and `ldc` are for B and C
 * @throws {ShapeError} where a matrix ends outside the memory
 * @see Dongarra et al. (1990), "A set of level 3 basic linear algebra subprograms", doi:10.1145/77626.79170
 */
export type Sgemm = (
  transposeA: boolean,
  transposeB: boolean,
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: number,
  lda: number,
  b: number,
  ldb: number,
  beta: number,
  c: number,
  ldc: number,
) => void;

export interface BlasLibrary {
  /** make, version and processor where the library says them: OpenBLAS 0.3.21 (Zen) */
  readonly name: string;
  /** what the system's loader was asked for: a path, or a name that it finds by itself */
  readonly path: string;
  /** Threads of a product from now on, in the whole process; false where the library decides for itself. */
  setThreads(threads: number): boolean;
  /**
   * The product on addresses in this memory.
   * @throws {PerceptError} where the memory is not shared
   */
  bind(memory: WebAssembly.Memory): Sgemm;
}

// https://www.netlib.org/blas/cblas.h
const ROW_MAJOR = 101;
const AS_STORED = 111;
const TRANSPOSED = 112;

/**
 * The BLAS in this file or, without one, the first that is found by its usual name. A file that is no BLAS is never
 * replaced by another.
 * @throws {PerceptError} saying what was tried and what to install, where there is no BLAS or no koffi
 */
export async function loadBlas(file = process.env.PERCEPT_BLAS): Promise<BlasLibrary> {
  const koffi = await importKoffi();
  const blas = file ? openNamedBlas(koffi, file) : openUsualBlas(koffi);
  const { name, path, setThreads } = blas;
  return {
    name,
    path,
    setThreads(threads) {
      setThreads?.(threads);
      return setThreads !== undefined;
    },
    bind(memory) {
      if (!(memory.buffer instanceof SharedArrayBuffer)) {
        throw new PerceptError(
          "unsupported",
          "Engine blas needs a shared memory: another may move as it grows.",
        );
      }
      // Pointers have 48 bits, 57 at most and only on demand: a number holds them. A shared memory never moves.
      const base = Number(koffi.address(new Uint8Array(memory.buffer)));
      return (transposeA, transposeB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc) => {
        const end = Math.max(
          transposeA ? endOf(a, k, m, lda) : endOf(a, m, k, lda),
          transposeB ? endOf(b, n, k, ldb) : endOf(b, k, n, ldb),
          endOf(c, m, n, ldc),
        );
        if (end > memory.buffer.byteLength) {
          throw new ShapeError(
            `Expected matrices within ${memory.buffer.byteLength} bytes of memory, got one that ends at ${end}.`,
          );
        }
        const opA = transposeA ? TRANSPOSED : AS_STORED;
        const opB = transposeB ? TRANSPOSED : AS_STORED;
        blas.sgemm(ROW_MAJOR, opA, opB, m, n, k, alpha, base + a, lda, base + b, ldb, beta, base + c, ldc);
      };
    },
  };
}

/** Where a matrix [rows, columns] ends, in bytes. */
function endOf(address: number, rows: number, columns: number, stride: number): number {
  return address + ((rows - 1) * stride + columns) * Float32Array.BYTES_PER_ELEMENT;
}

/** Here alone, so that nothing loads it before an engine blas is made. */
async function importKoffi(): Promise<typeof import("koffi")> {
  try {
    return await import("koffi");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split("\n", 1)[0] : String(cause);
    throw new PerceptError(
      "unsupported",
      `Engine blas needs the package koffi, which does not load: ${why}`,
      "Install it: npm install koffi. Engine wasm needs nothing.",
      { cause },
    );
  }
}
