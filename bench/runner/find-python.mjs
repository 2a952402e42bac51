import { spawnSync } from "node:child_process";
import { contestants } from "../contestants/contestants.mjs";

const modules = [...new Set(contestants.flatMap(({ python }) => python ?? []))];

/** What each Python has of the modules that contestants need; $PYTHON alone where it is set. */
let found;
function pythons() {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : ["python3", "/usr/bin/python3", "python"];
  const ask = "import importlib.util as u, sys; print(*[m for m in sys.argv[1:] if u.find_spec(m)])";
  found ??= candidates.map((python) => {
    const { stdout } = spawnSync(python, ["-c", ask, ...modules], { encoding: "utf8", timeout: 60_000 });
    return { python, has: (stdout ?? "").trim().split(" ") };
  });
  return found;
}

/**
 * A Python that has the module: the first that has all that contestants need, so that they are of one installation,
 * or else the first that has this one. Undefined where none has it.
 */
export function findPython(module) {
  const able = pythons().filter(({ has }) => has.includes(module));
  return (able.find(({ has }) => modules.every((one) => has.includes(one))) ?? able[0])?.python;
}
