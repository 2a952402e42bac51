// Quantiles of the normal and of Student's t distribution, and normal random numbers; bits alike on every platform.
import { cosPi, log, polynomial } from "./elementary.ts";
import { ParameterError } from "./errors.ts";
import type { Random } from "./random.ts";

// Wichura (1988), "Algorithm AS 241: the percentage points of the normal distribution", PPND16, doi:10.2307/2347330;
// his 20 digits rounded to float64. Quotients of polynomials in 0.425² - (p - 1/2)² for |p - 1/2| <= 0.425,
const centreAbove = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const centreBelow = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
// in r - 1.6 where r = sqrt(-ln min(p, 1 - p)) <= 5,
const tailAbove = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const tailBelow = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
// and in r - 5 beyond.
const farAbove = [
  2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const farBelow = [
  2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];

/**
 * The x below which a standard normal number lies with probability p, to about 1e-15 of x.
 * @throws {ParameterError} when p is not in (0, 1).
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new ParameterError(`p must be in (0, 1), got ${p}.`);
  const offset = p - 0.5;
  if (Math.abs(offset) <= 0.425) {
    const r = 0.180625 - offset * offset;
    return (offset * polynomial(centreAbove, r)) / polynomial(centreBelow, r);
  }
  const r = Math.sqrt(-log(offset < 0 ? p : 1 - p));
  const x =
    r <= 5
      ? polynomial(tailAbove, r - 1.6) / polynomial(tailBelow, r - 1.6)
      : polynomial(farAbove, r - 5) / polynomial(farBelow, r - 5);
  return offset < 0 ? -x : x;
}

/** A standard normal number from two words of `random`; its size is at most 8.21. */
export function normal(random: Random): number {
  // The middle of one of 2^52 equal steps of (0, 1): exact in a float64, and neither 0 nor 1.
  const step = Math.floor(random.uniform() * 4503599627370496);
  return normalQuantile((step + 0.5) / 4503599627370496); // 2^52
}

/**
 * The t below which a number of Student's t distribution with `degrees` degrees of freedom lies with probability p, to
 * 1e-10 for p in [1e-6, 1 - 1e-6] (of t, or of 1 where |t| < 1) and 1e-7 beyond; for confidence intervals.
 * @throws {ParameterError} when p is not in [1e-9, 1 - 1e-9], or degrees no whole number in [1, 2^53).
 */
export function tQuantile(p: number, degrees: number): number {
  if (!(p >= 1e-9 && p <= 1 - 1e-9)) {
    throw new ParameterError(`p must be in [1e-9, 1 - 1e-9] for Student's t, got ${p}.`);
  }
  if (!Number.isSafeInteger(degrees) || degrees < 1) {
    throw new ParameterError(`degrees must be a whole number in [1, 2^53), got ${degrees}.`);
  }
  if (degrees > 1000) return tQuantileNearNormal(p, degrees);
  // With t = √degrees·tan(πu), u in [0, 1/2), the central probability is a finite sum that grows with u.
  const central = Math.abs(2 * p - 1);
  let low = 0;
  let high = 0.5;
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (centralProbability(middle, degrees) < central) low = middle;
    else high = middle;
  }
  const t = (Math.sqrt(degrees) * cosPi(0.5 - low)) / cosPi(low);
  return p < 0.5 ? -t : t;
}

/** P(|T| < √degrees·tan(πu)). Abramowitz & Stegun (1964), "Handbook of Mathematical Functions", 26.7.3 and 26.7.4. */
function centralProbability(u: number, degrees: number): number {
  const sine = cosPi(0.5 - u);
  const cosine = cosPi(u);
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = 0;
  for (let k = odd ? 1 : 0; k <= degrees - 2; k += 2) {
    sum += term;
    term *= (cosine * cosine * (k + 1)) / (k + 2);
  }
  return odd ? 2 * u + (2 / Math.PI) * sine * sum : sine * sum;
}

/** An expansion about the normal quantile z in 1 / degrees. Abramowitz & Stegun (1964), 26.7.5. */
function tQuantileNearNormal(p: number, degrees: number): number {
  const z = normalQuantile(p);
  const z2 = z * z;
  const g1 = (z2 + 1) / 4;
  const g2 = polynomial([5, 16, 3], z2) / 96;
  const g3 = polynomial([3, 19, 17, -15], z2) / 384;
  const g4 = polynomial([79, 776, 1482, -1920, -945], z2) / 92160;
  return z * polynomial([g4, g3, g2, g1, 1], 1 / degrees);
}
