import { reportFailure } from "./failure.ts";
import { createProgram } from "./program.ts";

// A reader that has seen enough (`percept runs | head -1`) closes the pipe; that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  const given = process.argv.slice(2);
  await createProgram().parseAsync(given.length > 0 ? given : ["start"], { from: "user" });
} catch (error) {
  process.exitCode = reportFailure(error, process.argv.includes("--json"));
}
