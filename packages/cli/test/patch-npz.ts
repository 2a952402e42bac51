import { crc32 } from "node:zlib";

/** Replaces a text in an .npz file by another of the same length; the checksum of the entry it is in is mended. */
export function patchNpz(npz: Uint8Array, from: string, to: string): Uint8Array {
  if (from.length !== to.length) throw new Error(`"${from}" and "${to}" differ in length.`);
  const bytes = Buffer.from(npz);
  const at = bytes.indexOf(from);
  if (at < 0) throw new Error(`There is no "${from}".`);
  bytes.write(to, at, "latin1");
  // PKWARE's APPNOTE, 4.3.7 and 4.3.12: where headers keep checksum, size, and the length of the name.
  for (let local = 0; bytes.readUInt32LE(local) === 0x04034b50; ) {
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const end = begin + bytes.readUInt32LE(local + 18);
    if (at >= begin && at < end) {
      const checksum = crc32(bytes.subarray(begin, end));
      const name = bytes.subarray(local + 30, local + 30 + bytes.readUInt16LE(local + 26));
      const central = bytes.lastIndexOf(name) - 46;
      bytes.writeUInt32LE(checksum, local + 14);
      bytes.writeUInt32LE(checksum, central + 16);
      return bytes;
    }
    local = end;
  }
  throw new Error(`"${from}" is in no entry.`);
}
