import { contestants } from "../contestants/contestants.mjs";
import { ContestantProcess } from "./contestant-process.mjs";
import { findPython } from "./find-python.mjs";
import { takesPart } from "./read-cases.mjs";
import { median, summarize, trainingFlops } from "./summarize.mjs";

/** For preparing and for checks, which take a minute for the slowest. */
const LONGEST_MS = 600_000;
/** Between two measurements, so that no thread pool of the last one is still awake. */
const PAUSE_MS = 100;
const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

/**
 * Starts every contestant of a case, checks all, then measures them in turn. Who cannot take part is left out with a
 * reason, `failed` where that is a fault: a check that went wrong, a process that ended.
 * @param data  the paths of the case's files
 * @param bands  name -> [low, high] of what a check must give
 * @param say  takes a line for people
 */
export async function measureCase(one, { data, bands }, options, say) {
  const entries = entriesOf(one, options);
  const ready = () => entries.filter(({ leftOut }) => !leftOut);
  const forEach = async (work) => {
    for (const entry of ready()) {
      await work(entry).catch((error) => leaveOut(entry, error.message, true));
      if (entry.leftOut) say(`  left out   ${label(entry)}: ${entry.leftOut.reason}`);
    }
  };
  try {
    await forEach(async (entry) => {
      await prepare(entry, one, data, bands);
      if (!entry.leftOut) say(`  checked    ${label(entry)}: ${describe(entry.check)}`);
    });
    await forEach(async (entry) => {
      await calibrate(entry, one, options);
      say(`  calibrated ${label(entry)}: ${entry.samples.toPrecision(3)} samples a measurement`);
    });
    for (let round = 0; round < options.rounds; round++) {
      await forEach(async (entry) => {
        await pause();
        entry.measured.push(await measure(entry, entry.samples));
      });
    }
    return {
      results: ready().map((entry) => resultOf(entry, one, ready())),
      skipped: entries.flatMap((entry) => (entry.leftOut ? { ...nameOf(entry), ...entry.leftOut } : [])),
    };
  } finally {
    for (const entry of entries) entry.process?.stop();
  }
}

function leaveOut(entry, reason, failed) {
  entry.process?.stop();
  entry.leftOut = { reason, ...(failed && { failed }) };
}

/** Contestants by threads: who takes part in the case. */
function entriesOf(one, { contestants: wanted, threads }) {
  const able = contestants.filter(
    ({ name, tasks }) => takesPart(tasks, one) && (wanted.length === 0 || wanted.includes(name)),
  );
  return one.threads
    .filter((count) => threads.includes(count))
    .flatMap((count) =>
      able
        .filter(({ mostThreads = 1 }) => count <= mostThreads)
        .map((contestant) => ({ contestant, threads: count, measured: [] })),
    );
}

/** Starts and checks one. */
async function prepare(entry, one, data, bands) {
  const { program, python, options = {}, name } = entry.contestant;
  const interpreter = python ? findPython(python) : process.execPath;
  if (!interpreter) return leaveOut(entry, `no Python here has ${python}`);
  entry.process = new ContestantProcess([interpreter, program]);
  const request = { command: "prepare", task: one, threads: entry.threads, options, data };
  const { version, note, skip } = await entry.process.ask(request, LONGEST_MS);
  if (skip) return leaveOut(entry, skip);
  const { values, skip: skipLate } = await entry.process.ask({ command: "check" }, LONGEST_MS);
  if (skipLate) return leaveOut(entry, skipLate);
  Object.assign(entry, { version, note, check: values });
  const wrong = outside(values, one.check?.bandsOf?.[name] ?? bands);
  if (wrong) leaveOut(entry, wrong, true);
}

/** The first of a check's values that is not in its band, as a sentence. */
function outside(values, bands) {
  for (const [name, [low, high]] of Object.entries(bands)) {
    if (values[name] >= low && values[name] <= high) continue;
    return `its check failed: expected ${name} in [${low}, ${high}], got ${values[name]}`;
  }
}

async function measure(entry, samples) {
  const { seconds, samples: done } = await entry.process.ask({ command: "measure", samples }, LONGEST_MS);
  return { seconds, samples: done };
}

/** Warms up, and finds how many samples take as long as a measurement should. */
async function calibrate(entry, one, { seconds: wanted }) {
  const step = one.batchSize ?? 1;
  let samples = step;
  await measure(entry, samples); // what is prepared at the first use is not part of the work
  let taken = await measure(entry, samples);
  while (taken.seconds < wanted / 4) {
    const more = Math.min(10, Math.max(2, wanted / 2 / taken.seconds));
    samples = Math.ceil((Math.max(samples, taken.samples) * more) / step) * step;
    taken = await measure(entry, samples);
  }
  entry.samples = Math.max(step, Math.round((taken.samples * wanted) / taken.seconds / step) * step);
}

function resultOf(entry, one, ready) {
  const of = (name, threads) =>
    ready.find((other) => other.contestant.name === name && other.threads === threads)?.measured;
  const { contestant, threads, measured, version, note, check } = entry;
  const summary = summarize(one, measured, of(contestants[0].name, threads));
  const alone = threads > 1 ? of(contestant.name, 1) : undefined;
  return {
    ...nameOf(entry),
    title: contestant.title,
    version,
    ...(note && { note }),
    check,
    ...summary,
    ...(alone && {
      speedUp: median(alone.map((other, round) => rate(measured[round]) / rate(other))),
    }),
    ...(one.kind === "train" && {
      denseGigaflopsPerSecond: (trainingFlops(one.layers) * median(measured.map(rate))) / 1e9,
    }),
    ...(!contestant.elsewhere && { peakMemoryBytes: entry.process.peakMemory() }),
  };
}

const rate = ({ seconds, samples }) => samples / seconds;
const nameOf = ({ contestant, threads }) => ({ contestant: contestant.name, threads });
const label = ({ contestant, threads }) =>
  `${contestant.name}, ${threads} ${threads === 1 ? "thread" : "threads"}`;
const describe = (values) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${Number(value.toPrecision(5))}`)
    .join(", ") || "nothing to check";
