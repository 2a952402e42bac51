// The flags that are no setting of an experiment, each with what it may be.

import { Option } from "commander";
import type { FoldMetric, ModelEnding } from "percept";
import { ParameterError } from "percept/errors";
import { parseByteSize } from "./byte-size.ts";

/** Written here too, as the library is too much to load for --help. */
const foldMetrics: readonly FoldMetric[] = [
  "accuracy",
  "errorRate",
  "precision",
  "recall",
  "f1",
  "auc",
  "crossEntropy",
  "meanSquaredError",
  "rootMeanSquaredError",
  "meanAbsoluteError",
  "r2",
];

/** Every one, which a test holds to the library's. */
export const modelEndings: readonly ModelEnding[] = [
  ".npz",
  ".safetensors",
  ".json",
  ".onnx",
  ".mjs",
  ".js",
  ".py",
  ".c",
];

/** What `data convert` fills a folder with; here too, as the command is too much to load for --help. */
export const folderKinds = ["idx", "csv", "png"] as const;

/** No bit of a result depends on it: it is no setting of an experiment. */
export function threadsOption(): Option {
  return new Option(
    "--threads <n>",
    "threads that share a step (default: the machine's cores, where a step is large enough to gain)",
  ).argParser(wholeNumber("threads", 1, 64)); // as far as the library goes
}

export function dataOption(initial = ""): Option {
  return new Option("--data <source>", `mnist, a folder, or an .npz, .csv, .tsv or .parquet file${initial}`);
}

export function split(initial: string): Option {
  return new Option("--split <name>", "which part of the data (train, test)")
    .default(initial, initial)
    .argParser((text) => {
      if (text === "train" || text === "test") return text;
      throw new ParameterError(`split must be train or test, got ${text} (from --split).`);
    });
}

export function rankBy(): Option {
  return new Option("--rank-by <metric>", `what the best of a grid is best by (${foldMetrics.join(", ")})`)
    .default(undefined, "accuracy, or r2 of a regression")
    .argParser((text) => {
      if (foldMetrics.some((name) => name === text)) return text;
      throw new ParameterError(
        `rankBy must be one of ${foldMetrics.join(", ")}, got ${text || "nothing"} (from --rank-by).`,
      );
    });
}

/** No bit of a result depends on it: it is no setting of an experiment. */
export function unpackLimit(): Option {
  return new Option(
    "--unpack-limit <size>",
    "bytes that a file may unpack to, like 500MB (default: 2GiB, of a table's numbers in text 4GiB)",
  ).argParser(parseByteSize);
}

export function json(): Option {
  return new Option("--json", "one JSON object a line on standard output, and nothing else there");
}

export function open(): Option {
  return new Option(
    "--open",
    "show what was drawn with the system's viewer; without a display say where it is",
  );
}

export function example(...lines: readonly string[]): string {
  return `\nExample:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

export function wholeNumber(name: string, from: number, to: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= from && value <= to) return value;
    throw new ParameterError(
      `${name} must be a whole number in [${from}, ${to}], got ${text} (from --${name}).`,
    );
  };
}

export function listed(text: string): string[] {
  return text.split(",").map((name) => name.trim());
}

export function benchEngine(): Option {
  return new Option("--engine <name>", "what does the arithmetic (wasm, blas)")
    .default("wasm", "wasm")
    .argParser((text) => {
      if (text === "wasm" || text === "blas") return text;
      throw new ParameterError(`engine must be wasm or blas, got ${text || "nothing"} (from --engine).`);
    });
}
