// Event files by other means than percept's own: protobufjs on the messages as TensorBoard's repository has them, and
// CRC-32C a bit at a time, by polynomial division as RFC 3720, 12.1 defines it.

import protobuf from "protobufjs";

const descriptions = `
  syntax = "proto3";
  message Event {
    double wall_time = 1; int64 step = 2;
    oneof what { string file_version = 3; Summary summary = 5; SessionLog session_log = 7; }
  }
  message SessionLog { enum Status { UNSPECIFIED = 0; START = 1; STOP = 2; CHECKPOINT = 3; } Status status = 1; }
  message Summary {
    message Image { int32 height = 1; int32 width = 2; int32 colorspace = 3; bytes encoded_image_string = 4; }
    message Value {
      string tag = 1;
      Metadata metadata = 9;
      oneof value { float simple_value = 2; Image image = 4; Histogram histo = 5; Tensor tensor = 8; }
    }
    repeated Value value = 1;
  }
  message Metadata {
    message PluginData { string plugin_name = 1; bytes content = 2; }
    PluginData plugin_data = 1;
  }
  message Histogram {
    double min = 1; double max = 2; double num = 3; double sum = 4; double sum_squares = 5;
    repeated double bucket_limit = 6; repeated double bucket = 7;
  }
  message Tensor { int32 dtype = 1; repeated bytes string_val = 8; }
  message Hparams {
    message Start { map<string, Value> hparams = 1; string group_name = 4; double start_time_secs = 5; }
    message End { int32 status = 1; double end_time_secs = 2; }
    message Value { oneof kind { double number_value = 2; string string_value = 3; bool bool_value = 4; } }
    int32 version = 1;
    oneof data { Start session_start_info = 3; End session_end_info = 4; }
  }`;

const { root } = protobuf.parse(descriptions, { keepCase: false });
const plain = { longs: Number, enums: String, defaults: true } as const;

// biome-ignore lint/suspicious/noExplicitAny: what an event has is what the tests are about
export type ReadEvent = any;

/** Every event of a file. @throws {Error} where a length or a checksum is wrong, or a record is cut short */
export function readEvents(bytes: Uint8Array): ReadEvent[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const events: ReadEvent[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(view.getBigUint64(at, true));
    const content = bytes.subarray(at + 12, at + 12 + length);
    if (view.getUint32(at + 8, true) !== masked(bytes.subarray(at, at + 8)))
      throw new Error(`Length's checksum at ${at}`);
    if (view.getUint32(at + 12 + length, true) !== masked(content)) throw new Error(`Checksum at ${at}`);
    const type = root.lookupType("Event");
    events.push(type.toObject(type.decode(content), plain));
    at += 16 + length;
  }
  return events;
}

/** The message that a value's metadata has for the table of runs. */
export function readHparams(value: ReadEvent): ReadEvent {
  const type = root.lookupType("Hparams");
  return type.toObject(type.decode(value.metadata.pluginData.content), plain);
}

function masked(bytes: Uint8Array): number {
  const crc = BigInt(slowCrc32c(bytes));
  return Number((((crc >> 15n) | (crc << 17n)) + 0xa282ead8n) & 0xffffffffn);
}

/** The remainder of the message's polynomial by x³² + ... = 0x1edc6f41, bits of a byte the lowest first. */
function slowCrc32c(bytes: Uint8Array): number {
  let remainder = 0xffffffff;
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const top = (remainder >>> 31) ^ ((byte >> bit) & 1);
      remainder = ((remainder << 1) ^ (top ? 0x1edc6f41 : 0)) >>> 0;
    }
  }
  let reversed = 0;
  for (let bit = 0; bit < 32; bit++) reversed |= ((remainder >>> bit) & 1) << (31 - bit);
  return ~reversed >>> 0;
}
