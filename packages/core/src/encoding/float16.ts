/** IEEE 754 binary16, by its bits, as float32: exact. */
export function decodeFloat16(bits: Uint16Array): Float32Array {
  return Float32Array.from(bits, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    const scale = powersOfTwo[exponent === 0 ? 0 : exponent - 1]; // 2^(e - 15) with its 10 bits, 2^-24 at the least
    return sign * scale * (exponent === 0 ? fraction : 1024 + fraction);
  });
}

/** The upper half of a float32: exact. */
export function decodeBfloat16(bits: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (half) => half << 16).buffer);
}

/** 2^-24, 2^-23, ... 2^5: what one unit of the last of 10 bits is worth. */
const powersOfTwo = Array.from({ length: 30 }, (_, n) => (1 << n) / 16777216);
