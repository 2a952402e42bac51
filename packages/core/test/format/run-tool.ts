// Tools that check what percept writes, where the machine has them.

import { spawnSync } from "node:child_process";

export interface Tool {
  readonly command: string;
  /** why it cannot be used here */
  readonly missing?: string;
}

/** Runs a tool to its end. @throws {Error} with what it said, where it does not end with 0 */
export function runTool(command: string, args: readonly string[], input?: string | Uint8Array): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input, maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout.toString();
}

/** A Python that has these modules: PERCEPT_PYTHON, or one that is there. */
export function findPython(...modules: readonly string[]): Tool {
  const candidates = [process.env.PERCEPT_PYTHON, "/usr/bin/python3", "python3", "python"];
  const command = candidates.find(
    (name) => name && spawnSync(name, ["-c", `import ${modules.join(", ")}`]).status === 0,
  );
  return command ? { command } : missing(`a Python with ${modules.join(", ")}`);
}

export function findCompiler(): Tool {
  const command = ["cc", "gcc", "clang"].find((name) => spawnSync(name, ["--version"]).status === 0);
  return command ? { command } : missing("a C compiler");
}

function missing(what: string): Tool {
  console.warn(`skipped: ${what} was not found.`);
  return { command: "", missing: what };
}
