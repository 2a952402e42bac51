/** One decimal, but never a 0 or a 100 that is not exact. */
export function formatShare(share: number): string {
  if (share === 0 || share === 1) return `${share * 100}%`;
  if (share < 0.0005) return "<0.1%";
  if (share >= 0.9995) return ">99.9%";
  return `${(share * 100).toFixed(1)}%`;
}
