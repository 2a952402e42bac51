// docs/settings.md is made from the table of hyperparameters: `npx vitest run --project short test/settings-page -u`.

import { expect, it } from "vitest";
import {
  describeConditions,
  type Hyperparameter,
  hyperparameterGroups,
  hyperparameters,
} from "../packages/core/src/experiment.ts";

function shown(value: unknown): string {
  if (value === null) return "none";
  if (typeof value === "boolean") return value ? "on" : "off";
  return Array.isArray(value) ? value.join(",") : String(value);
}

function defaultOf({ default: initial, defaults = [] }: Hyperparameter<unknown>): string {
  const others = defaults.map(([value, when]) => `${shown(value)} with ${describeConditions([when])}`);
  return [shown(initial), ...others].join("; ");
}

function row(name: keyof typeof hyperparameters): string {
  const setting: Hyperparameter<unknown> = hyperparameters[name];
  const goesWith = setting.only ? `; only with ${describeConditions(setting.only)}` : "";
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const given = setting.default === true ? `--no-${flag}` : `--${flag}`;
  const cells = [`\`${given}\``, `${setting.help}${goesWith}`, setting.range, defaultOf(setting)];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

it("docs/settings.md says of every setting what the table says", async () => {
  const tables = hyperparameterGroups.map(([group, names]) =>
    [
      `## ${group[0].toUpperCase()}${group.slice(1)}`,
      "",
      "| flag | what | may be | unless given |",
      "| --- | --- | --- | --- |",
      ...names.map(row),
      "",
    ].join("\n"),
  );
  const page = [
    "# Settings",
    "",
    "Every setting of an experiment. Flags are in kebab-case; files and the library say the same words in camelCase:",
    "`--learning-rate` is `learningRate`. [training.md](training.md) says what they mean. This page is made from the",
    "[table of hyperparameters](../packages/core/src/hyperparameters.ts), and a test keeps it so.",
    "",
    ...tables,
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../docs/settings.md");
});
