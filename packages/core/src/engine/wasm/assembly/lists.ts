// Lists of non-zero numbers: see Entry. A sample's begins with (0, 1), the bias and its row of weights.

import { BatchLayer } from "./batch-layer";
import { columnPart, PART } from "./batch-plan";
import { ENTRY_BYTES, Layer, SPAN_BYTES, VECTOR_BYTES } from "./layer";

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
    const end = sample + bytes;
    if (table != 0) entries = appendBytes(entries, sample, end, table, row);
    else {
      for (let feature = sample, offset = row; feature < end; feature += 4, offset += row) {
        entries = append(entries, offset, load<u32>(feature));
      }
    }
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
        const value = row + <usize>panel * <usize>here.panel + 4 * <usize>lane;
        for (let at = value; at < value + 4 * <usize>count; at += 4, offset += next) {
          entry = append(entry, offset, load<u32>(at));
        }
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

/** One panel's columns of a batch's numbers as lists in parts of PART samples: what each unit was in every sample. */
export function packColumns(
  layer: Layer, here: BatchLayer, values: usize, panel: u32, samples: u32, next: u32,
): void {
  const lanes = 4 * layer.width;
  const from = panel * lanes;
  const until = min(from + lanes, layer.units);
  let spans = here.columns + <usize>(1 + from) * SPAN_BYTES;
  for (let first: u32 = 0; first < samples; first += PART, spans += columnPart(layer.units)) {
    const end = min(first + PART, samples);
    let entry = columnEntriesAt(here, layer.units, first) + <usize>(1 + from) * <usize>here.columnCapacity;
    const column = values + <usize>panel * <usize>here.panel + <usize>first * <usize>here.row;
    for (let unit = from, span = spans; unit < until; unit++, span += SPAN_BYTES) {
      store<u32>(span, <u32>entry);
      let value = column + 4 * <usize>(unit - from);
      for (let sample = first; sample < end; sample++, value += here.row) {
        entry = append(entry, sample * next, load<u32>(value));
      }
      store<u32>(span, <u32>entry, 4);
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
