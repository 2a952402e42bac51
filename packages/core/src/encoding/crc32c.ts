// CRC-32C, the checksum of iSCSI: RFC 3720, section 12.1, with examples in appendix B.4. fflate and the platforms have
// the CRC-32 of zip and PNG alone, which is another polynomial.

const polynomial = 0x82f63b78; // 0x1edc6f41, its bits in reverse
const steps = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? polynomial : 0);
  return rest;
});

/** The checksum as a whole number in [0, 2³²). */
export function crc32c(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = steps[(rest ^ byte) & 0xff] ^ (rest >>> 8);
  return ~rest >>> 0;
}
