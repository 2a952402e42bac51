import { decodeFloat16 } from "../../encoding/float16.ts";
import { FormatError } from "../../errors.ts";
import { dataTypes, type OnnxTensor } from "./onnx-proto.ts";

/** A constant of a graph, row by row. */
export interface Constant {
  readonly dims: readonly number[];
  /** float32 and float16 as float32, the rest as float64 */
  readonly values: Float32Array | Float64Array;
}

/** The number of bytes of an element, by its type, and how they are read. */
const rawTypes: Readonly<
  Record<number, { readonly size: number; readonly read: (bytes: Uint8Array) => Constant["values"] }>
> = {
  [dataTypes.float]: { size: 4, read: (bytes) => new Float32Array(aligned(bytes)) },
  [dataTypes.double]: { size: 8, read: (bytes) => new Float64Array(aligned(bytes)) },
  [dataTypes.float16]: { size: 2, read: (bytes) => decodeFloat16(new Uint16Array(aligned(bytes))) },
  [dataTypes.int32]: { size: 4, read: (bytes) => Float64Array.from(new Int32Array(aligned(bytes))) },
  [dataTypes.int64]: {
    size: 8,
    read: (bytes) => Float64Array.from(new BigInt64Array(aligned(bytes)), Number),
  },
};

function aligned({ buffer, byteOffset, byteLength }: Uint8Array): ArrayBuffer {
  return (buffer as ArrayBuffer).slice(byteOffset, byteOffset + byteLength);
}

/**
 * @param place  what the tensor is called in errors
 * @throws {FormatError} where it is of a type that is no number here, lies in another file, or has not the numbers
 * that its sizes say
 */
export function readTensor(tensor: OnnxTensor, place: string): Constant {
  const { dims = [], dataType = 0, rawData, floatData = [], doubleData = [], dataLocation = 0 } = tensor;
  const type = rawTypes[dataType];
  if (dataLocation !== 0) {
    throw new FormatError(
      place,
      "expected its numbers in the file, got a tensor whose numbers are in another.",
      "Save the model in one file: onnx.save(model, 'm.onnx', save_as_external_data=False).",
    );
  }
  if (!type) {
    const known = Object.entries(dataTypes).map(([name, code]) => `${name} (${code})`);
    throw new FormatError(place, `expected a tensor of ${known.join(", ")}, got data type ${dataType}.`);
  }
  const wrong = dims.find((length) => !(Number.isSafeInteger(length) && length >= 0));
  const count = dims.reduce((product, length) => product * length, 1);
  if (wrong !== undefined || !Number.isSafeInteger(count))
    throw new FormatError(place, `expected sizes of at least 0, got [${dims.join(", ")}].`);
  const { int32Data = [], int64Data = [] } = tensor;
  const [given, got] = rawData
    ? [rawData, rawData.length / type.size]
    : dataType === dataTypes.float
      ? [floatData, floatData.length]
      : dataType === dataTypes.double
        ? [doubleData, doubleData.length]
        : dataType === dataTypes.int64
          ? [int64Data, int64Data.length]
          : [int32Data, int32Data.length]; // float16 too: its bits, by onnx.proto
  if (got !== count) {
    throw new FormatError(
      place,
      `expected ${count} numbers for the sizes [${dims.join(", ")}], got ${got}.`,
      "The file is damaged or was cut short: copy it or write it again.",
    );
  }
  if (given instanceof Uint8Array) return { dims, values: type.read(given) };
  if (dataType === dataTypes.float16) return { dims, values: decodeFloat16(Uint16Array.from(given)) };
  return { dims, values: dataType === dataTypes.float ? Float32Array.from(given) : Float64Array.from(given) };
}
