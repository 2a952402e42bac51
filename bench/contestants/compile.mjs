// The limits are C programs, compiled when a C compiler is there.

import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { Skip } from "./serve.mjs";

/**
 * Compiles ../limits/NAME.c with the first of several lists of flags that works.
 * @param folder  the runner's, which it removes in the end
 * @returns a function that runs it and gives back its lines of JSON; throws Skip where there is no compiler, or the
 *   machine lacks what the program needs
 */
export function compile(folder, name, ...flagLists) {
  const source = join(import.meta.dirname, `../limits/${name}.c`);
  const program = join(mkdtempSync(join(folder, `${name}-`)), name);
  const compiler = process.env.CC ?? "cc";
  let complaint = "";
  for (const flags of flagLists) {
    // Libraries behind the source: that is where a linker looks for what it needs.
    const { status, error, stderr } = spawnSync(compiler, ["-o", program, source, ...flags], {
      encoding: "utf8",
    });
    if (status === 0) return (args, environment) => run(program, args, environment);
    if (error) throw new Skip(`no C compiler (${compiler}) here`);
    complaint = stderr.trim().split("\n").at(-1);
  }
  throw new Skip(`${compiler} could not make limits/${name}.c: ${complaint}`);
}

function run(program, args, environment = {}) {
  const { status, signal, stdout, stderr } = spawnSync(program, args.map(String), {
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (signal === "SIGILL") throw new Skip("this processor lacks the instructions");
  if (status !== 0) throw new Error(`limits: ${args.join(" ")}: ${stderr || signal}`);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}
