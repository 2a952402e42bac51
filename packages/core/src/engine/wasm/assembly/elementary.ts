// exp, the logistic function, log(1 + e), tanh and the normal distribution on four float32 lanes: additions,
// multiplications and divisions only, each rounded as IEEE 754 says, so that every machine gives the same bits.

// Constants lie in memory, each in all four lanes: one load where the compiler would make them anew at each use.
const constants = memory.data<f32>([
  // log2(e)
  1.4426950408889634, 1.4426950408889634, 1.4426950408889634, 1.4426950408889634,
  // 1.5 * 2^23: adding it leaves the nearest integer in the low bits of a float32
  12582912.0, 12582912.0, 12582912.0, 12582912.0,
  // ln 2 in two parts (Cody & Waite 1980): the first has 10 bits, so that n times it is exact
  0.693359375, 0.693359375, 0.693359375, 0.693359375,
  -2.1219444005469057e-4, -2.1219444005469057e-4, -2.1219444005469057e-4, -2.1219444005469057e-4,
  // beyond these e^x leaves the normal numbers of float32
  -87.0, -87.0, -87.0, -87.0,
  88.0, 88.0, 88.0, 88.0,
  // 1 / 7!, 1 / 6!, ... 1 / 2!, 1
  1.0 / 5040.0, 1.0 / 5040.0, 1.0 / 5040.0, 1.0 / 5040.0,
  1.0 / 720.0, 1.0 / 720.0, 1.0 / 720.0, 1.0 / 720.0,
  1.0 / 120.0, 1.0 / 120.0, 1.0 / 120.0, 1.0 / 120.0,
  1.0 / 24.0, 1.0 / 24.0, 1.0 / 24.0, 1.0 / 24.0,
  1.0 / 6.0, 1.0 / 6.0, 1.0 / 6.0, 1.0 / 6.0,
  0.5, 0.5, 0.5, 0.5,
  1.0, 1.0, 1.0, 1.0,
  // 2 / 15, 2 / 13, ... 2 / 3, 2
  2.0 / 15.0, 2.0 / 15.0, 2.0 / 15.0, 2.0 / 15.0,
  2.0 / 13.0, 2.0 / 13.0, 2.0 / 13.0, 2.0 / 13.0,
  2.0 / 11.0, 2.0 / 11.0, 2.0 / 11.0, 2.0 / 11.0,
  2.0 / 9.0, 2.0 / 9.0, 2.0 / 9.0, 2.0 / 9.0,
  2.0 / 7.0, 2.0 / 7.0, 2.0 / 7.0, 2.0 / 7.0,
  2.0 / 5.0, 2.0 / 5.0, 2.0 / 5.0, 2.0 / 5.0,
  2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0, 2.0 / 3.0,
  2.0, 2.0, 2.0, 2.0,
  // the sign
  -0.0, -0.0, -0.0, -0.0,
], 16);

// @ts-ignore: decorator
@inline
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), c);
}

/** 1 in every lane */
// @ts-ignore: decorator
@inline
function one(): v128 {
  return v128.load(constants, 192);
}

/** e^x: x = n ln 2 + r with |r| <= ln(2) / 2, then the Taylor series of e^r to r^7 / 7!. NaN stays NaN. */
// @ts-ignore: decorator
@inline
export function exp(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, v128.load(constants, 64)), v128.load(constants, 80));
  const shifted = multiplyAdd(x, v128.load(constants), v128.load(constants, 16));
  const n = f32x4.sub(shifted, v128.load(constants, 16));
  const r = f32x4.sub(
    f32x4.sub(x, f32x4.mul(n, v128.load(constants, 32))),
    f32x4.mul(n, v128.load(constants, 48)),
  );
  const r2 = f32x4.mul(r, r);
  const c76 = multiplyAdd(v128.load(constants, 96), r, v128.load(constants, 112));
  const c54 = multiplyAdd(v128.load(constants, 128), r, v128.load(constants, 144));
  const c32 = multiplyAdd(v128.load(constants, 160), r, v128.load(constants, 176));
  const c10 = f32x4.add(r, one());
  const p = multiplyAdd(multiplyAdd(multiplyAdd(c76, r2, c54), r2, c32), r2, c10);
  // 2^n: n, in the low bits of `shifted`, moves into the exponent.
  return f32x4.mul(p, i32x4.add(i32x4.shl(shifted, 23), one()));
}

/** 1 / (1 + e^-z) */
// @ts-ignore: decorator
@inline
export function sigmoid(z: v128): v128 {
  return f32x4.div(one(), f32x4.add(one(), exp(f32x4.neg(z))));
}

/** e^-|z| */
// @ts-ignore: decorator
@inline
export function power(z: v128): v128 {
  return exp(v128.or(z, v128.load(constants, 336)));
}

/**
 * log(1 + e^z) = max(z, 0) + log(1 + e^-|z|), the latter as 2 atanh(t / (2 + t)).
 * @param t  e^-|z|, in [0, 1]
 */
// @ts-ignore: decorator
@inline
export function softplus(z: v128, t: v128): v128 {
  const s = f32x4.div(t, f32x4.add(v128.load(constants, 320), t));
  const q = f32x4.mul(s, s);
  const q2 = f32x4.mul(q, q);
  const c76 = multiplyAdd(v128.load(constants, 208), q, v128.load(constants, 224));
  const c54 = multiplyAdd(v128.load(constants, 240), q, v128.load(constants, 256));
  const c32 = multiplyAdd(v128.load(constants, 272), q, v128.load(constants, 288));
  const c10 = multiplyAdd(v128.load(constants, 304), q, v128.load(constants, 320));
  const p = multiplyAdd(multiplyAdd(multiplyAdd(c76, q2, c54), q2, c32), q2, c10);
  return f32x4.add(f32x4.pmax(z, f32x4.splat(0)), f32x4.mul(s, p));
}

/**
 * tanh z: near 0 the quotient of Lambert's continued fraction, z (945 + 105 z² + z⁴) / (945 + 420 z² + 15 z⁴), whose
 * error is below 1e-8 there; elsewhere 1 - 2 / (e^2|z| + 1) with the sign of z.
 */
// @ts-ignore: decorator
@inline
export function tanh(z: v128): v128 {
  const size = f32x4.abs(z);
  const z2 = f32x4.mul(z, z);
  const above = multiplyAdd(f32x4.add(z2, f32x4.splat(105)), z2, f32x4.splat(945));
  const below = multiplyAdd(multiplyAdd(z2, f32x4.splat(15), f32x4.splat(420)), z2, f32x4.splat(945));
  const near = f32x4.div(f32x4.mul(z, above), below);
  const power = exp(f32x4.add(size, size));
  const far = f32x4.sub(one(), f32x4.div(f32x4.splat(2), f32x4.add(power, one())));
  const signed = v128.or(far, v128.and(z, f32x4.splat(-0.0)));
  return v128.bitselect(near, signed, f32x4.lt(size, f32x4.splat(0.625)));
}

/** e^(-z²/2) / sqrt(2 pi) */
// @ts-ignore: decorator
@inline
export function normalDensity(z: v128): v128 {
  const power = exp(f32x4.mul(f32x4.mul(z, z), f32x4.splat(-0.5)));
  return f32x4.mul(power, f32x4.splat(0.3989422804014327)); // 1 / sqrt(2 pi)
}

/**
 * The normal distribution's Φ(z) = erfc(-z / sqrt 2) / 2 to 1e-7, from erfc(x) = t (a1 + t (a2 + ...)) e^(-x²) with
 * t = 1 / (1 + p x): Hastings (1955); Abramowitz & Stegun (1964), 7.1.26.
 */
// @ts-ignore: decorator
@inline
export function normalCumulative(z: v128): v128 {
  const x = f32x4.mul(f32x4.abs(z), f32x4.splat(0.7071067811865476)); // 1 / sqrt 2
  const t = f32x4.div(one(), multiplyAdd(x, f32x4.splat(0.3275911), one()));
  let p = multiplyAdd(t, f32x4.splat(1.061405429), f32x4.splat(-1.453152027));
  p = multiplyAdd(p, t, f32x4.splat(1.421413741));
  p = multiplyAdd(p, t, f32x4.splat(-0.284496736));
  p = multiplyAdd(p, t, f32x4.splat(0.254829592));
  const power = exp(f32x4.neg(f32x4.mul(x, x)));
  const tail = f32x4.mul(f32x4.mul(f32x4.mul(p, t), power), f32x4.splat(0.5));
  return v128.bitselect(tail, f32x4.sub(one(), tail), f32x4.lt(z, f32x4.splat(0)));
}
