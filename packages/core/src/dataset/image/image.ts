/** An image as its file has it, decoded. */
export interface Image {
  readonly width: number;
  readonly height: number;
  /** grey; grey and alpha; red, green and blue; those and alpha */
  readonly channels: 1 | 2 | 3 | 4;
  /** [height, width, channels], bytes 0..255, of a screen's brightness (sRGB); alpha 255 is opaque */
  readonly pixels: Uint8Array;
}
