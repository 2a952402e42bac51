// Lists of non-zero numbers: see Entry. A sample's begins with (0, 1), the bias and its row of weights.

import { BatchLayer } from "./batch-layer";
import { columnPart, PART } from "./batch-plan";
import { ENTRY_BYTES, Layer, SPAN_BYTES, VECTOR_BYTES } from "./layer";
import { transposeFour } from "./transpose";

// @ts-ignore: decorator
@inline
export function bias(entry: usize): usize {
  store<u32>(entry, 0);
  store<f32>(entry, 1, 4);
  return entry + ENTRY_BYTES;
}

/**
 * Written always, kept only where it is not zero: no branch to guess wrong.
 * @param bits  of a float32
 */
// @ts-ignore: decorator
@inline
export function append(entry: usize, offset: u32, bits: u32): usize {
  store<u64>(entry, ((<u64>bits) << 32) | <u64>offset);
  return entry + (<usize>((bits << 1) != 0) << 3);
}

/** For each choice of four lanes, given as bits: the bytes that bring the chosen ones to the front. */
const toFront = memory.data<u8>([
  0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  4, 5, 6, 7, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 0, 1, 2, 3,
  8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3,
  4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3,
  12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3,
  4, 5, 6, 7, 12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 0, 1, 2, 3,
  8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3,
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
], 16);

/** Four at once. What is written past the last one kept lies where a list without a zero would go on. */
// @ts-ignore: decorator
@inline
function appendFour(entry: usize, offsets: v128, values: v128): usize {
  const chosen = i32x4.bitmask(f32x4.ne(values, f32x4.splat(0)));
  const order = v128.load(toFront + (<usize>chosen << 4));
  const value = v128.swizzle(values, order);
  const offset = v128.swizzle(offsets, order);
  v128.store(entry, v128.shuffle<f32>(offset, value, 0, 4, 1, 5));
  v128.store(entry, v128.shuffle<f32>(offset, value, 2, 6, 3, 7), 16);
  return entry + (<usize>popcnt(chosen) << 3);
}

/** Numbers that lie one behind the other, the first of which multiplies the row at `offset`, each other one the row after. */
// @ts-ignore: decorator
@inline
function appendRun(entry: usize, values: usize, count: u32, offset: u32, next: u32): usize {
  const end = values + 4 * <usize>count;
  let offsets = i32x4.add(i32x4.splat(offset), i32x4.mul(i32x4.splat(next), i32x4(0, 1, 2, 3)));
  const four = i32x4.splat(4 * next);
  for (; values + VECTOR_BYTES <= end; values += VECTOR_BYTES) {
    entry = appendFour(entry, offsets, v128.load(values));
    offsets = i32x4.add(offsets, four);
  }
  for (let at = i32x4.extract_lane(offsets, 0); values < end; values += 4, at += next) {
    entry = append(entry, at, load<u32>(values));
  }
  return entry;
}

/** Behind a list's end: an entry that changes nothing, for a loop that takes two at a time. */
// @ts-ignore: decorator
@inline
export function fillUp(entry: usize): void {
  store<u64>(entry, 0);
}

/**
 * The lists of samples that lie row by row. Returns the address past the last entry.
 * @param table  what each byte stands for, 256 float32; 0 where the features are float32 already
 * @param row  bytes from one input's weights to the next
 * @param spans  Span [samples]
 */
export function pack(
  features: usize, featureCount: u32, samples: u32, table: usize, row: u32, spans: usize, entries: usize,
): usize {
  const bytes: usize = <usize>featureCount * (table != 0 ? 1 : 4);
  const last = features + bytes * samples;
  for (let sample = features; sample < last; sample += bytes, spans += SPAN_BYTES) {
    store<u32>(spans, <u32>entries);
    entries = bias(entries);
    if (table != 0) entries = appendBytes(entries, sample, sample + bytes, table, row);
    else entries = appendRun(entries, sample, featureCount, row, row);
    store<u32>(spans, <u32>entries, 4);
    fillUp(entries);
    entries += ENTRY_BYTES;
  }
  return entries;
}

/** What a sample's bytes stand for; eight zeros are passed over at once where they stand for 0. */
// @ts-ignore: decorator
@inline
function appendBytes(entry: usize, feature: usize, end: usize, table: usize, row: u32): usize {
  const skips = load<f32>(table) == 0;
  for (let offset = row; feature < end; ) {
    const next = min(feature + 8, end);
    if (skips && next - feature == 8 && load<u64>(feature) == 0) {
      feature = next;
      offset += 8 * row;
    }
    for (; feature < next; feature++, offset += row) {
      entry = append(entry, offset, load<u32>(table + 4 * <usize>load<u8>(feature)));
    }
  }
  return entry;
}

/** A share of non-zero features below which walks over them beat a dense product by BLAS. */
const SPARSE: f32 = 0.3;

/** Whether samples have so few non-zero features. */
export function isSparse(spans: usize, samples: u32, inputs: u32): bool {
  let bytes: u32 = 0;
  for (let sample: u32 = 0; sample < samples; sample++, spans += SPAN_BYTES) {
    bytes += load<u32>(spans, 4) - load<u32>(spans);
  }
  return <f32>(bytes / <u32>ENTRY_BYTES) < SPARSE * <f32>samples * <f32>inputs;
}

/** Spans and labels of the samples that `order` names, one after the other. */
export function gatherSamples(
  spans: usize, labels: usize, order: usize, count: u32, spansTo: usize, labelsTo: usize,
): void {
  for (let index: usize = 0; index < <usize>count; index++) {
    const sample: usize = load<u32>(order + 4 * index);
    store<u64>(spansTo + SPAN_BYTES * index, load<u64>(spans + SPAN_BYTES * sample));
    store<u32>(labelsTo + 4 * index, load<u32>(labels + 4 * sample));
  }
}

/**
 * Rows of a batch's numbers, as lists in parts of PART units. The lists of one part lie one behind the other: walked over
 * in this order, they come from the second-level cache without a pause.
 * @param next  bytes of the rows that the entries multiply
 * @param withBias  begins each first part with (0, 1); the units' rows then come behind the bias' one
 */
export function packRows(
  layer: Layer, here: BatchLayer, values: usize, from: u32, until: u32, next: u32, withBias: bool,
): void {
  const lanes = 4 * layer.width;
  const units = layer.units;
  let spans = here.rows + <usize>from * SPAN_BYTES;
  let entries = here.rowEntries + <usize>from * <usize>here.rowCapacity;
  for (let first: u32 = 0; first < units; first += PART, spans += here.part, entries += rowPart(here)) {
    const end = min(first + PART, units);
    let entry = entries;
    let row = values + <usize>from * <usize>here.row;
    for (let sample = from, span = spans; sample < until; sample++, span += SPAN_BYTES, row += here.row) {
      store<u32>(span, <u32>entry);
      if (withBias && first == 0) entry = bias(entry);
      let offset = (first + u32(withBias)) * next;
      for (let unit = first; unit < end; ) {
        const panel = unit / lanes;
        const lane = unit - panel * lanes;
        const count = min(lanes - lane, end - unit);
        entry = appendRun(entry, row + <usize>panel * <usize>here.panel + 4 * <usize>lane, count, offset, next);
        offset += count * next;
        unit += count;
      }
      store<u32>(span, <u32>entry, 4);
    }
  }
}

/** Bytes from the entries of one part of the units to the next one's. */
// @ts-ignore: decorator
@inline
function rowPart(here: BatchLayer): usize {
  return <usize>here.part / SPAN_BYTES * <usize>here.rowCapacity;
}

/** Where the entries of a part of the samples begin, which lie column after column. */
// @ts-ignore: decorator
@inline
function columnEntriesAt(here: BatchLayer, units: u32, sample: u32): usize {
  return here.columnEntries + <usize>(sample / PART * (1 + units)) * <usize>here.columnCapacity;
}

/**
 * One panel's columns of a batch's numbers as lists in parts of PART samples: what each unit was in every sample.
 * @param room  for a part of the panel's columns, which are turned first, f32 [4 width][PART]
 */
export function packColumns(
  layer: Layer, here: BatchLayer, values: usize, panel: u32, samples: u32, next: u32, room: usize,
): void {
  const lanes = 4 * layer.width;
  const from = panel * lanes;
  const until = min(from + lanes, layer.units);
  let spans = here.columns + <usize>(1 + from) * SPAN_BYTES;
  for (let first: u32 = 0; first < samples; first += PART, spans += columnPart(layer.units)) {
    const end = min(first + PART, samples);
    let entry = columnEntriesAt(here, layer.units, first) + <usize>(1 + from) * <usize>here.columnCapacity;
    const column = values + <usize>panel * <usize>here.panel + <usize>first * <usize>here.row;
    turnColumns(column, here.row, layer.width, end - first, room);
    let turned = room;
    for (let unit = from, span = spans; unit < until; unit++, span += SPAN_BYTES, turned += 4 * PART) {
      store<u32>(span, <u32>entry);
      entry = appendRun(entry, turned, end - first, first * next, next);
      store<u32>(span, <u32>entry, 4);
    }
  }
}

/** Some samples' numbers of a panel, unit by unit: [4 width][PART]. */
// @ts-ignore: decorator
@inline
function turnColumns(values: usize, row: usize, width: u32, samples: u32, to: usize): void {
  for (let sample: u32 = 0; sample < samples; sample += 4, values += 4 * row, to += VECTOR_BYTES) {
    for (let vector: u32 = 0, unit = to; vector < width; vector++, unit += 4 * 4 * PART) {
      transposeFour(values + <usize>vector * VECTOR_BYTES, row, samples - sample, unit, 4 * PART);
    }
  }
}

/** The bias' column: a 1 for each sample. */
export function packBiasColumn(here: BatchLayer, units: u32, samples: u32, next: u32): void {
  let span = here.columns;
  for (let sample: u32 = 0; sample < samples; span += columnPart(units)) {
    let entry = columnEntriesAt(here, units, sample);
    store<u32>(span, <u32>entry);
    for (const end = min(sample + PART, samples); sample < end; sample++) {
      entry = append(entry, sample * next, reinterpret<u32>(<f32>1));
    }
    store<u32>(span, <u32>entry, 4);
  }
}

/**
 * The columns of samples that are lists already, the bias' one among them: counted first, so that they lie one behind the
 * other.
 * @param row  bytes from one input's weights to the next, as the samples' entries have it
 */
export function turnLists(
  here: BatchLayer, inputs: u32, row: u32, spans: usize, samples: u32, next: u32,
): void {
  // offset / row, for an offset that is a multiple of it: a product with 2^32 / row, rounded up
  const inverse: u64 = (<u64>1 << 32) / <u64>(row / <u32>VECTOR_BYTES) + 1;
  let columns = here.columns;
  for (let first: u32 = 0; first < samples; first += PART, columns += columnPart(inputs)) {
    const last = spans + <usize>min(PART, samples - first) * SPAN_BYTES;
    memory.fill(columns, 0, columnPart(inputs));
    for (let span = spans; span < last; span += SPAN_BYTES) {
      const end: usize = load<u32>(span, 4);
      for (let entry: usize = load<u32>(span); entry < end; entry += ENTRY_BYTES) {
        const column = columns + columnOf(entry, inverse);
        store<u32>(column, load<u32>(column, 4) + <u32>ENTRY_BYTES, 4);
      }
    }
    let place = <u32>columnEntriesAt(here, inputs, first);
    for (let column = columns; column < columns + columnPart(inputs); column += SPAN_BYTES) {
      const bytes = load<u32>(column, 4);
      store<u32>(column, place);
      store<u32>(column, place, 4);
      place += bytes;
    }
    for (let sample = first; spans < last; sample++, spans += SPAN_BYTES) {
      const end: usize = load<u32>(spans, 4);
      for (let entry: usize = load<u32>(spans); entry < end; entry += ENTRY_BYTES) {
        const column = columns + columnOf(entry, inverse);
        const to: usize = load<u32>(column, 4);
        store<u32>(to, sample * next);
        store<f32>(to, load<f32>(entry, 4), 4);
        store<u32>(column, <u32>(to + ENTRY_BYTES), 4);
      }
    }
  }
}

/** The place of an entry's column among the spans. */
// @ts-ignore: decorator
@inline
function columnOf(entry: usize, inverse: u64): usize {
  return <usize>((<u64>(load<u32>(entry) / <u32>VECTOR_BYTES) * inverse) >> 32) * SPAN_BYTES;
}
