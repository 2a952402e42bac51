import type { Weights } from "../network/network.ts";

/** SHA-256 over the little-endian values of w1, w2, ...: two runs with the same number have the same weights. */
export async function weightsSha256(weights: Weights): Promise<string> {
  const parts = weights.map(({ values }) => {
    const bytes = new Uint8Array(values.byteLength);
    const view = new DataView(bytes.buffer);
    const size = values.BYTES_PER_ELEMENT;
    values.forEach((value, index) => {
      if (size === 8) view.setFloat64(index * size, value, true);
      else view.setFloat32(index * size, value, true);
    });
    return bytes;
  });
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", whole));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
