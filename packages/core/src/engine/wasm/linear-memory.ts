import { PerceptError } from "../../errors.ts";

const PAGE_BYTES = 65_536;
/** A line of the cache: what is allocated begins with one. */
const LINE_BYTES = 64;
/** Below lie the kernels' own constants. */
const FIRST_ADDRESS = PAGE_BYTES;

/**
 * A linear memory that only grows: what is allocated together is freed together, by going back to a mark. It can be
 * shared with the threads of a crew.
 */
export class LinearMemory {
  readonly memory = new WebAssembly.Memory({ initial: 2, maximum: 65_536, shared: true });
  #next = FIRST_ADDRESS;

  /** The address of zeroed bytes on a boundary of 64 bytes. */
  allocate(bytes: number): number {
    const address = align(this.#next);
    this.#next = address;
    this.reserve(bytes);
    this.#next = address + bytes;
    // Eight bytes at a time: V8 fills memory that threads share one number after the other.
    new Float64Array(this.memory.buffer, address, Math.ceil(bytes / 8)).fill(0);
    return address;
  }

  /** Makes sure that there is room behind what is allocated, and says where it begins. */
  reserve(bytes: number): number {
    const missing = this.#next + bytes + LINE_BYTES - this.memory.buffer.byteLength;
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

  /** Runs something whose allocations end with it. */
  async temporarily(work: () => Promise<void>): Promise<void> {
    const mark = this.mark();
    try {
      await work();
    } finally {
      this.release(mark);
    }
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, address, length);
  }

  view(address: number, length: number): DataView {
    return new DataView(this.memory.buffer, address, length);
  }

  copy(from: number, to: number, length: number): void {
    new Uint8Array(this.memory.buffer).copyWithin(to, from, from + length);
  }

  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }
}

function align(address: number): number {
  return Math.ceil(address / LINE_BYTES) * LINE_BYTES;
}
