/** 0.9389 as 93.89%: fractions become percentages only where people read them. */
export function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(2)}%`;
}

/** 1234567 as 1,234,567 */
export function grouped(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

/** Seconds as people say them: 0.05 s, 12.3 s, 4 min 5 s, 2 h 1 min */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
