import { createInterface } from "node:readline";
import { Interrupted } from "../failure.ts";
import { write, writeError } from "./output.ts";

/** A dialogue over standard input and output, from a terminal or a pipe. */
export interface Questions {
  /** The answer; at the end of a pipe the default, which is said; undefined without one, or after Ctrl-D. */
  ask(prompt: string, byDefault?: string): Promise<string | undefined>;
  close(): void;
}

export function createQuestions(): Questions {
  const terminal = process.stdin.isTTY === true;
  const lines = createInterface({
    input: process.stdin,
    ...(terminal && { output: process.stdout }),
    terminal,
    historySize: 0,
  });
  const waiting: string[] = []; // lines that came before they were asked for
  let wanted: ((line: string | undefined) => void) | undefined;
  let ended = false;
  let interrupted = false;
  lines.on("line", (line) => {
    if (!wanted) return waiting.push(line);
    const answer = wanted;
    wanted = undefined;
    answer(line);
  });
  lines.on("close", () => {
    ended = true;
    wanted?.(undefined);
  });
  // On a terminal readline takes Ctrl-C: it ends the dialogue, or interrupts what runs between two questions.
  lines.on("SIGINT", () => {
    if (!wanted) return process.emit("SIGINT");
    interrupted = true;
    lines.close();
  });

  async function ask(prompt: string, byDefault?: string): Promise<string | undefined> {
    if (terminal) lines.setPrompt(prompt);
    if (terminal && !ended) lines.prompt();
    else write(prompt);
    const early = waiting.shift();
    const line =
      early ?? (ended ? undefined : await new Promise<string | undefined>((resolve) => (wanted = resolve)));
    if (interrupted) throw new Interrupted("");
    const answer = line ?? (terminal ? undefined : byDefault);
    // A pipe does not echo what was typed, and a terminal did so elsewhere when it came before the question.
    if (!terminal || early !== undefined || line === undefined) write(`${answer ?? ""}\n`);
    if (line === undefined && answer !== undefined) writeError(`No input: ${answer} is taken.`);
    return answer;
  }

  return { ask, close: () => lines.close() };
}
