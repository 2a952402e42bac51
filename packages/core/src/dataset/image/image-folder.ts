// Folders of images by class, as torchvision's ImageFolder reads them: CLASS/x.png, or train/CLASS/x.png and
// test/CLASS/y.png; classes are the folders' names in the order of their characters, images are ordered by their names.
// https://docs.pytorch.org/vision/stable/generated/torchvision.datasets.ImageFolder.html
import { FormatError } from "../../errors.ts";
import { createLabels } from "../../labels.ts";
import { createSamples, type Dataset, type Samples } from "../samples.ts";
import { type DecodeOptions, decodeImage, isImageName } from "./decode-image.ts";
import { greyImage } from "./grey-image.ts";
import { scaleByArea } from "./scale-by-area.ts";

/** A file of the folder. */
export interface FolderFile {
  /** from the folder on, with / between its parts: train/cat/01.png */
  readonly path: string;
  read(): Promise<Uint8Array>;
}

export interface ImageFolderOptions extends DecodeOptions {
  /** the size that every image is brought to, stretched where its sides are otherwise; refused unless given */
  readonly imageShape?: readonly [rows: number, columns: number];
}

/** Folders of parts; of those that mean the same the first that is there counts. */
const partFolders = { train: ["train"], validation: ["validation", "valid", "val"], test: ["test"] } as const;
type Part = keyof typeof partFolders;

/** Nothing larger is set aside for a part's pixels. */
const MOST_BYTES = 2_147_483_648;
const MOST_CLASSES = 65_536;

/** Whether some file is an image in a folder of its class. */
export function isImageFolder(paths: readonly string[]): boolean {
  return paths.some((path) => path.includes("/") && isImageName(path));
}

/**
 * Reads images by class, in grey, one after the other; files that are no images are left out.
 * @param files  in any order
 * @param place  what the folder is called in errors
 * @returns a dataset without a test set where there is no folder test; `sources` are the caller's to add
 * @throws {FormatError} naming the file that lies in no class, is damaged, or has another size
 */
export async function readImageFolder(
  files: readonly FolderFile[],
  place: string,
  options: ImageFolderOptions = {},
): Promise<Omit<Dataset, "name" | "sources">> {
  const images = files.filter(({ path }) => isImageName(path));
  const parts = partsOf(images, place);
  const classes = [...parts.train.keys()].sort();
  if (classes.length > MOST_CLASSES) {
    throw new FormatError(place, `expected at most ${MOST_CLASSES} classes, got ${classes.length}.`);
  }
  const first = [...(parts.train.get(classes[0]) ?? [])].sort(byPath)[0];
  const imageShape = options.imageShape ?? (await shapeOf(first, place, options));
  const samplesOf = (part: Part) => readPart(parts[part], classes, imageShape, first, place, options);
  const train = await samplesOf("train");
  return {
    classes,
    imageShape,
    train,
    ...(parts.validation.size > 0 && { validation: await samplesOf("validation") }),
    ...(parts.test.size > 0 && { test: await samplesOf("test") }),
  };
}

type FilesByClass = Map<string, FolderFile[]>;

function partsOf(images: readonly FolderFile[], place: string): Record<Part, FilesByClass> {
  const tops = new Set(images.map(({ path }) => path.slice(0, Math.max(0, path.indexOf("/")))));
  const hasParts = tops.has("train");
  const parts: Record<Part, FilesByClass> = { train: new Map(), validation: new Map(), test: new Map() };
  for (const part of ["train", "validation", "test"] as const) {
    const folder = hasParts
      ? partFolders[part].find((name) => tops.has(name))
      : part === "train"
        ? ""
        : undefined;
    if (folder === undefined) continue;
    const prefix = folder === "" ? "" : `${folder}/`;
    for (const file of images) {
      if (!file.path.startsWith(prefix)) continue;
      const rest = file.path.slice(prefix.length);
      const end = rest.indexOf("/");
      if (end < 0) throw noClass(`${place}/${file.path}`, prefix);
      const name = rest.slice(0, end);
      const ofClass = parts[part].get(name);
      if (ofClass) ofClass.push(file);
      else parts[part].set(name, [file]);
    }
  }
  if (parts.train.size > 0) return parts;
  throw new FormatError(place, "expected images (.png, .jpg) in a folder for each class, got none.");
}

function noClass(place: string, prefix: string): FormatError {
  return new FormatError(
    place,
    `expected an image in a folder of its class, ${prefix}CLASS/image.png, got one outside.`,
    "Move it into the folder of its class, or away.",
  );
}

function byPath(a: FolderFile, b: FolderFile): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

async function shapeOf(
  file: FolderFile,
  place: string,
  options: DecodeOptions,
): Promise<readonly [rows: number, columns: number]> {
  const { height, width } = await decodeImage(await file.read(), `${place}/${file.path}`, options);
  return [height, width];
}

async function readPart(
  byClass: FilesByClass,
  classes: readonly string[],
  shape: readonly [rows: number, columns: number],
  first: FolderFile,
  place: string,
  options: ImageFolderOptions,
): Promise<Samples> {
  const unknown = [...byClass.keys()].find((name) => !classes.includes(name));
  if (unknown !== undefined) {
    throw new FormatError(
      `${place}/${byClass.get(unknown)?.[0].path}`,
      `expected a class that is trained on, got ${unknown}.`,
      "The folders of all parts need the same names.",
    );
  }
  const files = classes.flatMap((name, label) =>
    [...(byClass.get(name) ?? [])].sort(byPath).map((file) => ({ file, label })),
  );
  const size = shape[0] * shape[1];
  if (files.length * size > MOST_BYTES) {
    throw new FormatError(
      place,
      `expected at most ${MOST_BYTES} pixels, got ${files.length} images of ${shape.join(" x ")}.`,
      "Make the images smaller.",
    );
  }
  const pixels = new Uint8Array(files.length * size);
  const labels = createLabels(files.length, classes.length);
  for (const [index, { file, label }] of files.entries()) {
    const filePlace = `${place}/${file.path}`;
    const image = await decodeImage(await file.read(), filePlace, options);
    let values = greyImage(image);
    if (image.height !== shape[0] || image.width !== shape[1]) {
      if (!options.imageShape) throw otherSize(filePlace, shape, first.path, image);
      const box = { left: 0, top: 0, width: image.width, height: image.height };
      values = scaleByArea({ ...box, values }, box, shape[1], shape[0]).values;
    }
    pixels.set(values, index * size);
    labels[index] = label;
  }
  return createSamples(pixels, labels, size);
}

function otherSize(
  place: string,
  [rows, columns]: readonly [rows: number, columns: number],
  first: string,
  { height, width }: { readonly height: number; readonly width: number },
): FormatError {
  return new FormatError(
    place,
    `expected an image of ${rows} x ${columns} pixels (rows x columns), as ${first} has, got ${height} x ${width}.`,
    "Bring all images to one size.",
  );
}
