/** A three in one stroke, as shares of the canvas. */
export const three: readonly (readonly [x: number, y: number])[] = [
  ...arc(0.47, 0.36, 0.15, -160, 90),
  ...arc(0.47, 0.68, 0.17, -90, 160),
];

function arc(x: number, y: number, radius: number, from: number, to: number): [number, number][] {
  return Array.from({ length: 16 }, (_, step) => {
    const angle = ((from + ((to - from) * step) / 15) * Math.PI) / 180;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}
