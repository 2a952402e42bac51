/** e_machine (https://www.sco.com/developers/gabi/latest/ch4.eheader.html) to the names of `process.arch`. */
const machines: Partial<Record<number, string>> = {
  3: "ia32",
  21: "ppc64",
  22: "s390x",
  40: "arm",
  62: "x64",
  183: "arm64",
  243: "riscv64",
  258: "loong64",
};

/** The machine that a library is built for, by the first 20 bytes of an ELF file; undefined where it is none. */
export function elfArchitecture(start: Uint8Array): string | undefined {
  const isElf = [0x7f, 0x45, 0x4c, 0x46].every((byte, index) => start[index] === byte);
  if (!isElf || start.length < 20) return undefined;
  const littleEndian = start[5] === 1;
  const machine = new DataView(start.buffer, start.byteOffset).getUint16(18, littleEndian);
  return machines[machine] ?? `machine ${machine}`;
}
