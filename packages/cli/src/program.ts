// The commands, their flags and their examples. What a command does is loaded when it runs, so that --help is quick.

import { Command, Option } from "commander";
import { benchNames } from "./bench/bench-cases.ts";
import {
  benchEngine,
  dataOption,
  example,
  folderKinds,
  json,
  listed,
  modelEndings,
  open,
  rankBy,
  split,
  threadsOption,
  unpackLimit,
  wholeNumber,
} from "./command-options.ts";
import { addExperimentOptions, addTrainingOptions } from "./experiment-options.ts";
import { parseCheckpointEvery } from "./run/checkpoint-every.ts";
import { version } from "./version.ts";

const runOrModel =
  "a run folder, the name of one in runs/, or a model file (.npz, .safetensors, .json, .onnx)";

/** What shapes the network and what is made small, but not how. */
const objectiveSettings = [
  "data",
  "task",
  "labelColumn",
  "missing",
  "transpose",
  "scaling",
  "hidden",
  "activation",
  "output",
  "loss",
  "labelSmoothing",
  "classWeights",
  "reduction",
  "l1",
  "l2",
  "dropout",
  "inputNoise",
  "init",
  "initBound",
  "seed",
] as const;

/** How data is read, beside where it is. */
const dataSettings = ["labelColumn", "missing", "transpose"] as const;

export function createProgram(): Command {
  const program = new Command("percept")
    .description("Trains, examines and ships multilayer perceptrons. Without a command: start.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeErr: (text) => {
        if (!process.argv.includes("--json")) process.stderr.write(text);
      },
    })
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .showHelpAfterError("Add --help to see what there is.")
    .addHelpText(
      "after",
      `${example("percept", "percept train --hidden 100 --epochs 10 --out runs/wide", "percept predict runs/wide 60 20")}

percept COMMAND --help says more of each.`,
    );

  addRunOptions(
    addExperimentOptions(
      program
        .command("start")
        .description("hold the report's dialogue: train on MNIST, examine, recognise digits"),
      ["data", ...dataSettings, "hidden", "seed", "init", "engine", "precision"],
    ),
  )
    .addOption(open())
    .addHelpText("after", example("percept start", "printf '0.01\\n4\\n60\\n20\\n' | percept start"))
    .action(async (options) => (await import("./commands/start.ts")).start(options));

  addRunOptions(addTrainingOptions(program.command("train").description("train a network and leave a run")))
    .option("--resume <run>", "go on with a run that was stopped; --epochs may be raised")
    .option(
      "--checkpoint-every <span>",
      "how often it can be resumed from: like 30s, 1epoch, off (default: 30s)",
      parseCheckpointEvery,
    )
    .option("--watch", "statistics of every layer in history.jsonl, and warnings of layers that do not learn")
    .option(
      "--tensorboard <dir>",
      "also write the run to DIR/NAME as TensorBoard shows it (tensorboard --logdir DIR)",
    )
    .addOption(open())
    .addOption(json())
    .addHelpText(
      "after",
      example(
        "percept train --hidden 100,30 --learning-rate 0.05 --epochs 10 --out runs/wide",
        "percept train --config experiments/report.json --seed 1",
        "percept train --resume runs/wide --epochs 20",
      ),
    )
    .action(async (options, command: Command) => {
      const given = Object.keys(options).filter((name) => command.getOptionValueSource(name) === "cli");
      await (await import("./commands/train.ts")).train(options, given);
    });

  addModelOptions(program.command("evaluate").description("every metric of a model"), "test")
    .argument("<run|model>", runOrModel)
    .option("--csv <file>", "also write every sample's label, prediction and scores as CSV")
    .option(
      "--roc [classes]",
      "also draw ROC curves: of the classes named, like 3,8, or of the three with the smallest AUC",
    )
    .addHelpText(
      "after",
      example(
        "percept evaluate runs/wide --split test --csv predictions.csv",
        "percept evaluate runs/wide --roc 3,8",
      ),
    )
    .action(async (given, options) => (await import("./commands/evaluate.ts")).evaluate(given, options));

  addModelOptions(
    program.command("predict").description("what a model says of samples or image files"),
    "train",
  )
    .argument("<run|model>", runOrModel)
    .argument(
      "<index|file...>",
      "indices of samples, PNG or JPEG images, tables (.csv, .tsv, .parquet), IDX image files, or .npy files",
    )
    .option("--photograph", "look for the digit in PNG and JPEG images, also in those of the model's size")
    .addOption(
      new Option(
        "--raw",
        "take the pixels of PNG and JPEG images as they are, which have the model's size",
      ).conflicts("photograph"),
    )
    .addHelpText(
      "after",
      example(
        "percept predict runs/wide 60 20",
        "percept predict runs/wide photograph.jpg",
        "percept predict runs/iris flowers.csv",
      ),
    )
    .action(async (given, wanted, options) =>
      (await import("./commands/predict.ts")).predict(given, wanted, options),
    );

  addModelOptions(
    program
      .command("inspect")
      .description("the layers of a model, or one sample's way through them with its numbers"),
    "train",
  )
    .argument("<run|model>", runOrModel)
    .option("--sample <index>", "the sample that is followed through the network")
    .addHelpText("after", example("percept inspect runs/wide", "percept inspect runs/wide --sample 60"))
    .action(async (given, options) => (await import("./commands/inspect.ts")).inspect(given, options));

  program
    .command("export")
    .description("a model as a file for other programs, or a program of its own, by the file's ending")
    .argument("<run|model>", runOrModel)
    .argument("<file>", modelEndings.join(", "))
    .option("--force", "replace the file where there is one")
    .option("--activation <name>", "of the hidden layers, where another tool's file leaves it open")
    .option("--output <name>", "sigmoid, softmax or identity, where such a file leaves it open or has logits")
    .option("--divide-by <n>", "what such a model's features are to be divided by, like 255")
    .option("--classes <names>", "such a model's classes, with commas between", listed)
    .addOption(unpackLimit())
    .addOption(json())
    .addHelpText(
      "after",
      example(
        "percept export runs/wide wide.onnx",
        "percept export torch.safetensors digits.npz --activation relu --output softmax --divide-by 255",
      ),
    )
    .action(async (given, file, options) =>
      (await import("./commands/export.ts")).exportModel(given, file, options),
    );

  addTrainingOptions(
    program.command("gradient-check").description("analytic beside numeric gradients, layer by layer"),
    objectiveSettings,
  )
    .option("--samples <n>", "samples whose losses are taken", wholeNumber("samples", 1, 1000), 4)
    .option(
      "--entries <n>",
      "weights checked a layer, drawn by seed; 0: every one",
      wholeNumber("entries", 0, 1e9),
      500,
    )
    .addOption(unpackLimit())
    .addOption(json())
    .addHelpText(
      "after",
      example(
        "percept gradient-check --hidden 20 --entries 0",
        "percept gradient-check --hidden 30,20 --activation gelu --output softmax --l2 0.001 --dropout 0.5",
      ),
    )
    .action(async (options) => (await import("./commands/gradient-check.ts")).gradientCheck(options));

  addRunOptions(
    addTrainingOptions(
      program
        .command("cross-validate")
        .description("measure an experiment on each of k folds in turn, or find the best of a grid"),
    ),
  )
    .option("--folds <k>", "parts that the training samples are split into", wholeNumber("folds", 2, 1e9), 10)
    .option("--no-stratified", "do not give every fold each class's share")
    .option(
      "--workers <n>",
      "folds trained at a time (default: as keeps every core busy)",
      wholeNumber("workers", 1, 1024),
    )
    .option(
      "--grid <setting=values>",
      "values to try of a setting, each with those of the others; may be given several times",
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .addOption(rankBy())
    .addOption(json())
    .addHelpText(
      "after",
      example(
        "percept cross-validate --folds 10 --epochs 20",
        "percept cross-validate --grid learningRate=0.003,0.01,0.03 --grid hidden=20,300-100",
      ),
    )
    .action(async (options) => (await import("./commands/cross-validate.ts")).crossValidate(options));

  addRunOptions(
    addTrainingOptions(
      program
        .command("compare")
        .description("several experiments side by side: the three gradient descents, unless told otherwise")
        .argument("[file...]", "experiment files, as --config reads them"),
    ),
  )
    .option(
      "--vary <setting=values>",
      "values that a setting takes in turn, each with those of the others; may be given several times",
      (text: string, before: readonly string[] = []) => [...before, text],
    )
    .addOption(json())
    .addHelpText(
      "after",
      example(
        "percept compare --epochs 10",
        "percept compare --descent minibatch --vary optimizer=sgd,momentum,adam",
        "percept compare experiments/report.json experiments/minibatch-128-relu-adam.json --out runs/compare-both",
      ),
    )
    .action(async (files, options) => (await import("./commands/compare.ts")).compare(files, options));

  addDataCommands(program);

  program
    .command("runs")
    .description("the runs in ./runs")
    .addOption(json())
    .addHelpText("after", example("percept runs"))
    .action(async (options) => (await import("./commands/runs.ts")).runs(options));

  program
    .command("report")
    .description("a run's page and its pictures, made again; of several runs, a page that compares them")
    .argument("<run...>", "run folders, or names of some in runs/")
    .option("--out <file>", "where the page of several runs goes (default: runs/comparison-DATE.html)")
    .addOption(unpackLimit())
    .addOption(open())
    .addOption(json())
    .addHelpText(
      "after",
      example("percept report runs/wide --open", "percept report runs/wide runs/narrow --out both.html"),
    )
    .action(async (runs, options) => (await import("./commands/report.ts")).report(runs, options));

  program
    .command("studio")
    .description("the studio in the browser: train, look inside and draw; nothing leaves the machine")
    .option(
      "--port <n>",
      "where it listens, on this machine alone (default: any that is free)",
      wholeNumber("port", 1, 65_535),
      0,
    )
    .option("--runs <dir>", "a folder of runs that the studio shows beside its own; they are only read")
    .option("--no-open", "say where it is, and leave the browser to you")
    .addOption(json())
    .addHelpText("after", example("percept studio --runs runs", "percept studio --port 4000 --no-open"))
    .action(async (options) => (await import("./commands/studio.ts")).studio(options));

  program
    .command("bench")
    .description("how fast percept is on this machine: the standard tasks, measured in turn on MNIST")
    .option("--tasks <names>", `tasks or cases of tasks: ${benchNames.join(", ")} (default: all)`, listed)
    .option(
      "--threads <numbers>",
      "what shares its work is measured with each (default: 1 and the machine's cores)",
      (text: string) => listed(text).map(wholeNumber("threads", 1, 64)),
    )
    .addOption(benchEngine())
    .option("--rounds <n>", "measurements of each", wholeNumber("rounds", 1, 1000), 5)
    .option(
      "--samples <n>",
      "that a measurement works on at least (default: each task's own number)",
      wholeNumber("samples", 1, 1e9),
    )
    .addOption(json())
    .addHelpText(
      "after",
      example("percept bench", "percept bench --tasks t3,t4-all --engine blas --threads 2"),
    )
    .action(async (options) => (await import("./commands/bench.ts")).bench(options));

  return program;
}

function addDataCommands(program: Command): void {
  const data = program.command("data").description("look at datasets: list, show, verify, card, convert");
  data
    .command("list")
    .description("the datasets that are built in, and what can be read of your own")
    .addOption(json())
    .addHelpText("after", example("percept data list"))
    .action(async (options) => (await import("./commands/data.ts")).list(options));
  addExperimentOptions(
    data
      .command("show")
      .description("samples, drawn in the terminal")
      .argument("<index...>", "indices of samples")
      .addOption(dataOption().default("mnist", "mnist"))
      .addOption(split("train")),
    ["task", ...dataSettings],
  )
    .addOption(unpackLimit())
    .addOption(json())
    .addHelpText(
      "after",
      example(
        "percept data show 60 20 --split test",
        "percept data show 0 --data gzip/emnist-letters --transpose",
      ),
    )
    .action(async (indices, options) => (await import("./commands/data.ts")).show(indices, options));
  addSourceOptions(
    data.command("verify").description("check a dataset's files: whole, fitting each other, as published"),
  )
    .addHelpText(
      "after",
      example("percept data verify path/to/fashion-mnist", "percept data verify iris.csv"),
    )
    .action(async (source, options) => (await import("./commands/data.ts")).verify(source, options));
  addSourceOptions(
    data.command("card").description("what a dataset is made of: counts, mean, deviation, zeros, files"),
  )
    .addHelpText("after", example("percept data card", "percept data card path/to/fashion-mnist --json"))
    .action(async (source, options) => (await import("./commands/data-card.ts")).card(source, options));
  addExperimentOptions(
    data
      .command("convert")
      .description("write a dataset as another kind of file")
      .argument("<source>", sources)
      .argument("<target>", "a .npz or .csv file, or a folder (--as)"),
    ["task", ...dataSettings],
  )
    .addOption(new Option("--as <kind>", "what a folder holds (default: idx)").choices(folderKinds))
    .addOption(new Option("--split <name>", "one part alone (train, test)").choices(["train", "test"]))
    .option("--force", "replace the target where there is one")
    .addOption(unpackLimit())
    .addOption(json())
    .addHelpText(
      "after",
      example(
        "percept data convert train.csv digits.npz",
        "percept data convert mnist digits --as png",
        "percept data convert gzip/emnist-letters letters --transpose",
      ),
    )
    .action(async (source, target, options) =>
      (await import("./commands/data-convert.ts")).convert(source, target, options),
    );
}

const sources = "mnist, a folder, or an .npz, .csv, .tsv or .parquet file";

function addSourceOptions(command: Command): Command {
  return addExperimentOptions(command.argument("[source]", sources, "mnist"), ["task", ...dataSettings])
    .addOption(unpackLimit())
    .addOption(json());
}

function addRunOptions(command: Command): Command {
  return command
    .option("--out <folder>", "where the run goes (default: runs/ and a name of date, shape and seed)")
    .option("--force", "replace the run at --out when this one is complete")
    .addOption(threadsOption())
    .addOption(unpackLimit());
}

function addModelOptions(command: Command, defaultSplit: string): Command {
  command.addOption(dataOption(" (default: the run's)")).addOption(split(defaultSplit));
  return addExperimentOptions(command, [...dataSettings, "engine"])
    .addOption(threadsOption())
    .addOption(unpackLimit())
    .addOption(json());
}
