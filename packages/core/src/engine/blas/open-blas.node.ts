import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { PerceptError } from "../../errors.ts";
import { elfArchitecture } from "./elf-architecture.ts";
import { usualLibraries } from "./usual-libraries.node.ts";

type Koffi = typeof import("koffi");
type Library = ReturnType<Koffi["load"]>;

/** A library that is loaded, and what is known of it. */
export interface OpenBlas {
  readonly name: string;
  readonly path: string;
  /** cblas_sgemm as it is in C; the matrices are addresses in the process */
  readonly sgemm: (...values: number[]) => void;
  /** absent where the library has no such function */
  readonly setThreads?: (threads: number) => void;
}

/** cblas_sgemm(layout, transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc): netlib.org/blas/cblas.h */
export const sgemmParameters = [
  ...["int", "int", "int", "int", "int", "int"],
  ...["float", "uintptr_t", "int", "uintptr_t", "int"],
  ...["float", "uintptr_t", "int"],
];

/** @throws {PerceptError} that says why this file is not used */
export function openNamedBlas(koffi: Koffi, file: string): OpenBlas {
  const found = open(koffi, file);
  if (typeof found !== "string") return found;
  throw new PerceptError(
    "unsupported",
    `PERCEPT_BLAS: expected a BLAS library for ${process.arch}, got ${file}, which ${found}.`,
    "Name another file, or leave PERCEPT_BLAS unset to search by the usual names.",
  );
}

/** @throws {PerceptError} that says what was tried and what to install */
export function openUsualBlas(koffi: Koffi): OpenBlas {
  const { fast, unknown, install } = usualLibraries();
  const names = [...fast, ...unknown];
  const tried: string[] = [];
  for (const name of names) {
    const found = open(koffi, name);
    if (typeof found !== "string") return found;
    tried.push(found.startsWith("does not load") ? name : `${name} (which ${found})`);
  }
  throw new PerceptError(
    "unsupported",
    `Engine blas found no BLAS library. Tried: ${tried.join(", ")}.`,
    `${install} Or name the file of one: PERCEPT_BLAS=/path. Engine wasm needs none.`,
  );
}

/** The library, or what is wrong with it. */
function open(koffi: Koffi, path: string): OpenBlas | string {
  let library: Library;
  try {
    library = koffi.load(path);
  } catch (cause) {
    return whyNotLoaded(path, cause);
  }
  const sgemm = functionOf(library, "cblas_sgemm", "void", sgemmParameters);
  if (!sgemm) return "has no function cblas_sgemm";
  return { name: path.split(/[/\\]/).at(-1) ?? path, path, ...makeOf(library), sgemm };
}

/** The system's own words for another machine's library are that the file does not exist. */
function whyNotLoaded(path: string, cause: unknown): string {
  const isPath = /[/\\]/.test(path);
  if (isPath && !existsSync(path)) return "does not exist";
  const architecture = isPath ? architectureOf(path) : undefined;
  if (architecture && architecture !== process.arch) return `is built for ${architecture}`;
  return `does not load (${reason(cause)})`;
}

/** What the system's loader says. */
function reason(cause: unknown): string {
  return String(cause instanceof Error ? cause.message : cause).replace(
    "Failed to load shared library: ",
    "",
  );
}

function architectureOf(path: string): string | undefined {
  try {
    const file = openSync(path, "r");
    const start = new Uint8Array(64); // the header of an ELF file of 64 bits
    readSync(file, start);
    closeSync(file);
    return elfArchitecture(start);
  } catch {
    return undefined;
  }
}

/** Name and threads, by the functions that only this make of library has. */
function makeOf(library: Library): Partial<Pick<OpenBlas, "name" | "setThreads">> {
  // https://github.com/OpenMathLib/OpenBLAS/wiki/OpenBLAS-Extensions
  const openblasConfig = functionOf(library, "openblas_get_config", "str", []);
  const openblasThreads = functionOf(library, "openblas_set_num_threads", "void", ["int"]);
  if (openblasConfig && openblasThreads) {
    const [version = "OpenBLAS"] = /OpenBLAS \S+/.exec(openblasConfig()) ?? [];
    const processor = functionOf(library, "openblas_get_corename", "str", [])?.();
    return { name: processor ? `${version} (${processor})` : version, setThreads: openblasThreads };
  }
  // https://www.intel.com/content/www/us/en/docs/onemkl/developer-reference-c (support functions)
  const mklVersion = functionOf(library, "MKL_Get_Version_String", "void", ["void *", "int"]);
  const mklThreads = functionOf(library, "MKL_Set_Num_Threads", "void", ["int"]);
  if (mklVersion && mklThreads) {
    const text = new Uint8Array(198); // the length that Intel's page asks for
    mklVersion(text, text.length);
    const [, version = "of an unknown version"] =
      /Version ([\d.]+)/.exec(new TextDecoder().decode(text)) ?? [];
    return { name: `MKL ${version}`, setThreads: mklThreads };
  }
  return {};
}

function functionOf(library: Library, name: string, result: string, parameters: string[]) {
  try {
    return library.func(name, result, parameters);
  } catch {
    return undefined;
  }
}
