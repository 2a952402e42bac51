// `npm start`: whatever is missing is installed and built, then the report's dialogue begins.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt } from "./build.mjs";
import { root } from "./install.mjs";

ensureBuilt();
const command = [join(root, "packages/cli/bin/percept.js"), "start", ...process.argv.slice(2)];
const child = spawn(process.execPath, command, { stdio: "inherit" });
// Ctrl-C reaches the child through the terminal; it decides when to end.
process.on("SIGINT", () => {});
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
