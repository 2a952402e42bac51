import { describe, expect, it } from "vitest";
import { openUsualBlas } from "../../../src/engine/blas/open-blas.node.ts";
import { usualLibraries } from "../../../src/engine/blas/usual-libraries.node.ts";

type Koffi = typeof import("koffi");

/** A koffi whose system has these libraries, each with the functions named. */
function systemWith(libraries: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Koffi {
  const load = (name: string) => {
    const functions = libraries[name];
    if (!functions) throw new Error("Failed to load shared library: there is none");
    const func = (wanted: string) => {
      if (!(wanted in functions)) throw new Error(`Cannot find function '${wanted}' in shared library`);
      return functions[wanted];
    };
    return { func };
  };
  return { load } as unknown as Koffi;
}

const { fast, unknown, install } = usualLibraries();
const names = [...fast, ...unknown];
const cblas_sgemm = () => undefined;

describe("openUsualBlas", () => {
  it("says every name that was tried and what to install where there is no BLAS", () => {
    expect(() => openUsualBlas(systemWith({}))).toThrow(
      `Engine blas found no BLAS library. Tried: ${names.join(", ")}.\n  ${install} Or name the file of one: ` +
        "PERCEPT_BLAS=/path. Engine wasm needs none.",
    );
  });

  it("says which one is there without cblas_sgemm", () => {
    const [first, second] = names;
    expect(() => openUsualBlas(systemWith({ [first]: {} }))).toThrow(
      `Tried: ${first} (which has no function cblas_sgemm), ${second}`,
    );
  });

  it("takes the first that has the function, by its file's name where it does not say its own", () => {
    const last = names.at(-1) ?? "";
    expect(openUsualBlas(systemWith({ [names[0]]: {}, [last]: { cblas_sgemm } }))).toEqual({
      name: last.split("/").at(-1),
      path: last,
      sgemm: cblas_sgemm,
    });
  });

  it("calls OpenBLAS by its version and the processor that it chose, older ones by less", () => {
    const openblas = {
      cblas_sgemm,
      openblas_get_config: () => "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY Zen MAX_THREADS=64",
      openblas_get_corename: () => "Zen",
      openblas_set_num_threads: () => undefined,
    };
    const opened = openUsualBlas(systemWith({ [names[0]]: openblas }));
    expect(opened.name).toBe("OpenBLAS 0.3.21 (Zen)");
    expect(opened.setThreads).toBe(openblas.openblas_set_num_threads);
    const older = { ...openblas, openblas_get_config: () => "NO_AFFINITY", openblas_get_corename: () => "" };
    expect(openUsualBlas(systemWith({ [names[0]]: older })).name).toBe("OpenBLAS");
  });

  it("calls MKL by its version", () => {
    const text = "Intel(R) oneAPI Math Kernel Library Version 2024.0-Product Build 20231011";
    const mkl = {
      cblas_sgemm,
      MKL_Get_Version_String: (bytes: Uint8Array) => void new TextEncoder().encodeInto(text, bytes),
      MKL_Set_Num_Threads: () => undefined,
    };
    const opened = openUsualBlas(systemWith({ [names[0]]: mkl }));
    expect(opened.name).toBe("MKL 2024.0");
    expect(opened.setThreads).toBe(mkl.MKL_Set_Num_Threads);
  });
});
