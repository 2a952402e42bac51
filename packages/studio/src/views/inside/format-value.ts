/** Short, with a real minus: three decimals while they say something. */
export function formatValue(value: number): string {
  const size = Math.abs(value);
  const written =
    size === 0
      ? "0"
      : size >= 0.001 && size < 10_000
        ? String(Number(value.toFixed(size >= 100 ? 1 : 3)))
        : value.toExponential(1);
  return written.replaceAll("-", "−");
}
