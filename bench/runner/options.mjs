import { parseArgs } from "node:util";

export const usage = `npm run bench -- [options]
npm run bench -- growth [options]     throughput against hidden width and batch size
npm run bench -- table                the READMEs' tables from results.json

  --tasks t1,t3-128      tasks or cases of tasks; all unless given
  --contestants a,b      all unless given; percept is what the others are compared with
  --threads 1,2          thread counts; 1 and 2 unless given
  --rounds 7             measurements of each, taken in turn
  --seconds 2            that a measurement should take
  --out FILE             where results go; bench/results.json for a run with all contestants and threads
`;

/** @throws {Error} with a sentence where an option is wrong */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      tasks: { type: "string", default: "" },
      contestants: { type: "string", default: "" },
      threads: { type: "string", default: "1,2" },
      rounds: { type: "string", default: "7" },
      seconds: { type: "string", default: "2" },
      out: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const list = (text) => text.split(",").filter(Boolean);
  return {
    help: values.help,
    tasks: list(values.tasks),
    contestants: list(values.contestants),
    threads: list(values.threads).map((text) => positive("--threads", text, Number.isInteger)),
    rounds: positive("--rounds", values.rounds, Number.isInteger),
    seconds: positive("--seconds", values.seconds, Number.isFinite),
    out: values.out,
  };
}

function positive(name, text, accepts) {
  const value = Number(text);
  if (value > 0 && accepts(value)) return value;
  throw new Error(`${name}: expected a positive number, got ${text}.`);
}
