import type { Screen } from "../../src/terminal/screen.ts";

/** Widths 40, 80 and 200, each with and without colour and Unicode. */
export const everyScreen: readonly Screen[] = [40, 80, 200].flatMap((columns) =>
  (["none", "basic", "256-colors", "truecolor"] as const).flatMap((colors) =>
    [false, true].map((unicode) => ({ columns, colors, unicode })),
  ),
);
