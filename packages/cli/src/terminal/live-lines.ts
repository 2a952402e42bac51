import { createLogUpdate } from "log-update";

/** Lines at the end of standard error that are drawn again and again in place; none where that is no terminal. */
export interface LiveLines {
  /** Draws them, unless it did so a moment ago. */
  show(lines: () => readonly string[]): void;
  /** Takes them back for as long as `write` writes lines of the program's own, on either stream. */
  above(write: () => void): void;
  /** Takes them back, or leaves others in their place, for good. */
  end(last?: readonly string[]): void;
}

const INTERVAL_MS = 100;

export function createLiveLines(stream: NodeJS.WriteStream = process.stderr): LiveLines {
  if (stream.isTTY !== true || process.env.TERM === "dumb")
    return { show: () => {}, above: (write) => write(), end: () => {} };
  const draw = createLogUpdate(stream);
  let drawn: string | undefined;
  let drawnAt = 0;
  return {
    show(lines) {
      const now = performance.now();
      if (drawn !== undefined && now - drawnAt < INTERVAL_MS) return;
      drawn = lines().join("\n");
      drawnAt = now;
      draw(drawn);
    },
    above(write) {
      if (drawn === undefined) return write();
      draw.clear();
      write();
      draw(drawn);
    },
    end(last = []) {
      if (drawn === undefined) return;
      draw.clear();
      if (last.length > 0) draw(last.join("\n"));
      draw.done(); // gives the cursor back
      drawn = undefined;
    },
  };
}
