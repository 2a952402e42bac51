import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A contestant at work: a long-lived process that answers one line of JSON for each that it gets. */
export class ContestantProcess {
  #child;
  #answers;
  #complaints = "";

  /** @param command  the program and its arguments */
  constructor([program, ...args], environment = {}) {
    this.#child = spawn(program, args, {
      cwd: join(import.meta.dirname, "../contestants"),
      env: { ...process.env, ...environment },
      stdio: ["pipe", "pipe", "pipe"],
    });
    this.#child.stderr.setEncoding("utf8").on("data", (text) => {
      this.#complaints = (this.#complaints + text).slice(-4000);
    });
    this.#child.stdin.on("error", () => {}); // it ended: `ask` says so
    this.#child.on("error", (error) => {
      this.#complaints += error.message;
    });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Resolves to the answer; rejects where the process ended, answered with an error or took too long. */
  async ask(request, timeoutMs) {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), timeoutMs);
    const { value, done } = await this.#answers.next();
    clearTimeout(timer);
    if (done) throw new Error(`it ended during ${request.command}: ${lastLines(this.#complaints)}`);
    const answer = JSON.parse(value);
    if (answer.error) throw new Error(lastLines(answer.error));
    return answer;
  }

  /** The most memory it ever held, in bytes; undefined where the system does not say. */
  peakMemory() {
    try {
      const status = readFileSync(`/proc/${this.#child.pid}/status`, "utf8");
      return 1024 * Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) || undefined;
    } catch {
      return undefined;
    }
  }

  stop() {
    this.#child.stdin.end();
    this.#child.kill();
  }
}

function lastLines(text) {
  return text.trim().split("\n").slice(-6).join("\n");
}
