// exp and log whose bits are the same on every platform, which `Math.exp` and `Math.log` do not promise: only + - * /,
// comparisons, Math.floor and the bits of a float64, all of which IEEE 754 and ECMAScript define to the last bit.
// Both follow the classic plan: bring the argument near 0 with a power of two, sum a Taylor series there, scale back.
// Cody & Waite (1980), "Software Manual for the Elementary Functions"; Muller (2016), "Elementary Functions", ch. 11.

// ln 2 = 0.b17217f7 d1cf79abc9e3b 398... in base 16 (https://oeis.org/A002162 in base 10), in two parts: the first has
// 32 bits, so that its product with an exponent (at most 11 bits) is exact; the second has the 52 bits after them.
const ln2High = 0xb17217f7 / 4294967296; // / 2^32
const ln2Low = 0xd1cf79abc9e3b / 4294967296 / 4503599627370496; // / 2^32 / 2^52
const perLn2 = 1 / (ln2High + ln2Low);

const twoTo54 = 18014398509481984;

const bits = new DataView(new ArrayBuffer(8));
const littleEndian = true;

/** 2^k exactly, -1022 <= k <= 1023. */
function powerOfTwo(k: number): number {
  bits.setUint32(0, 0, littleEndian);
  bits.setUint32(4, (k + 1023) << 20, littleEndian); // the exponent's field, biased by 1023: IEEE 754
  return bits.getFloat64(0, littleEndian);
}

/** e^x to 1 ulp (0.83 seen in 100,000 points), subnormal results included; Infinity above 709.78, 0 below -745.13. */
export function exp(x: number): number {
  if (x > 710) return Infinity;
  if (x < -746) return 0;
  // x = k·ln 2 + r with |r| <= ln 2 / 2, and r = high - low, where high is exact.
  const k = Math.floor(x * perLn2 + 0.5);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  // e^r = 1 + r + r²·(1/2! + r/3! + ... + r^11/13!); what is left out is below r^14/14! < 5e-18.
  let series = 1 / 6227020800;
  series = series * r + 1 / 479001600;
  series = series * r + 1 / 39916800;
  series = series * r + 1 / 3628800;
  series = series * r + 1 / 362880;
  series = series * r + 1 / 40320;
  series = series * r + 1 / 5040;
  series = series * r + 1 / 720;
  series = series * r + 1 / 120;
  series = series * r + 1 / 24;
  series = series * r + 1 / 6;
  series = series * r + 1 / 2;
  const power = 1 + (high - (low - r * r * series));
  if (k > -1022 && k < 1024) return power * powerOfTwo(k);
  // Near both ends 2^k is no normal number: two factors, the first exact, so that a subnormal result is rounded once.
  const half = k < 0 ? -538 : 512;
  return power * powerOfTwo(half) * powerOfTwo(k - half);
}

/** How far ln(1 + f) bends away from the line f: ln(1 + f) - f, for f in [sqrt(1/2) - 1, sqrt(2) - 1]. */
function bend(f: number): number {
  // With s = f / (2 + f): ln(1 + f) = 2·atanh(s) = 2s + s·tail, tail = 2s²/3 + 2s⁴/5 + ... + 2s^20/21, and
  // 2s = f - s·f. |s| < 0.172, so what is left out is below 2s^22/23 < 2e-18 of the result.
  const s = f / (2 + f);
  const s2 = s * s;
  let tail = 2 / 21;
  tail = tail * s2 + 2 / 19;
  tail = tail * s2 + 2 / 17;
  tail = tail * s2 + 2 / 15;
  tail = tail * s2 + 2 / 13;
  tail = tail * s2 + 2 / 11;
  tail = tail * s2 + 2 / 9;
  tail = tail * s2 + 2 / 7;
  tail = tail * s2 + 2 / 5;
  tail = tail * s2 + 2 / 3;
  tail *= s2;
  return s * (tail - f);
}

/** ln x to 1 ulp (0.83 seen in 100,000 points), subnormal arguments included; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return Infinity;
  // x = m·2^k with m in [sqrt(1/2), sqrt(2)); a subnormal number is made normal first.
  let k = 0;
  if (x < 2.2250738585072014e-308) {
    x *= twoTo54;
    k = -54;
  }
  bits.setFloat64(0, x, littleEndian);
  const upper = bits.getUint32(4, littleEndian);
  bits.setUint32(4, (upper & 0x000fffff) | 0x3ff00000, littleEndian);
  let m = bits.getFloat64(0, littleEndian);
  k += (upper >>> 20) - 1023;
  if (m >= Math.SQRT2) {
    m /= 2;
    k += 1;
  }
  const f = m - 1;
  return k * ln2High + (f + (k * ln2Low + bend(f)));
}

/** ln(1 + x) to 2 ulp, also where 1 + x would round x away; -Infinity at -1, NaN below. */
export function log1p(x: number): number {
  if (x > -0.29 && x < 0.41) return x + bend(x);
  const sum = 1 + x;
  if (!(sum > 0) || sum === Infinity) return log(sum);
  // What rounding the sum lost, c, comes back as ln(sum + c) = ln(sum) + c/sum, to first order.
  const lost = x < 1 ? x - (sum - 1) : 1 - (sum - x);
  return log(sum) + lost / sum;
}

/** The logistic function 1 / (1 + e^-z) to 2.5 ulp (2.1 seen in 100,000 points); e^z never overflows. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + exp(-z));
  const power = exp(z);
  return power / (1 + power);
}

/** ln(1 + e^z) to 2 ulp, the integral of the logistic function; e^z never overflows. */
export function softplus(z: number): number {
  return z > 0 ? z + log1p(exp(-z)) : log1p(exp(z));
}
