import { describe, expect, it } from "vitest";
import { crc32c } from "../../src/encoding/crc32c.ts";

/** RFC 3720, appendix B.4, whose checksums are printed byte by byte, the lowest first. */
const published: readonly [name: string, bytes: Uint8Array, crc: number][] = [
  ["32 bytes of zeros", new Uint8Array(32), 0x8a9136aa],
  ["32 bytes of ones", new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ["32 bytes 0, 1 ... 31", Uint8Array.from({ length: 32 }, (_, n) => n), 0x46dd794e],
  ["32 bytes 31, 30 ... 0", Uint8Array.from({ length: 32 }, (_, n) => 31 - n), 0x113fdb5c],
];

describe("crc32c", () => {
  it.each(published)("of %s is that of RFC 3720", (_, bytes, crc) => {
    expect(crc32c(bytes).toString(16)).toBe(crc.toString(16));
  });

  it("of the digits 1 to 9 is e3069283, the check value of the catalogue of CRCs, and of nothing 0", () => {
    expect(crc32c(new TextEncoder().encode("123456789"))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array())).toBe(0);
  });
});
