import { centreOfMass } from "./centre-of-mass.ts";
import type { Ink } from "./ink.ts";
import { inkBox } from "./ink-box.ts";
import { scaleByArea } from "./scale-by-area.ts";

// Y. LeCun, C. Cortes, C. Burges, "The MNIST database", yann.lecun.com/exdb/mnist: "size normalized to fit in a 20x20
// pixel box while preserving their aspect ratio [...] grey levels as a result of the anti-aliasing [...] centered in a
// 28x28 image by computing the center of mass of the pixels, and translating the image so as to position this point at
// the center of the 28x28 field".
const FIELD = 28;
const BOX = 20;
/** The pixel that the centre of mass comes to lie on: in all of MNIST's images it is within half a pixel of it. */
const CENTRE = 14;

/** Ink of any size as MNIST has its digits: [28 * 28] bytes. Without ink, all of them are 0. */
export function asMnist(ink: Ink): Uint8Array {
  const field = new Uint8Array(FIELD * FIELD);
  const box = inkBox(ink);
  if (box === undefined) return field;
  const ratio = BOX / Math.max(box.width, box.height);
  const size = (side: number) => Math.max(1, Math.round(side * ratio));
  const digit = scaleByArea(ink, box, size(box.width), size(box.height));
  const { x, y } = centreOfMass(digit);
  const left = placed(x, digit.width);
  const top = placed(y, digit.height);
  for (let row = 0; row < digit.height; row++) {
    const values = digit.values.subarray(row * digit.width, (row + 1) * digit.width);
    field.set(values, (top + row) * FIELD + left);
  }
  return field;
}

/** Whole pixels, as MNIST moved its digits; where ink would leave the field, it stays at its edge. */
function placed(centre: number, size: number): number {
  return Math.min(Math.max(Math.round(CENTRE - centre), 0), FIELD - size);
}
