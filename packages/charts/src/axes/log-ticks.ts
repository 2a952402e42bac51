/** Of a power of ten, from the densest; steps of 1, 2 and 5 look even on a logarithmic axis. */
const MANTISSAS: readonly (readonly number[])[] = [[1, 2, 5], [1, 3], [1]];

/** At most `most` round numbers in [low, high] for a logarithmic axis, 0 < low < high, as many as there can be. */
export function logTicks(low: number, high: number, most: number): number[] {
  for (const mantissas of MANTISSAS) {
    const ticks = roundNumbers(low, high, mantissas);
    if (ticks.length <= most) return ticks;
  }
  const powers = roundNumbers(low, high, [1]);
  const stride = Math.ceil(powers.length / Math.max(1, most));
  return powers.filter((_, i) => i % stride === 0);
}

/** The domain [low, high], 0 < low, high > 0, grown to the next 1, 2 or 5 times a power of ten. */
export function roundLogDomain(low: number, high: number): [number, number] {
  const below = roundNumbers(low / 10, low, MANTISSAS[0]);
  const above = roundNumbers(high, high * 10, MANTISSAS[0]);
  return [below[below.length - 1], above[0]];
}

function roundNumbers(low: number, high: number, mantissas: readonly number[]): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const numbers: number[] = [];
  for (let power = first; power <= last; power++) {
    // From its decimal form: 10 ** -5 is not the number nearest to 0.00001.
    for (const mantissa of mantissas) numbers.push(Number(`${mantissa}e${power}`));
  }
  return numbers.filter((number) => number >= low && number <= high);
}

/** Short enough for a tick label: 0.001, 20, 5k, 3M, 1e-4. */
export function formatCompact(value: number): string {
  if (value === 0) return "0";
  if (value < 1e-3 || value >= 1e9) return Number(value.toPrecision(6)).toExponential().replace("+", "");
  const [unit, suffix] = value >= 1e6 ? [1e6, "M"] : value >= 1e3 ? [1e3, "k"] : [1, ""];
  return `${Number((value / unit).toPrecision(6))}${suffix}`;
}
