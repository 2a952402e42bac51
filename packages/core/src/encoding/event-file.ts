// What TensorBoard reads: TFRecords of `Event` messages. The numbers of the fields are those of TensorBoard's own
// descriptions, github.com/tensorflow/tensorboard: compat/proto/event.proto, summary.proto, histogram.proto,
// tensor.proto, types.proto; plugins/hparams/plugin_data.proto; and of google/protobuf/struct.proto.
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { writeTfRecord } from "./tf-record.ts";

/** Counts in bins of one width from `low` to `high`. */
export interface BinnedValues {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
}

/** A picture as TensorBoard keeps it. */
export interface SummaryImage {
  readonly width: number;
  readonly height: number;
  /** the file's bytes */
  readonly png: Uint8Array;
}

/** Something that TensorBoard shows, under its tag. */
export type SummaryValue =
  | { readonly tag: string; readonly scalar: number }
  | { readonly tag: string; readonly histogram: BinnedValues }
  | { readonly tag: string; readonly image: SummaryImage }
  /** Markdown */
  | { readonly tag: string; readonly text: string }
  /** the settings of a run, for the table of runs; their tag is always the same */
  | {
      readonly settings: Readonly<Record<string, string | number | boolean>>;
      readonly run: string;
      /** since 1970 */
      readonly startSeconds: number;
    }
  /** how the run ended, for the same table */
  | { readonly ended: "success" | "failure"; readonly endSeconds: number };

export interface TensorboardEvent {
  /** seconds since 1970 */
  readonly wallTime: number;
  readonly step: number;
  /** nothing: from this step on, what an earlier file of the run says does not count any more */
  readonly values?: readonly SummaryValue[];
}

/** The first record of every event file. @param wallTime  seconds since 1970 */
export function eventFileHead(wallTime: number): Uint8Array {
  return writeTfRecord(event({ wallTime, step: 0 }).tag(3, text).string("brain.Event:2").finish());
}

/** Events as the bytes that an event file, begun by `eventFileHead`, goes on with. */
export function encodeEvents(events: readonly TensorboardEvent[]): Uint8Array {
  const records = events.map((one) => writeTfRecord(encodeEvent(one)));
  const bytes = new Uint8Array(records.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const record of records) {
    bytes.set(record, at);
    at += record.length;
  }
  return bytes;
}

// How a field's bytes are told: in words of what is in it.
const [whole, double, text, message, float] = [
  WireType.Varint,
  WireType.Bit64,
  WireType.LengthDelimited,
  WireType.LengthDelimited,
  WireType.Bit32,
];
const sessionStart = 1; // SessionLog.START
const [floats, strings] = [1, 7]; // DT_FLOAT, DT_STRING
const statusOf = { success: 1, failure: 2 };
const red = 3; // Summary.Image.colorspace: RGB

function encodeEvent(one: TensorboardEvent): Uint8Array {
  const writer = event(one);
  if (one.values === undefined) {
    return writer.tag(7, message).fork().tag(1, whole).int32(sessionStart).join().finish();
  }
  writer.tag(5, message).fork();
  for (const value of one.values) {
    writer.tag(1, message).fork();
    encodeValue(writer, value);
    writer.join();
  }
  return writer.join().finish();
}

function event({ wallTime, step }: Pick<TensorboardEvent, "wallTime" | "step">): BinaryWriter {
  const writer = new BinaryWriter().tag(1, double).double(wallTime);
  return step === 0 ? writer : writer.tag(2, whole).int64(step);
}

function encodeValue(writer: BinaryWriter, value: SummaryValue): void {
  if ("settings" in value) encodeSettings(writer, value);
  else if ("ended" in value) {
    const { ended, endSeconds } = value;
    const data = new BinaryWriter().tag(4, message).fork().tag(1, whole).int32(statusOf[ended]);
    encodeHparams(writer, "_hparams_/session_end_info", data.tag(2, double).double(endSeconds).join());
  } else {
    writer.tag(1, text).string(value.tag);
    if ("scalar" in value) writer.tag(2, float).float(value.scalar);
    else if ("image" in value) encodeImage(writer, value.image);
    else if ("histogram" in value) encodeHistogram(writer, value.histogram);
    else encodeText(writer, value.text);
  }
}

function encodeImage(writer: BinaryWriter, { width, height, png }: SummaryImage): void {
  writer.tag(4, message).fork();
  writer.tag(1, whole).int32(height).tag(2, whole).int32(width);
  writer.tag(3, whole).int32(red).tag(4, text).bytes(png).join();
}

/** Sum and sum of squares as if every value lay in the middle of its bin. */
function encodeHistogram(writer: BinaryWriter, { low, high, counts }: BinnedValues): void {
  const bins = low === high ? [counts.reduce((sum, count) => sum + count, 0)] : counts;
  const width = high / bins.length - low / bins.length;
  const limits = bins.map((_, bin) => (bin === bins.length - 1 ? high : low + (bin + 1) * width));
  let [total, sum, squares] = [0, 0, 0];
  for (const [bin, count] of bins.entries()) {
    const middle = low + (bin + 0.5) * width;
    total += count;
    sum += count * middle;
    squares += count * middle * middle;
  }
  writer.tag(5, message).fork();
  for (const [index, number] of [low, high, total, sum, squares].entries()) {
    if (number !== 0) writer.tag(1 + index, double).double(number);
  }
  for (const [field, numbers] of [
    [6, limits],
    [7, bins],
  ] as const) {
    writer.tag(field, message).fork();
    for (const number of numbers) writer.double(number);
    writer.join();
  }
  writer.join();
}

function encodeText(writer: BinaryWriter, words: string): void {
  writer.tag(8, message).fork().tag(1, whole).int32(strings).tag(2, message).fork().join();
  writer.tag(8, text).string(words).join();
  encodePlugin(writer, "text");
}

type Settings = Extract<SummaryValue, { settings: unknown }>;

function encodeSettings(writer: BinaryWriter, { settings, run, startSeconds }: Settings): void {
  const data = new BinaryWriter().tag(3, message).fork();
  for (const [name, value] of Object.entries(settings)) {
    data.tag(1, message).fork().tag(1, text).string(name).tag(2, message).fork();
    if (typeof value === "number") data.tag(2, double).double(value);
    else if (typeof value === "string") data.tag(3, text).string(value);
    else data.tag(4, whole).bool(value);
    data.join().join();
  }
  data.tag(4, text).string(run).tag(5, double).double(startSeconds).join();
  encodeHparams(writer, "_hparams_/session_start_info", data);
}

/** All is in the metadata; the value is an empty list of numbers, [0]. */
function encodeHparams(writer: BinaryWriter, tag: string, data: BinaryWriter): void {
  writer.tag(1, text).string(tag);
  writer.tag(8, message).fork().tag(1, whole).int32(floats);
  writer.tag(2, message).fork().tag(2, message).fork().join().join().join();
  encodePlugin(writer, "hparams", data);
}

function encodePlugin(writer: BinaryWriter, name: string, content?: BinaryWriter): void {
  writer.tag(9, message).fork().tag(1, message).fork().tag(1, text).string(name);
  if (content) writer.tag(2, text).bytes(content.finish());
  writer.join().join();
}
