// Functions whose bits are the same on every platform, which `Math.exp`, `Math.tanh` and their like do not promise: only
// + - * /, comparisons, Math.floor, Math.abs and the bits of a float64, which IEEE 754 and ECMAScript define to the last
// bit. They follow the classic plan: bring the argument near 0, sum a short series or quotient there, scale back.
// Cody & Waite (1980), "Software Manual for the Elementary Functions"; Muller (2016), "Elementary Functions", ch. 11.
import { ParameterError } from "./errors.ts";

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

/** tanh z to 1.5 ulp (1.4 seen in 50,000 points), tiny z and -0 included; odd to the last bit. */
export function tanh(z: number): number {
  if (z > -0.55 && z < 0.55) {
    if (z === 0) return z;
    // Lambert's continued fraction z / (1 + z²/(3 + z²/(5 + ... + z²/15))) as z - z·(one quotient); what is left out is
    // below 1e-18 of the result. https://dlmf.nist.gov/4.39.E1
    const z2 = z * z;
    const above = (((z2 + 594) * z2 + 45045) * z2 + 675675) * z2;
    const below = (((z2 + 630) * z2 + 51975) * z2 + 945945) * z2 + 2027025;
    return z - z * (above / below);
  }
  const size = 1 - 2 / (exp(2 * Math.abs(z)) + 1);
  return z < 0 ? -size : size;
}

/** A polynomial by Horner's rule; the coefficient of the highest power comes first. */
export function polynomial(coefficients: readonly number[], x: number): number {
  let sum = coefficients[0];
  for (let index = 1; index < coefficients.length; index++) sum = sum * x + coefficients[index];
  return sum;
}

// Quotients of polynomials, their coefficients rounded to float64: Cody (1969), "Rational Chebyshev approximations for
// the error function", tables II to IV, doi:10.1090/S0025-5718-1969-0247736-4. erf(x)/x in x² for |x| <= 0.46875,
const erfAbove = [
  0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694,
];
const erfBelow = [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171];
// erfc(x)·e^(x²) in x for 0.46875 <= x <= 4,
const middleAbove = [
  2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
  881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
];
const middleBelow = [
  1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
  4362.619090143247, 3439.3676741437216, 1230.3393548037495,
];
// and x²·(1/√π - erfc(x)·e^(x²)·x) in 1/x² for x >= 4.
const farAbove = [
  0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
  0.0006587491615298378,
];
const farBelow = [
  1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918,
];
const perRootPi = 0.5641895835477563; // 1/√π, https://oeis.org/A087197

/** erf x for |x| <= 0.46875. */
function erfNear(x: number): number {
  const x2 = x * x;
  return (x * polynomial(erfAbove, x2)) / polynomial(erfBelow, x2);
}

/** erfc x for x > 0.46875. */
function erfcFar(x: number): number {
  if (x > 28) return 0;
  let scaled: number;
  if (x <= 4) {
    scaled = polynomial(middleAbove, x) / polynomial(middleBelow, x);
  } else {
    const perX2 = 1 / (x * x);
    scaled = (perRootPi - (perX2 * polynomial(farAbove, perX2)) / polynomial(farBelow, perX2)) / x;
  }
  // e^(-x²), where rounding x² would cost x² ulps: the square of x's first bits is exact.
  const first = Math.floor(x * 16) / 16;
  return exp(-first * first) * exp(-(x - first) * (x + first)) * scaled;
}

/** The error function, (2/√π)·∫ e^(-t²) dt from 0 to x, to 4 ulp (3.9 seen in 40,000 points). */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (size <= 0.46875) return erfNear(x);
  const rest = erfcFar(size);
  return x < 0 ? rest - 1 : 1 - rest;
}

/** 1 - erf(x) to 6 ulp (5.6 seen in 40,000 points), until it is subnormal from x = 26.5 on; 0 above 27.3. */
export function erfc(x: number): number {
  if (Math.abs(x) <= 0.46875) return 1 - erfNear(x);
  return x < 0 ? 2 - erfcFar(-x) : erfcFar(x);
}

/** sin t for |t| <= π/4: the Taylor series to t^17/17!; what is left out is below 1e-19 of the result. */
function sinNear(t: number): number {
  const t2 = t * t;
  let series = 1 / 355687428096000;
  series = series * t2 - 1 / 1307674368000;
  series = series * t2 + 1 / 6227020800;
  series = series * t2 - 1 / 39916800;
  series = series * t2 + 1 / 362880;
  series = series * t2 - 1 / 5040;
  series = series * t2 + 1 / 120;
  series = series * t2 - 1 / 6;
  return t + t * (t2 * series);
}

/** cos t for |t| <= π/4: the Taylor series to t^16/16!; what is left out is below 3e-18. */
function cosNear(t: number): number {
  const t2 = t * t;
  let series = 1 / 20922789888000;
  series = series * t2 - 1 / 87178291200;
  series = series * t2 + 1 / 479001600;
  series = series * t2 - 1 / 3628800;
  series = series * t2 + 1 / 40320;
  series = series * t2 - 1 / 720;
  series = series * t2 + 1 / 24;
  return 1 - t2 * (0.5 - t2 * series);
}

/** cos(πx) to 2 ulp (1.8 seen in 50,000 points), exactly -1, 0 or 1 at the multiples of 1/2; NaN at the infinities. */
export function cosPi(x: number): number {
  // Every step to the series is exact: |x| mod 2, folded into [0, 1], and there to the nearest of 0, 1/2 and 1.
  const size = Math.abs(x);
  const turn = size - 2 * Math.floor(size / 2);
  const half = turn > 1 ? 2 - turn : turn;
  if (half < 0.25) return cosNear(Math.PI * half);
  if (half <= 0.75) return sinNear(Math.PI * (0.5 - half));
  return -cosNear(Math.PI * (1 - half));
}

/** x^y for x >= 0, to (2 + 3·|y·ln x|)·1e-16 of the result; 1 where y = 0, otherwise NaN for x < 0. */
export function power(x: number, y: number): number {
  return y === 0 ? 1 : exp(y * log(x));
}

/**
 * x^n by repeated squaring, products only; their roundings add up to at most (n - 1)·2^-53 of the result.
 * @throws {ParameterError} when n is not a whole number in [0, 2^53).
 */
export function integerPower(x: number, n: number): number {
  if (!Number.isSafeInteger(n) || n < 0) {
    throw new ParameterError(`n must be a whole number in [0, 2^53), got ${n}.`);
  }
  let result = 1;
  let square = x;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
