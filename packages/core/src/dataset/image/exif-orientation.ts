// CIPA DC-008 (2019), "Exchangeable image file format", sections 4.5.4 (APP1), 4.6.2 (TIFF) and 4.6.4: tag 274.

const ORIENTATION = 274;
const SHORT = 3;

/** How a camera was held, 1..8, by a JPEG's APP1 segment; undefined where it says nothing or what it says is none. */
export function readOrientation(segment: Uint8Array): number | undefined {
  const isExif = [0x45, 0x78, 0x69, 0x66, 0, 0].every((byte, at) => segment[at] === byte);
  const tiff = segment.subarray(6);
  if (!isExif || tiff.length < 8) return undefined;
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = view.getUint16(0) === 0x4949;
  if (!little && view.getUint16(0) !== 0x4d4d) return undefined;
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return undefined;
  const entries = view.getUint16(directory, little);
  for (let entry = 0, at = directory + 2; entry < entries && at + 12 <= tiff.length; entry++, at += 12) {
    if (view.getUint16(at, little) !== ORIENTATION || view.getUint16(at + 2, little) !== SHORT) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}
