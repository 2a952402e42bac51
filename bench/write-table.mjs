// Writes the tables of results.json into the READMEs, between their markers:
//
//   npm run bench table           ../README.md has <!-- bench --> ... <!-- /bench -->, the table of all
//                                 README.md has <!-- bench:details --> ... <!-- /bench:details -->, every figure

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { contestants } from "./contestants/contestants.mjs";
import { shown } from "./runner/print-case.mjs";

const here = import.meta.dirname;
if (!existsSync(join(here, "results.json"))) {
  console.error("bench: there is no results.json yet: `npm run bench` writes it.");
  process.exit(1);
}
const results = JSON.parse(readFileSync(join(here, "results.json"), "utf8"));
/** Those of the machine itself stand below the table. */
const limits = ["sgemm", "copy"];

function overview({ tasks, date, machine, node }) {
  const cases = Object.entries(tasks).filter(([id]) => !limits.includes(id));
  const rows = contestants.flatMap(({ name, title }) =>
    [1, 2].map((threads) => ({ title, threads, cells: cases.map(([, one]) => cell(one, name, threads)) })),
  );
  const filled = rows.filter(({ cells }) => cells.some((text) => text !== ""));
  const rounds = [...new Set(cases.map(([, one]) => one.rounds))].join(" or ");
  return [
    row(["", "threads", ...cases.map(([, one]) => one.short)]),
    row(["---", "--:", ...cases.map(() => "--:")]),
    ...filled.map(({ title, threads, cells }) => row([title, threads, ...cells])),
    "",
    `Medians of ${rounds} rounds in turn; in brackets: so many times the time of percept \`wasm\` on as many threads. ` +
      `${machine.processor}, ${machine.cores} cores, ${machine.system}, Node ${node}, ${date.slice(0, 10)}. ${machineLimits(tasks)}`,
  ].join("\n");
}

function cell({ results: measured }, name, threads) {
  const found = measured.find((one) => one.contestant === name && one.threads === threads);
  if (!found) return "";
  const { median, ratio } = found;
  return name === contestants[0].name || ratio === undefined
    ? shown(median)
    : `${shown(median)} (${shown(ratio)}x)`;
}

/** "sgemm 72 and 143 GFLOP/s on 1 and 2 threads." */
function machineLimits(tasks) {
  const sentences = limits
    .filter((id) => tasks[id]?.results.length > 0)
    .map((id) => {
      const { unit, results: measured } = tasks[id];
      const best = [1, 2].map((threads) =>
        Math.max(...measured.filter((one) => one.threads === threads).map(({ median }) => median)),
      );
      const reached = best.filter(Number.isFinite).map(shown);
      return `${id === "copy" ? "memory copy" : id} ${reached.join(" and ")} ${unit}`;
    });
  return sentences.length > 0 ? `The machine itself on 1 and 2 threads: ${sentences.join(", ")}.` : "";
}

function details({ tasks }) {
  return Object.values(tasks).map(caseDetails).join("\n\n");
}

function caseDetails({ title, name, unit, date, rounds, results: measured, skipped }) {
  const left = skipped.map(
    ({ contestant, threads, reason }) =>
      `- left out: ${contestant}, ${threads} threads: ${reason.split("\n")[0]}`,
  );
  return [
    `### ${[title, name].filter(Boolean).join(", ")}`,
    "",
    `${unit}, ${rounds} rounds, ${date.slice(0, 10)}`,
    "",
    row([
      "",
      "version",
      "threads",
      "median",
      "quartiles",
      "to percept",
      "to 1 thread",
      "dense GFLOP/s",
      "memory",
      "how",
    ]),
    row(["---", "---", "--:", "--:", "--:", "--:", "--:", "--:", "--:", "---"]),
    ...measured.map((one) =>
      row([
        one.title,
        one.version ?? "",
        one.threads,
        shown(one.median),
        one.quartiles.map(shown).join(" .. "),
        one.ratio === undefined || one.contestant === contestants[0].name ? "" : `${shown(one.ratio)}x`,
        one.speedUp === undefined ? "" : `${shown(one.speedUp)}x`,
        one.denseGigaflopsPerSecond === undefined ? "" : shown(one.denseGigaflopsPerSecond),
        one.peakMemoryBytes === undefined ? "" : `${Math.round(one.peakMemoryBytes / 1e6)} MB`,
        one.note ?? "",
      ]),
    ),
    ...(left.length > 0 ? ["", ...left] : []),
  ].join("\n");
}

function row(cells) {
  return `| ${cells.join(" | ")} |`;
}

function fill(file, marker, table) {
  const before = readFileSync(file, "utf8");
  const place = new RegExp(`(<!-- ${marker} -->\n)[^]*?(<!-- /${marker} -->)`);
  if (!place.test(before)) {
    console.log(`${file} has no <!-- ${marker} --> ... <!-- /${marker} -->; the table:\n\n${table}\n`);
    return;
  }
  writeFileSync(
    file,
    before.replace(place, (_, open, close) => `${open}${table}\n${close}`),
  );
  console.log(`written: ${file}`);
}

fill(join(here, "../README.md"), "bench", overview(results));
fill(join(here, "README.md"), "bench:details", details(results));
