import { PerceptError } from "../../errors.ts";
import type { Matrix } from "../../network/matrix.ts";
import type { Network, Weights } from "../../network/network.ts";

const PAGE_BYTES = 65_536;
const VECTOR_BYTES = 16;
/** LAYER_BYTES of assembly/layer.ts */
const LAYER_BYTES = 40;
/** Below lie the kernels' own constants. */
const FIRST_ADDRESS = PAGE_BYTES;

/** A linear memory that only grows: what is allocated together is freed together, by going back to a mark. */
export class LinearMemory {
  readonly memory = new WebAssembly.Memory({ initial: 2, maximum: 65_536 });
  #next = FIRST_ADDRESS;

  /** The address of zeroed bytes on a 16-byte boundary. */
  allocate(bytes: number): number {
    const address = align(this.#next);
    this.#next = address;
    this.reserve(bytes);
    this.#next = address + bytes;
    new Uint8Array(this.memory.buffer, address, bytes).fill(0);
    return address;
  }

  /** Makes sure that there is room behind what is allocated, and says where it begins. */
  reserve(bytes: number): number {
    const missing = this.#next + bytes + VECTOR_BYTES - this.memory.buffer.byteLength;
    if (missing > 0) this.#grow(missing);
    return this.#next;
  }

  #grow(missing: number): void {
    try {
      this.memory.grow(Math.ceil(missing / PAGE_BYTES));
    } catch (cause) {
      throw new PerceptError(
        "memory",
        `Engine wasm has ${this.memory.buffer.byteLength} bytes and needs ${missing} more, past its 4 GiB or the machine's memory.`,
        "Choose fewer units or fewer samples.",
        { cause },
      );
    }
  }

  /** Keeps what was written into the reserve, up to `end`. */
  keepUntil(end: number): void {
    this.#next = end;
  }

  mark(): number {
    return this.#next;
  }

  release(mark: number): void {
    this.#next = mark;
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, address, length);
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }
}

function align(address: number): number {
  return Math.ceil(address / VECTOR_BYTES) * VECTOR_BYTES;
}

/** Where one layer's arrays lie. */
export interface LayerPlace {
  readonly units: number;
  /** floats from one input's weights to the next: units, rounded up to whole vectors */
  readonly stride: number;
  readonly inputs: number;
  readonly weights: number;
  readonly weightsEnd: number;
}

export interface NetworkPlace {
  readonly address: number;
  readonly layers: readonly LayerPlace[];
}

/** Lays a network out as assembly/layer.ts describes it, with `target` = W. */
export function placeNetwork(memory: LinearMemory, network: Network): NetworkPlace {
  const address = memory.allocate(network.layers.length * LAYER_BYTES);
  const layers = network.layers.map(({ inputs, units }, index) => {
    const stride = Math.ceil(units / 4) * 4;
    const weightBytes = 4 * (1 + inputs) * stride;
    const weights = memory.allocate(weightBytes);
    memory.allocate(4 * 3 * stride); // backward reads rows four at a time, up to three past the last
    const output = memory.allocate(VECTOR_BYTES + 4 * stride) + VECTOR_BYTES - 4;
    memory.floats(output, 1)[0] = 1;
    const [delta, step, preActivation] = [0, 1, 2].map(() => memory.allocate(4 * stride));
    const lastLanes = memory.allocate(VECTOR_BYTES);
    memory.words(lastLanes, 4).fill(0xffffffff, 0, units - (stride - 4));
    const record = [
      inputs,
      units,
      4 * stride,
      weights,
      weights,
      output,
      delta,
      step,
      preActivation,
      lastLanes,
    ];
    memory.words(address + index * LAYER_BYTES, record.length).set(record);
    return { units, stride, inputs, weights, weightsEnd: weights + weightBytes };
  });
  return { address, layers };
}

/** Points every layer's updates at other arrays of the weights' layout, or back at the weights. */
export function setTargets(
  memory: LinearMemory,
  { address, layers }: NetworkPlace,
  targets?: readonly number[],
): void {
  layers.forEach(({ weights }, index) => {
    memory.words(address + index * LAYER_BYTES + 16, 1)[0] = targets?.[index] ?? weights;
  });
}

/** [units, 1 + inputs] into [1 + inputs][stride] */
export function writeWeights(memory: LinearMemory, { layers }: NetworkPlace, weights: Weights): void {
  layers.forEach(({ units, stride, inputs, weights: address }, index) => {
    const place = memory.floats(address, (1 + inputs) * stride);
    const { columns, values } = weights[index];
    for (let j = 0; j < columns; j++) {
      for (let unit = 0; unit < units; unit++) place[j * stride + unit] = values[unit * columns + j];
    }
  });
}

/** [1 + inputs][stride], at these addresses, into [units, 1 + inputs] */
export function readWeights(
  memory: LinearMemory,
  { layers }: NetworkPlace,
  addresses: readonly number[] = layers.map((layer) => layer.weights),
): Matrix[] {
  return layers.map(({ units, stride, inputs }, index) => {
    const columns = 1 + inputs;
    const place = memory.floats(addresses[index], columns * stride);
    const values = new Float32Array(units * columns);
    for (let unit = 0; unit < units; unit++) {
      for (let j = 0; j < columns; j++) values[unit * columns + j] = place[j * stride + unit];
    }
    return { rows: units, columns, values };
  });
}
