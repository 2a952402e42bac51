/**
 * Whether bytes are Snappy's elements and unpack to `length` bytes: every literal is there, every copy is of what came
 * before. The library that unpacks them believes a literal's length.
 * @see https://github.com/google/snappy/blob/main/format_description.txt
 * @throws {Error} saying which is not
 */
export function checkSnappy(packed: Uint8Array, length: number): void {
  let at = 0;
  while (packed[at] >= 128) at++; // how long it is: its caller says it, too
  at++;
  let unpacked = 0;
  const number = (bytes: number) => {
    let value = 0;
    for (let n = bytes - 1; n >= 0; n--) value = value * 256 + (packed[at + n] ?? 0);
    at += bytes;
    return value;
  };
  while (at < packed.length) {
    const tag = packed[at++];
    const upper = tag >> 2;
    let size = upper + 1;
    if ((tag & 3) === 0) {
      if (upper >= 60) size = number(upper - 59) + 1;
      at += size;
      if (at > packed.length) throw new Error("a literal longer than its page");
    } else {
      const offset = (tag & 3) === 1 ? ((tag >> 5) << 8) + number(1) : number((tag & 3) === 2 ? 2 : 4);
      if ((tag & 3) === 1) size = (upper & 7) + 4;
      if (offset === 0 || offset > unpacked) throw new Error("a copy of what was not there yet");
    }
    unpacked += size;
    if (unpacked > length) throw new Error(`more than the ${length} bytes that a page promises`);
  }
  if (unpacked !== length) throw new Error(`${unpacked} bytes where a page promises ${length}`);
}
