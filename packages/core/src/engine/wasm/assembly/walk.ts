// Every product of a batch's step is the same: rows of non-zero entries times a panel of dense rows.
//   z = [1 a]·Wᵀ     a sample's inputs walk over the rows of W that they multiply
//   back = delta·W     a sample's deltas walk over the rows of Wᵀ
//   dJ/dW = deltaᵀ·[1 a]     what one input was in each sample walks over the samples' deltas
// A panel's row is held in registers while a list is walked; zeros are in no list and cost nothing. Two complete lists
// are walked together, which halves the loads of the panel: the blocked dense product. Both ways add an element's terms in
// the order of the list, so that the way changes no bit.

import { ENTRY_BYTES, SPAN_BYTES, VECTOR_BYTES } from "./layer";
import { plus } from "./products";

/** The widest panel, in vectors, two of whose rows fit in registers. */
const WIDEST_PAIR: u32 = 6;

/**
 * out[i] = start[i] + the rows of the panel that list i names, each times its value.
 * @param width  vectors in a row of the panel, and in a row of out
 * @param spans  Span [count], the lists
 * @param complete  bytes of a list in which no entry is missing
 * @param start  what the sums begin with; `startStep` bytes further for each list, or 0 for the same
 */
export function walk(
  width: u32, panel: usize, spans: usize, count: u32, complete: u32, out: usize, outStep: usize,
  start: usize, startStep: usize,
): void {
  switch (width) {
    case 1: walkPanel(1, panel, spans, count, complete, out, outStep, start, startStep); break;
    case 2: walkPanel(2, panel, spans, count, complete, out, outStep, start, startStep); break;
    case 3: walkPanel(3, panel, spans, count, complete, out, outStep, start, startStep); break;
    case 4: walkPanel(4, panel, spans, count, complete, out, outStep, start, startStep); break;
    case 5: walkPanel(5, panel, spans, count, complete, out, outStep, start, startStep); break;
    case 6: walkPanel(6, panel, spans, count, complete, out, outStep, start, startStep); break;
    default: walkPanel(7, panel, spans, count, complete, out, outStep, start, startStep);
  }
}

// @ts-ignore: decorator
@inline
function walkPanel(
  width: u32, panel: usize, spans: usize, count: u32, complete: u32, out: usize, outStep: usize,
  start: usize, startStep: usize,
): void {
  for (let index: u32 = 0; index < count; ) {
    const from: usize = load<u32>(spans);
    const end: usize = load<u32>(spans, 4);
    if (width <= WIDEST_PAIR && index + 1 < count && <u32>(end - from) == complete) {
      const second: usize = load<u32>(spans, 8);
      if (load<u32>(spans, 12) - <u32>second == complete) {
        walkPair(width, panel, from, end, second, out, out + outStep, start, start + startStep);
        index += 2;
        spans += 2 * SPAN_BYTES;
        out += 2 * outStep;
        start += 2 * startStep;
        continue;
      }
    }
    walkList(width, panel, from, end, out, start);
    index++;
    spans += SPAN_BYTES;
    out += outStep;
    start += startStep;
  }
}

// @ts-ignore: decorator
@inline
function walkList(width: u32, panel: usize, from: usize, end: usize, out: usize, start: usize): void {
  let s0 = v128.load(start);
  let s1 = s0;
  if (width > 1) s1 = v128.load(start, 16);
  let s2 = s0;
  if (width > 2) s2 = v128.load(start, 32);
  let s3 = s0;
  if (width > 3) s3 = v128.load(start, 48);
  let s4 = s0;
  if (width > 4) s4 = v128.load(start, 64);
  let s5 = s0;
  if (width > 5) s5 = v128.load(start, 80);
  let s6 = s0;
  if (width > 6) s6 = v128.load(start, 96);
  for (let entry = from; entry < end; entry += ENTRY_BYTES) {
    const w = panel + <usize>load<u32>(entry);
    const value = v128.load32_splat(entry, 4);
    s0 = plus(s0, v128.load(w), value);
    if (width > 1) s1 = plus(s1, v128.load(w, 16), value);
    if (width > 2) s2 = plus(s2, v128.load(w, 32), value);
    if (width > 3) s3 = plus(s3, v128.load(w, 48), value);
    if (width > 4) s4 = plus(s4, v128.load(w, 64), value);
    if (width > 5) s5 = plus(s5, v128.load(w, 80), value);
    if (width > 6) s6 = plus(s6, v128.load(w, 96), value);
  }
  v128.store(out, s0);
  if (width > 1) v128.store(out, s1, 16);
  if (width > 2) v128.store(out, s2, 32);
  if (width > 3) v128.store(out, s3, 48);
  if (width > 4) v128.store(out, s4, 64);
  if (width > 5) v128.store(out, s5, 80);
  if (width > 6) v128.store(out, s6, 96);
}

/** Two lists with the same offsets. */
// @ts-ignore: decorator
@inline
function walkPair(
  width: u32, panel: usize, from: usize, end: usize, second: usize, out: usize, secondOut: usize,
  start: usize, secondStart: usize,
): void {
  let s0 = v128.load(start);
  let s1 = s0;
  if (width > 1) s1 = v128.load(start, 16);
  let s2 = s0;
  if (width > 2) s2 = v128.load(start, 32);
  let s3 = s0;
  if (width > 3) s3 = v128.load(start, 48);
  let s4 = s0;
  if (width > 4) s4 = v128.load(start, 64);
  let s5 = s0;
  if (width > 5) s5 = v128.load(start, 80);
  let t0 = v128.load(secondStart);
  let t1 = t0;
  if (width > 1) t1 = v128.load(secondStart, 16);
  let t2 = t0;
  if (width > 2) t2 = v128.load(secondStart, 32);
  let t3 = t0;
  if (width > 3) t3 = v128.load(secondStart, 48);
  let t4 = t0;
  if (width > 4) t4 = v128.load(secondStart, 64);
  let t5 = t0;
  if (width > 5) t5 = v128.load(secondStart, 80);
  for (let entry = from, other = second; entry < end; entry += ENTRY_BYTES, other += ENTRY_BYTES) {
    const w = panel + <usize>load<u32>(entry);
    const value = v128.load32_splat(entry, 4);
    const otherValue = v128.load32_splat(other, 4);
    { const v = v128.load(w); s0 = plus(s0, v, value); t0 = plus(t0, v, otherValue); }
    if (width > 1) { const v = v128.load(w, 16); s1 = plus(s1, v, value); t1 = plus(t1, v, otherValue); }
    if (width > 2) { const v = v128.load(w, 32); s2 = plus(s2, v, value); t2 = plus(t2, v, otherValue); }
    if (width > 3) { const v = v128.load(w, 48); s3 = plus(s3, v, value); t3 = plus(t3, v, otherValue); }
    if (width > 4) { const v = v128.load(w, 64); s4 = plus(s4, v, value); t4 = plus(t4, v, otherValue); }
    if (width > 5) { const v = v128.load(w, 80); s5 = plus(s5, v, value); t5 = plus(t5, v, otherValue); }
  }
  v128.store(out, s0);
  if (width > 1) v128.store(out, s1, 16);
  if (width > 2) v128.store(out, s2, 32);
  if (width > 3) v128.store(out, s3, 48);
  if (width > 4) v128.store(out, s4, 64);
  if (width > 5) v128.store(out, s5, 80);
  v128.store(secondOut, t0);
  if (width > 1) v128.store(secondOut, t1, 16);
  if (width > 2) v128.store(secondOut, t2, 32);
  if (width > 3) v128.store(secondOut, t3, 48);
  if (width > 4) v128.store(secondOut, t4, 64);
  if (width > 5) v128.store(secondOut, t5, 80);
}
