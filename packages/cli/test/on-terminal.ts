// Runs the built command on a pseudo-terminal, and reads what its screen shows in the end.

import { spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../bin/percept.js", import.meta.url));

/** util-linux's `script` makes pseudo-terminals; other systems' take other flags. */
export const hasTerminals =
  process.platform === "linux" && spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;

export interface TerminalOptions {
  readonly columns: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** The bytes that the command wrote to a terminal, standard output and error together. */
export async function onTerminal(
  folder: string,
  args: readonly string[],
  { columns, rows = 50, env = {} }: TerminalOptions,
): Promise<{ readonly code: number | null; readonly written: string }> {
  const quoted = [process.execPath, bin, ...args].map((word) => `'${word}'`).join(" ");
  const command = `stty cols ${columns} rows ${rows}; exec ${quoted}`;
  const { NO_COLOR, FORCE_COLOR, COLORTERM, TMUX, CI, ...inherited } = process.env;
  const child = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: folder,
    env: { ...inherited, TERM: "xterm-256color", LC_ALL: "C.UTF-8", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let written = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    written += text;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, written };
}

/** What a terminal that is high enough shows after these bytes, without colours or trailing blanks. */
export function shownBy(written: string, columns: number): string[] {
  const lines: string[][] = [[]];
  let [row, column] = [0, 0];
  const put = (character: string) => {
    if (column >= columns) [row, column] = [row + 1, 0]; // the line is full
    lines[row] ??= [];
    lines[row][column++] = character;
  };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what steers a terminal are control characters
  for (const [all, number, command] of written.matchAll(/\u001b\[([?\d;]*)([A-Za-z])|[\s\S]/gu)) {
    const count = Number(number || 1);
    if (command === "A") row = Math.max(0, row - count);
    else if (command === "B") row += count;
    else if (command === "G") column = count - 1;
    else if (command === "K") lines[row] = number === "2" ? [] : (lines[row] ?? []).slice(0, column);
    else if (command !== undefined && !"mhl".includes(command))
      throw new Error(`What does ${all.slice(1)} do?`);
    else if (all === "\n") row++;
    else if (all === "\r") column = 0;
    else if (command === undefined) put(all);
  }
  return Array.from(lines, (line) =>
    Array.from(line ?? [], (cell) => cell ?? " ")
      .join("")
      .trimEnd(),
  );
}
