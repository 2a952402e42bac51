// TFRecord: bytes one after another in a file, each piece with its length and checksums.
// https://www.tensorflow.org/tutorials/load_data/tfrecord, "TFRecords format details".
import { crc32c } from "./crc32c.ts";

const headSize = 12; // length: uint64, and its checksum
const tailSize = 4;
/** So that a record of records is told from a record. */
const maskDelta = 0xa282ead8;

/** `content` as one record. */
export function writeTfRecord(content: Uint8Array): Uint8Array {
  const record = new Uint8Array(headSize + content.length + tailSize);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(content.length), true);
  view.setUint32(8, masked(crc32c(record.subarray(0, 8))), true);
  record.set(content, headSize);
  view.setUint32(headSize + content.length, masked(crc32c(content)), true);
  return record;
}

function masked(crc: number): number {
  return (((crc >>> 15) | (crc << 17)) + maskDelta) >>> 0;
}
