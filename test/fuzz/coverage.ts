import { Session } from "node:inspector";

type Interval = readonly [from: number, to: number];

/** What ran: functions by their place, each with the parts of it that did not. */
export type Executed = ReadonlyMap<string, readonly Interval[]>;

/** Which parts of the program run, by V8's own counters. */
export interface Coverage {
  /** What ran since the last call. */
  take(): Executed;
  /** Whether some of it had never run before it was noted. */
  isNew(executed: Executed): boolean;
  note(executed: Executed): void;
}

/** @param within  a part of the address of the scripts that count */
export function startCoverage(within: string): Coverage {
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  /** The parts of each function that never ran. */
  const left = new Map<string, readonly Interval[]>();
  return {
    take() {
      const executed = new Map<string, Interval[]>();
      session.post("Profiler.takePreciseCoverage", (error, taken) => {
        if (error) throw error;
        for (const { url, scriptId, functions } of taken.result) {
          if (!url.includes(within)) continue;
          for (const { ranges } of functions) {
            const [{ startOffset, endOffset, count }, ...parts] = ranges;
            if (count === 0) continue;
            const idle = parts.filter((part) => part.count === 0);
            executed.set(
              `${scriptId}:${startOffset}:${endOffset}`,
              idle.map((part) => [part.startOffset, part.endOffset]),
            );
          }
        }
      });
      return executed;
    },
    isNew(executed) {
      for (const [place, idle] of executed) {
        const before = left.get(place);
        if (before === undefined || lengthOf(common(before, idle)) < lengthOf(before)) return true;
      }
      return false;
    },
    note(executed) {
      for (const [place, idle] of executed) {
        const before = left.get(place);
        left.set(place, before ? common(before, idle) : idle);
      }
    },
  };
}

/** What lies in an interval of both. */
function common(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  return left.flatMap(([from, to]) =>
    right
      .map(([begin, end]): Interval => [Math.max(from, begin), Math.min(to, end)])
      .filter(([begin, end]) => begin < end),
  );
}

function lengthOf(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, [from, to]) => sum + to - from, 0);
}
