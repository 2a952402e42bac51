import { Session } from "node:inspector";

/** Which parts of the program run, by V8's own counters. */
export interface Coverage {
  /** What ran since the last call: functions, and the branches in them. */
  take(): Set<string>;
}

/** @param within  a part of the address of the scripts that count */
export function startCoverage(within: string): Coverage {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  return {
    take() {
      const ran = new Set<string>();
      session.post("Profiler.takePreciseCoverage", (error, taken) => {
        if (error) throw error;
        for (const { url, scriptId, functions } of taken.result) {
          if (!url.includes(within)) continue;
          for (const { ranges } of functions) {
            for (const { startOffset, endOffset, count } of ranges)
              if (count > 0) ran.add(`${scriptId}:${startOffset}:${endOffset}`);
          }
        }
      });
      return ran;
    },
  };
}
