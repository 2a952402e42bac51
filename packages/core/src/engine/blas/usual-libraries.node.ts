import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";

interface UsualLibraries {
  /** makes that are faster than the wasm kernels, the likeliest first */
  readonly fast: readonly string[];
  /** may be a fast one under another name, or Netlib's slow one */
  readonly unknown: readonly string[];
  readonly install: string;
}

/** The Debian folder of a machine's libraries: https://wiki.debian.org/Multiarch/Tuples */
const debianFolders: Partial<Record<string, string>> = {
  x64: "x86_64-linux-gnu",
  arm64: "aarch64-linux-gnu",
  riscv64: "riscv64-linux-gnu",
};

// The names are those of Debian's, Fedora's, Homebrew's, OpenBLAS' own and Intel's packages.
const linux: UsualLibraries = {
  fast: [
    "libopenblasp.so.0", // Fedora's with threads; its libopenblas.so.0 has none
    "libopenblas.so.0",
    "libopenblas.so",
    "libmkl_rt.so.2",
    "libmkl_rt.so",
    "libflexiblas.so.3",
  ],
  unknown: ["libcblas.so.3", "libblas.so.3"],
  install:
    "Debian and Ubuntu: apt install libopenblas0. Fedora: dnf install openblas-threads. Arch: pacman -S openblas.",
};

const darwin: UsualLibraries = {
  fast: [
    "/System/Library/Frameworks/Accelerate.framework/Accelerate", // every Mac has it
    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib", // Apple silicon
    "/usr/local/opt/openblas/lib/libopenblas.dylib", // Intel
  ],
  unknown: [],
  install: "brew install openblas.",
};

const win32: UsualLibraries = {
  fast: ["libopenblas.dll", "openblas.dll", "mkl_rt.2.dll", "mkl_rt.dll"],
  unknown: [],
  install: "Unpack OpenBLAS (https://github.com/OpenMathLib/OpenBLAS/releases) into a folder on the PATH.",
};

/** How a BLAS is usually called on this machine, and where to get one. */
export function usualLibraries(): UsualLibraries {
  if (process.platform === "darwin") return darwin;
  return process.platform === "win32" ? win32 : linux;
}

/**
 * The file of a fast BLAS that engine blas would probably use, or undefined without one and without koffi. It only
 * looks whether files exist, and loads nothing.
 */
export function findBlas(): string | undefined {
  if (!hasKoffi()) return undefined;
  const named = process.env.PERCEPT_BLAS;
  if (named) return existsSync(named) ? named : undefined;
  const { fast } = usualLibraries();
  if (process.platform === "darwin") return fast[0]; // lies in the system's cache, where no file is seen
  return fast
    .flatMap((name) => folders().map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}

function hasKoffi(): boolean {
  try {
    createRequire(import.meta.url).resolve("koffi");
    return true;
  } catch {
    return false;
  }
}

/** Where the system's loader looks, for the most part. */
function folders(): string[] {
  const { PATH = "", LD_LIBRARY_PATH = "" } = process.env;
  if (process.platform === "win32") return PATH.split(delimiter).filter(Boolean);
  const debian = debianFolders[process.arch];
  const usual = ["/usr/local/lib", ...(debian ? [`/usr/lib/${debian}`] : []), "/usr/lib64", "/usr/lib"];
  return [...LD_LIBRARY_PATH.split(delimiter).filter(Boolean), ...usual];
}
