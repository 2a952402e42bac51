import { type ColourRole, lightTheme } from "../draw/theme.ts";

/** How samples of a class are drawn: a colour, and a shape for whoever sees no colours. */
export interface ClassLook {
  readonly role: ColourRole;
  /** of a mark, from its middle on, in relative steps: "M x,y" goes before it */
  readonly path: string;
}

/** Of about the same area: circle, square, triangle, diamond, plus, and a triangle on its head. */
const SHAPES = [
  "m-3.8,0a3.8,3.8 0 1 0 7.6,0a3.8,3.8 0 1 0 -7.6,0z",
  "m-3.4,-3.4h6.8v6.8h-6.8z",
  "m0,-5.4l5,8.4h-10z",
  "m0,-5.6l4,5.6l-4,5.6l-4,-5.6z",
  "m-1.6,-5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4z",
  "m0,5.4l5,-8.4h-10z",
];
const FEW: readonly ColourRole[] = ["negative", "positive"];

/** @param classes  how many there are: two are orange and blue, as the signs of weights are */
export function classLook(index: number, classes: number): ClassLook {
  const role = classes <= FEW.length ? FEW[index] : (`line-${index % 10}` as ColourRole);
  return { role, path: SHAPES[index % SHAPES.length] };
}

/** Red, green and blue: of the light theme, as a picture's pixels know no theme. */
export function groundColour(index: number, classes: number): readonly number[] {
  const hex = lightTheme[classLook(index, classes).role];
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
}
