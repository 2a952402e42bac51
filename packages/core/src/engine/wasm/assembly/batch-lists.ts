// A batch's numbers as lists of those that are not zero: what a sample was in every unit, and a unit in every sample.

import { BatchLayer } from "./batch-layer";
import { columnPart, PART } from "./batch-plan";
import { append, appendRun, bias } from "./entries";
import { ENTRY_BYTES, Layer, SPAN_BYTES, VECTOR_BYTES } from "./layer";
import { transposeFour } from "./transpose";

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
