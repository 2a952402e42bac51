// A contestant is a process: one JSON object a line in, one a line out. See ../README.md, "The protocol".

import { createInterface } from "node:readline";

/** A reason why a contestant does not take part in a task. */
export class Skip extends Error {}

/**
 * Answers the runner until its standard input ends.
 * @param prepare  (request) => { version, note?, check, measure }: check() resolves to numbers by name, measure(n)
 *   works on about n samples and resolves to { seconds, samples }, as many as there really were; throws Skip
 */
export function serve(prepare) {
  // Whatever a library has to say goes to standard error, lest it should break the protocol.
  console.log = console.info = console.warn = console.error;
  let contestant;
  const commands = {
    async prepare(request) {
      contestant = await prepare(request);
      const { version, note } = contestant;
      return { ok: true, version, ...(note && { note }) };
    },
    check: async () => ({ values: await contestant.check() }),
    measure: ({ samples }) => contestant.measure(samples),
  };
  let answered = Promise.resolve();
  createInterface({ input: process.stdin })
    .on("line", (line) => {
      answered = answered.then(() => answer(commands, JSON.parse(line)));
    })
    .on("close", () => answered.then(() => process.exit(0)));
}

async function answer(commands, request) {
  const reply = await commands[request.command](request).catch((error) =>
    error instanceof Skip
      ? { skip: error.message }
      : { error: error.stack.split("\n").slice(0, 4).join("\n") },
  );
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

/** Seconds that `work` takes, and what it resolves to. */
export async function timed(work) {
  const began = performance.now();
  const result = await work();
  return { seconds: (performance.now() - began) / 1000, result };
}
