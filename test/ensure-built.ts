// The tests of the command run the built one; this keeps it as new as its sources.
import { spawnSync } from "node:child_process";

export default function setup(): void {
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) throw new Error("The build failed; see its messages above.");
}
