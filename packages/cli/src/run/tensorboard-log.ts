// A run as TensorBoard shows it: DIR/NAME/events.out.tfevents.*

import { hostname } from "node:os";
import { join } from "node:path";
import {
  type EpochRecord,
  encodeEvents,
  epochSummary,
  eventFileHead,
  finalSummary,
  type Model,
  type SummaryValue,
  settingsSummary,
  weightsSummary,
} from "percept";
import { weightSheet } from "percept-charts/model";
import { makeUnusedFolder } from "./make-folder.ts";
import type { LoggedTraining, TrainingLog } from "./training-log.ts";
import { appendBytes } from "./write-file.ts";

const flag = "--tensorboard";
/** TensorBoard shows ten of them: more would only make the file large. */
const MOST_WEIGHT_IMAGES = 20;
const shownCharts = ["samples", "confusion-matrix", "misclassified", "roc"];

/**
 * Begins an event file in DIR/NAME.
 * @param before  goes on in this folder instead
 * @throws {FileError} where nothing can be written there
 */
export function openTensorboard(
  directory: string,
  before: string | undefined,
  training: LoggedTraining,
): TrainingLog {
  const { experiment, name, history } = training;
  const goesOn = before !== undefined;
  const path = before ?? makeUnusedFolder(join(directory, name), flag);
  const file = join(path, eventFileName());
  const append = (step: number, values?: readonly SummaryValue[]) =>
    appendBytes(file, encodeEvents([{ wallTime: now(), step, ...(values && { values }) }]), flag);
  const every = Math.ceil(experiment.epochs / MOST_WEIGHT_IMAGES);
  const images = (step: number, model: Model): SummaryValue[] => {
    const image = step % every === 0 || step === experiment.epochs ? weightSheet(model) : undefined;
    return image ? [{ tag: "weights", image }] : [];
  };
  let last = history.length;
  return {
    path,
    begin(model) {
      appendBytes(file, eventFileHead(now()), flag);
      // What the file before this one may have of later epochs is trained again.
      if (goesOn) append(last + 1);
      const settings = settingsSummary(experiment);
      append(last, [
        { settings, run: name, startSeconds: now() },
        { tag: "settings", text: settingsTable(settings) },
        ...(last === 0 ? [...weightsSummary(model.weights), ...images(0, model)] : []),
      ]);
      if (!goesOn) for (const record of history) append(record.epoch, epochSummary(record));
    },
    epoch(record: EpochRecord, model) {
      last = record.epoch;
      append(last, [...epochSummary(record), ...weightsSummary(model.weights), ...images(last, model)]);
    },
    finish(sets, charts) {
      append(last, [
        ...finalSummary(Object.fromEntries(sets.map(({ name, metrics }) => [name, metrics]))),
        ...shownCharts.flatMap((chart) => {
          const png = charts.get(chart);
          return png ? [{ tag: `charts/${chart}`, image: { ...sizeOf(png), png } }] : [];
        }),
        { ended: "success", endSeconds: now() },
      ]);
    },
    fail: () => append(last, [{ ended: "failure", endSeconds: now() }]),
  };
}

/** TensorBoard reads a folder's files in the order of their names: seconds, machine, process. */
function eventFileName(): string {
  const milliseconds = String(Date.now());
  const host = hostname().replaceAll(/[^\w.-]/g, "-");
  return `events.out.tfevents.${milliseconds.slice(0, -3)}.${host}.${process.pid}.${milliseconds.slice(-3)}`;
}

/** Width and height of a PNG: https://www.w3.org/TR/png-3/#11IHDR */
function sizeOf(png: Uint8Array): { width: number; height: number } {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function settingsTable(settings: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(settings).map(
    ([name, value]) => `| ${name} | ${String(value).replaceAll(/[|\\]/g, "\\$&")} |`,
  );
  return ["| setting | value |", "| --- | --- |", ...rows].join("\n");
}

function now(): number {
  return Date.now() / 1000;
}
