/** Pixels that hang together. */
export interface Part {
  /** the indices of its pixels */
  readonly pixels: readonly number[];
  readonly touchesEdge: boolean;
}

/** The parts of a picture whose pixels are 1, neighbours across corners included. @param mask  [height * width], 0 or 1 */
export function connectedParts(mask: Uint8Array, width: number, height: number): Part[] {
  const left = mask.slice();
  const parts: Part[] = [];
  for (let start = 0; start < left.length; start++) {
    if (left[start] === 0) continue;
    left[start] = 0;
    const pixels = [start];
    let touchesEdge = false;
    for (let next = 0; next < pixels.length; next++) {
      const x = pixels[next] % width;
      const y = (pixels[next] - x) / width;
      if (x === 0 || y === 0 || x === width - 1 || y === height - 1) touchesEdge = true;
      for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
        for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
          const at = row * width + column;
          if (left[at] === 0) continue;
          left[at] = 0;
          pixels.push(at);
        }
      }
    }
    parts.push({ pixels, touchesEdge });
  }
  return parts;
}
