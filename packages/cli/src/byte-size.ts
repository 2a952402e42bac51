import { ParameterError } from "percept/errors";

const units = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** "500MB" as 500,000,000. @throws {ParameterError} where it is no size, or less than a byte */
export function parseByteSize(text: string): number {
  const [, number, unit = "b"] = /^(\d+(?:\.\d+)?) ?([kmgt]?i?b)?$/i.exec(text) ?? [];
  const bytes = Math.floor(Number(number) * (units[unit.toLowerCase() as keyof typeof units] ?? Number.NaN));
  if (bytes >= 1 && Number.isSafeInteger(bytes)) return bytes;
  throw new ParameterError(
    `unpackLimit must be a size like 500MB, 4GB or a number of bytes, got ${text || "nothing"} (from --unpack-limit).`,
  );
}
