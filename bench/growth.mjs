// How cost grows: training's throughput against hidden width and against batch size.
//
//   npm run bench growth -- [--contestants percept,pytorch] [--threads 1,2] [--rounds 5] [--seconds 0.5]
//
// Writes into results.json, and draws growth.svg and growth.png from it (`--draw` alone draws again).

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { growthChart } from "percept-charts";
import { renderPicture } from "percept-charts/node";
import { contestants } from "./contestants/contestants.mjs";
import { measureCase } from "./runner/measure-case.mjs";
import { readOptions } from "./runner/options.mjs";
import { saveResults } from "./runner/save-results.mjs";
import { trainingFlops } from "./runner/summarize.mjs";
import { withData } from "./runner/with-data.mjs";

const here = import.meta.dirname;
const results = join(here, "results.json");
const powersOfTwo = (from, to) => {
  const powers = [];
  for (let power = from; power <= to; power *= 2) powers.push(power);
  return powers;
};

/** What stays the same. The learning rate is small, so that no width and no batch size diverges. */
const training = {
  task: "growth",
  kind: "train",
  unit: "us/sample",
  perSamples: 1,
  activation: "relu",
  output: "softmax",
  optimizer: "momentum",
  momentum: 0.9,
  learningRate: 0.001,
  shuffle: true,
  threads: [1, 2],
};
const studies = {
  width: powersOfTwo(64, 4096).map((width) => ({ x: width, layers: [784, width, 10], batchSize: 128 })),
  batchSize: powersOfTwo(1, 1024).map((batchSize) => ({
    x: batchSize,
    layers: [784, 800, 800, 10],
    batchSize,
  })),
};

async function measureGrowth(options) {
  return withData(async ({ prepareCase }) => {
    const growth = { date: new Date().toISOString(), rounds: options.rounds };
    for (const [study, points] of Object.entries(studies)) {
      growth[study] = [];
      for (const { x, layers, batchSize } of points) {
        const check = { trainSamples: batchSize };
        const one = { ...training, id: `${study}-${x}`, layers, batchSize, check };
        const measured = await measureCase(one, await prepareCase(one), options, () => {});
        for (const { contestant, threads, median, quartiles } of measured.results) {
          const multiplications = trainingFlops(layers) / 2;
          const picoseconds = (microseconds) => (microseconds * 1e6) / multiplications;
          growth[study].push({
            contestant,
            title: contestants.find(({ name }) => name === contestant).title,
            threads,
            x,
            samplesPerSecond: 1e6 / median,
            picosecondsPerMultiplication: picoseconds(median),
            quartiles: quartiles.map(picoseconds),
          });
          const { samplesPerSecond, picosecondsPerMultiplication } = growth[study].at(-1);
          console.log(
            `${study} ${x}: ${contestant}, threads ${threads}: ${samplesPerSecond.toFixed(0)} samples/s, ` +
              `${picosecondsPerMultiplication.toFixed(1)} ps a multiplication`,
          );
        }
        for (const { contestant, threads, reason } of measured.skipped)
          console.error(`${study} ${x}: left out ${contestant}, threads ${threads}: ${reason}`);
      }
    }
    return growth;
  });
}

/** What the widest network costs a multiplication, beside the narrowest. */
function describeGrowth({ width }) {
  for (const { contestant, threads, x: narrow, picosecondsPerMultiplication: first } of width) {
    if (narrow !== 64) continue;
    const widest = width.findLast((point) => point.contestant === contestant && point.threads === threads);
    const times = widest.picosecondsPerMultiplication / first;
    console.log(
      `${contestant}, threads ${threads}: from ${narrow} to ${widest.x} hidden units time grows ${times.toFixed(2)} ` +
        "times as much as the multiplications do",
    );
  }
}

function drawGrowth(growth, machine) {
  const pointsOf = (study) =>
    growth[study].map(({ title, ...point }) => ({ ...point, contestant: title.replaceAll("`", "") }));
  return growthChart({
    title: "How cost grows with width and batch size",
    note: `${machine.processor}, ${machine.cores} cores; ReLU, softmax, momentum; multiplications of dense products`,
    studies: [
      { name: "Hidden units", note: "784-n-10, batch 128", points: pointsOf("width") },
      { name: "Batch size", note: "784-800-800-10", points: pointsOf("batchSize") },
    ],
  });
}

try {
  const args = process.argv.slice(2);
  if (!args.includes("--draw")) {
    const defaults = ["--contestants", "percept,pytorch", "--rounds", "5", "--seconds", "0.5"];
    const growth = await measureGrowth(readOptions([...defaults, ...args]));
    describeGrowth(growth);
    saveResults(results, { growth });
  }
  const { growth, machine } = JSON.parse(readFileSync(results, "utf8"));
  if (!growth) throw new Error("results.json has no growth yet: run without --draw.");
  const { svg, png } = renderPicture(drawGrowth(growth, machine).svg);
  writeFileSync(join(here, "growth.svg"), svg);
  writeFileSync(join(here, "growth.png"), png);
  console.log(`drawn: ${join(here, "growth.png")}`);
} catch (error) {
  console.error(`bench: ${process.env.PERCEPT_DEBUG ? error.stack : error.message}`);
  process.exitCode = 1;
}
