// Samples as lists of their non-zero features, each beginning with (0, 1), the bias and its row of weights.

import { append, appendRun, bias, fillUp } from "./entries";
import { ENTRY_BYTES, SPAN_BYTES } from "./layer";

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
