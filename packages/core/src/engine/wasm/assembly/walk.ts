// Every product of a batch's step is the same: rows of non-zero entries times a panel of dense rows.
//   z = [1 a]·Wᵀ     a sample's inputs walk over the rows of W that they multiply
//   back = delta·W     a sample's deltas walk over the rows of Wᵀ
//   dJ/dW = deltaᵀ·[1 a]     what one input was in each sample walks over the samples' deltas
// A panel's row is held in registers while a list is walked; zeros are in no list and cost nothing. An element's terms are
// added in the order of the list.

import { ENTRY_BYTES, SPAN_BYTES } from "./layer";
import { plus } from "./products";

/**
 * out[i] = start[i] + the rows of the panel that list i names, each times its value.
 * @param width  vectors in a row of the panel, and in a row of out
 * @param spans  Span [count], the lists
 * @param start  what the sums begin with; `startStep` bytes further for each list, or 0 for the same
 */
export function walk(
  width: u32, panel: usize, spans: usize, count: u32, out: usize, outStep: usize, start: usize, startStep: usize,
): void {
  // No switch: its cases, which look alike until the width is filled in, would become one for all widths.
  if (width == 1) walkPanel(1, panel, spans, count, out, outStep, start, startStep);
  if (width == 2) walkPanel(2, panel, spans, count, out, outStep, start, startStep);
  if (width == 3) walkPanel(3, panel, spans, count, out, outStep, start, startStep);
  if (width == 4) walkPanel(4, panel, spans, count, out, outStep, start, startStep);
  if (width == 5) walkPanel(5, panel, spans, count, out, outStep, start, startStep);
  if (width == 6) walkPanel(6, panel, spans, count, out, outStep, start, startStep);
  if (width == 7) walkPanel(7, panel, spans, count, out, outStep, start, startStep);
  if (width == 8) walkPanel(8, panel, spans, count, out, outStep, start, startStep);
  if (width == 9) walkPanel(9, panel, spans, count, out, outStep, start, startStep);
  if (width == 10) walkPanel(10, panel, spans, count, out, outStep, start, startStep);
  if (width == 11) walkPanel(11, panel, spans, count, out, outStep, start, startStep);
  if (width == 12) walkPanel(12, panel, spans, count, out, outStep, start, startStep);
}

// @ts-ignore: decorator
@inline
function walkPanel(
  width: u32, panel: usize, spans: usize, count: u32, out: usize, outStep: usize, start: usize, startStep: usize,
): void {
  for (const last = spans + <usize>count * SPAN_BYTES; spans < last; spans += SPAN_BYTES) {
    walkList(width, panel, load<u32>(spans), load<u32>(spans, 4), out, start);
    out += outStep;
    start += startStep;
  }
}

/**
 * One list. Rows of eight and nine vectors are divided by an exit that is never taken: V8 unrolls these loops, in the other
 * widths it does no harm, and loads all vectors of a block of code before it computes with the first, more than there are
 * registers for. A condition on `width` stands by itself, so that the compiler decides it.
 */
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
  let s7 = s0;
  if (width > 7) s7 = v128.load(start, 112);
  let s8 = s0;
  if (width > 8) s8 = v128.load(start, 128);
  let s9 = s0;
  if (width > 9) s9 = v128.load(start, 144);
  let s10 = s0;
  if (width > 10) s10 = v128.load(start, 160);
  let s11 = s0;
  if (width > 11) s11 = v128.load(start, 176);
  for (let entry = from; entry < end; entry += ENTRY_BYTES) {
    const w = panel + <usize>load<u32>(entry);
    const value = v128.load32_splat(entry, 4);
    s0 = plus(s0, v128.load(w), value);
    if (width > 1) s1 = plus(s1, v128.load(w, 16), value);
    if (width > 2) s2 = plus(s2, v128.load(w, 32), value);
    if (width > 3) s3 = plus(s3, v128.load(w, 48), value);
    if (width > 7) if (width < 10) if (w == 0) break; // see above
    if (width > 4) s4 = plus(s4, v128.load(w, 64), value);
    if (width > 5) s5 = plus(s5, v128.load(w, 80), value);
    if (width > 6) s6 = plus(s6, v128.load(w, 96), value);
    if (width > 7) s7 = plus(s7, v128.load(w, 112), value);
    if (width > 8) s8 = plus(s8, v128.load(w, 128), value);
    if (width > 9) s9 = plus(s9, v128.load(w, 144), value);
    if (width > 10) s10 = plus(s10, v128.load(w, 160), value);
    if (width > 11) s11 = plus(s11, v128.load(w, 176), value);
  }
  v128.store(out, s0);
  if (width > 1) v128.store(out, s1, 16);
  if (width > 2) v128.store(out, s2, 32);
  if (width > 3) v128.store(out, s3, 48);
  if (width > 4) v128.store(out, s4, 64);
  if (width > 5) v128.store(out, s5, 80);
  if (width > 6) v128.store(out, s6, 96);
  if (width > 7) v128.store(out, s7, 112);
  if (width > 8) v128.store(out, s8, 128);
  if (width > 9) v128.store(out, s9, 144);
  if (width > 10) v128.store(out, s10, 160);
  if (width > 11) v128.store(out, s11, 176);
}
