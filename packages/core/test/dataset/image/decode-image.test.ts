import { deflateSync } from "node:zlib";
import * as fc from "fast-check";
import { decode } from "fast-png";
import { describe, expect, it } from "vitest";
import { decodeImage, isImageName } from "../../../src/dataset/image/decode-image.ts";
import { encodeGreyPng } from "../../../src/dataset/image/encode-png.ts";
import { greyImage } from "../../../src/dataset/image/grey-image.ts";
import { crc32 } from "../../../src/encoding/zip.ts";
import { FormatError } from "../../../src/errors.ts";
import { jpegImages, pngImages, unsupportedPng } from "./fixture-images.ts";

const [grey8] = pngImages.filter(({ name }) => name === "colour type 0, 8 bits");

describe("decodeImage", () => {
  it.each(pngImages)("reads a PNG as Pillow does: $name", async ({ file, grey, ...expected }) => {
    const { width, height, channels, pixels } = await decodeImage(file, "a.png");
    expect({ width, height, channels }).toEqual({
      width: expected.width,
      height: expected.height,
      channels: expected.channels,
    });
    expect(pixels).toEqual(expected.pixels);
    if (grey) expect(greyImage({ width, height, channels, pixels })).toEqual(grey);
  });

  it.each(jpegImages)(
    "reads a JPEG as Pillow does, within 6 greys, 1 on average: $name",
    async (expected) => {
      const image = await decodeImage(expected.file, "a.jpg");
      expect([image.width, image.height, image.channels]).toEqual([
        expected.width,
        expected.height,
        expected.channels,
      ]);
      const differences = image.pixels.map((value, at) => Math.abs(value - expected.pixels[at]));
      // Where colours have half the resolution, Pillow blends them and jpeg-js repeats them.
      const [most, mean] = expected.name.includes("4:2:0") ? [40, 4] : [6, 1];
      expect(Math.max(...differences)).toBeLessThanOrEqual(most);
      expect(differences.reduce((sum, value) => sum + value, 0) / differences.length).toBeLessThan(mean);
    },
  );

  it("goes by the first bytes, not by a name", async () => {
    await expect(decodeImage(new Uint8Array(0), "a.png")).rejects.toThrow(
      "a.png: expected a PNG or JPEG image, got a file that begins with nothing: it is empty.",
    );
    await expect(decodeImage(Uint8Array.of(0x47, 0x49, 0x46, 0x38), "a.png")).rejects.toThrow(
      "got a file that begins with 47 49 46 38.",
    );
    expect(["a.PNG", "b.jpeg", "c.Jpg", "d.gif", "png"].map(isImageName)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it("refuses what is larger than the limit before it sets anything aside", async () => {
    await expect(decodeImage(grey8.file, "a.png", { mostPixels: 142 })).rejects.toThrow(
      "a.png: expected at most 142 pixels, got 13 x 11, which are 143.",
    );
    await expect(decodeImage(jpegImages[0].file, "a.jpg", { mostPixels: 539 })).rejects.toThrow(
      "a.jpg: expected at most 539 pixels, got 27 x 20, which are 540.",
    );
    await expect(decodeImage(grey8.file, "a.png", { mostPixels: 143 })).resolves.toBeDefined();
  });

  it("refuses a size that the bytes cannot hold", async () => {
    await expect(decodeImage(resized(grey8.file, 5000, 5000), "a.png")).rejects.toThrow(
      /^a.png: expected 25005000 bytes for 5000 x 5000 pixels, got \d+ that unpack to fewer./,
    );
    const wide = jpegImages[0].file.slice();
    const frame = wide.findIndex((byte, at) => byte === 0xff && wide[at + 1] === 0xc0);
    wide.set([0x20, 0, 0x20, 0], frame + 5); // 8192 x 8192
    await expect(decodeImage(wide, "a.jpg", { mostPixels: 1e9 })).rejects.toThrow(
      /^a.jpg: expected at least 131072 bytes for 8192 x 8192 pixels, got \d+\./,
    );
  });

  it("does not unpack more than the header says", async () => {
    const bomb = png(new Uint8Array(50_000_000), 10, 10);
    expect(bomb.length).toBeLessThan(60_000);
    await expect(decodeImage(bomb, "bomb.png")).rejects.toThrow(
      "bomb.png: expected 110 bytes for 10 x 10 pixels, got more.",
    );
    await expect(decodeImage(png(new Uint8Array(109), 10, 10), "short.png")).rejects.toThrow(
      "short.png: expected 110 bytes for 10 x 10 pixels, got 109.",
    );
  });

  it("names what is wrong in a PNG", async () => {
    const flipped = grey8.file.slice();
    flipped[flipped.length - 20] ^= 4;
    await expect(decodeImage(flipped, "a.png")).rejects.toThrow(
      /expected the checksum \w+ of its chunk IDAT, got \w+/,
    );
    await expect(decodeImage(grey8.file.subarray(0, 60), "a.png")).rejects.toThrow(
      "a.png: expected a PNG's last chunk, IEND, got a file that ends before it.",
    );
    await expect(decodeImage(unsupportedPng, "a.png")).rejects.toThrow(
      "a.png: is an interlaced PNG of 4 bits a sample, which is not supported.",
    );
  });

  it("names what is wrong in a JPEG", async () => {
    const { file } = jpegImages[0];
    await expect(decodeImage(file.subarray(0, file.length - 30), "a.jpg")).rejects.toThrow(
      /^a.jpg: expected a JPEG's marker at byte \d+, got the file's end./,
    );
    const arithmetic = file.map((byte, at) => (byte === 0xc0 && file[at - 1] === 0xff ? 0xc9 : byte));
    await expect(decodeImage(arithmetic, "a.jpg")).rejects.toThrow("got one of kind SOF9.");
    const scan = file.findIndex((byte, at) => byte === 0xff && file[at + 1] === 0xda);
    const header = file.subarray(scan, scan + 10);
    const many = Uint8Array.from([
      ...file.subarray(0, scan),
      ...Array.from({ length: 101 }, () => [...header]).flat(),
    ]);
    await expect(decodeImage(many, "a.jpg")).rejects.toThrow(
      "expected at most 100 scans in a JPEG, got more.",
    );
  });

  it("has a sentence for 3,000 damaged files, and nothing else", async () => {
    const files = [...pngImages, ...jpegImages].map(({ file }) => file);
    const damage = fc.record({
      file: fc.constantFrom(...files),
      places: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), {
        minLength: 1,
        maxLength: 6,
      }),
      end: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      mend: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, places, end, mend }) => {
        const bytes = file.slice(0, end === null ? file.length : Math.floor(end * file.length));
        for (const [share, value] of places)
          if (bytes.length > 0) bytes[Math.min(Math.floor(share * bytes.length), bytes.length - 1)] = value;
        try {
          await decodeImage(mend ? mended(bytes) : bytes, "damaged");
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
        }
      }),
      { numRuns: 3000, seed: 7 },
    );
  });
});

describe("encodeGreyPng", () => {
  it("writes what it reads again, bit for bit", async () => {
    const image = fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
      .chain(([width, height]) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          pixels: fc.uint8Array({ minLength: width * height, maxLength: width * height }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(image, async ({ width, height, pixels }) => {
        const file = await encodeGreyPng(pixels, width, height);
        expect(await decodeImage(file, "a.png")).toEqual({ width, height, channels: 1, pixels });
        expect(await encodeGreyPng(pixels, width, height)).toEqual(file);
        expect(decode(file, { checkCrc: true }).data).toEqual(pixels);
      }),
      { numRuns: 50 },
    );
    await expect(encodeGreyPng(new Uint8Array(5), 2, 3)).rejects.toThrow("needs 6 pixels, got 5");
  });
});

describe("greyImage", () => {
  it("lays what is transparent on the ground that is asked for", () => {
    const image = { width: 3, height: 1, channels: 2 as const, pixels: Uint8Array.of(0, 255, 0, 0, 100, 51) };
    expect(Array.from(greyImage(image))).toEqual([0, 255, 224]); // (51 * 100 + 204 * 255) / 255
    expect(Array.from(greyImage(image, 0))).toEqual([0, 0, 20]);
  });
});

function chunk(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name), content]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

/** A grey PNG of 8 bits, of whatever rows. */
function png(rows: Uint8Array, width: number, height: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", new Uint8Array(0))];
  return new Uint8Array(Buffer.concat([signature, ...parts]));
}

function resized(file: Uint8Array, width: number, height: number): Uint8Array {
  const bytes = Buffer.from(file);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return mended(new Uint8Array(bytes));
}

/** With the checksums of its chunks right again, so that damage reaches what lies behind them. */
function mended(file: Uint8Array): Uint8Array {
  if (file[0] !== 0x89) return file;
  const bytes = file.slice();
  const view = new DataView(bytes.buffer);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) break;
    view.setUint32(end - 4, crc32(bytes.subarray(at + 4, end - 4)));
    at = end;
  }
  return bytes;
}
