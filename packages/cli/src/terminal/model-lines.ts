import { layerSizes, type Model, norm } from "percept";
import { alignColumns } from "./metrics-table.ts";
import { grouped } from "./numbers.ts";
import type { Screen } from "./screen.ts";
import { type Image, shrinkImage } from "./shrink-image.ts";
import { blocksPerRow, sideBySide } from "./side-by-side.ts";
import { signedImage, signedLegend } from "./signed-image.ts";
import { plainWords } from "./words.ts";

/** Rows of weight images, each as many as are beside each other; at half their size where they are large. */
const IMAGE_ROWS = 2;
const FULL_SIZE = 16;

/** A model's layers, shapes, parameters, norms, and the weights of its first units as images. */
export function modelLines(model: Model, path: string, screen: Screen): string[] {
  const { network, weights, classes, targetNames } = model;
  const parameters = weights.reduce((sum, { values }) => sum + values.length, 0);
  const shapes = weights.map(({ rows, columns }) => `${grouped(rows)} x ${grouped(columns)}`);
  const table = [
    ["layer", "activation", "W", "parameters", "||W||"],
    ...network.layers.map(({ activation }, l) => [
      String(l + 1),
      activation,
      shapes[l],
      grouped(weights[l].values.length),
      norm(weights[l].values).toFixed(2),
    ]),
  ];
  const wide = alignColumns(table);
  const fits = wide.indexOf("\n") <= screen.columns;
  return [
    plainWords(path, screen.columns),
    `${layerSizes(network).join("-")}, ${grouped(parameters)} parameters`,
    `loss ${network.loss}`,
    plainWords(
      targetNames ? `targets ${targetNames.join(", ")}` : `classes ${classes.join(", ")}`,
      screen.columns,
    ),
    "",
    ...(fits
      ? wide
      : alignColumns(
          table.map((row) => row.filter((_, at) => at !== 3)),
          " ",
        )
    ).split("\n"),
    // A row of features is no picture.
    ...(model.imageShape[0] > 1 ? ["", ...imageLines(model, screen)] : []),
  ];
}

function imageLines({ weights: [first], imageShape }: Model, screen: Screen): string[] {
  const factor = imageShape[1] > FULL_SIZE ? 2 : 1;
  const perRow = blocksPerRow(Math.ceil(imageShape[1] / factor), screen.columns);
  const count = Math.min(first.rows, IMAGE_ROWS * perRow);
  const images = Array.from({ length: count }, (_, unit): Image => {
    const values = first.values.subarray(unit * first.columns + 1, (unit + 1) * first.columns);
    return shrinkImage({ values, shape: imageShape }, factor);
  });
  const largest = largestOf(images);
  const of =
    count === first.rows ? `all ${count} units` : `units 0 to ${count - 1} of ${grouped(first.rows)}`;
  return [
    plainWords(`Weights of layer 1, ${of}`, screen.columns),
    plainWords(signedLegend(screen), screen.columns),
    ...sideBySide(
      images.map((image, unit) => [`unit ${unit}`, ...signedImage(image, largest, screen)]),
      screen.columns,
    ),
  ];
}

/** The largest magnitude in images. */
export function largestOf(images: readonly Image[]): number {
  let largest = 0;
  for (const { values } of images)
    for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at]));
  return largest;
}
