/** How much ink lies where: 0 is bare ground, 255 is full ink, as in MNIST. */
export interface Ink {
  readonly width: number;
  readonly height: number;
  /** [height * width] */
  readonly values: Uint8Array;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}
