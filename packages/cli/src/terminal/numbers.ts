/** 0.9389 as 93.89%: fractions become percentages only where people read them. */
export function percent(fraction: number): string {
  return `${(100 * fraction).toFixed(2)}%`;
}

/** 1234567 as 1,234,567 */
export function grouped(count: number): string {
  return Math.round(count).toLocaleString("en-US");
}

/** Seconds as people say them: 0.05 s, 12.3 s, 4 min 5 s */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return "?";
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds - 60 * minutes)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
