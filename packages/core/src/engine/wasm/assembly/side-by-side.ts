// Functions of vectors that are long chains of operations, each waiting for the last: three vectors go side by side.

import { power, sigmoid, softplus } from "./elementary";
import { VECTOR_BYTES } from "./layer";

/** 1 / (1 + e^-z) */
export const SIGMOIDS: u32 = 0;
/** e^-|z| */
export const POWERS: u32 = 1;
/** log(1 + e^z), where e^-|z| lies and is overwritten */
export const SOFTPLUSES: u32 = 2;

// @ts-ignore: decorator
@inline
function apply(code: u32, z: usize, to: usize): v128 {
  if (code == SIGMOIDS) return sigmoid(v128.load(z));
  if (code == POWERS) return power(v128.load(z));
  return softplus(v128.load(z), v128.load(to));
}

/** @param code  is filled in, so that each function has a loop of its own */
// @ts-ignore: decorator
@inline
export function sideBySide(code: u32, z: usize, to: usize, bytes: usize): void {
  let at: usize = 0;
  for (; at + 3 * VECTOR_BYTES <= bytes; at += 3 * VECTOR_BYTES) {
    const v0 = apply(code, z + at, to + at);
    const v1 = apply(code, z + at + 16, to + at + 16);
    const v2 = apply(code, z + at + 32, to + at + 32);
    v128.store(to + at, v0);
    v128.store(to + at, v1, 16);
    v128.store(to + at, v2, 32);
  }
  for (; at < bytes; at += VECTOR_BYTES) v128.store(to + at, apply(code, z + at, to + at));
}
