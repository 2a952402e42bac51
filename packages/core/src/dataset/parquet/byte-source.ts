/** Bytes of which any part can be had without the rest: a file, or a Blob of a browser. */
export interface ByteSource {
  readonly byteLength: number;
  /** the bytes at `start`, `start + 1`, ... before `end` */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
}
