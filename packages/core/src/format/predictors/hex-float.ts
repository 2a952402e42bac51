/** A number as a constant of C99, exactly: 0x1.8p-3f. */
export function hexFloat(value: number, type: "float" | "double"): string {
  const suffix = type === "float" ? "f" : "";
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (value === 0) return `${sign}0x0p+0${suffix}`;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(value));
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = (bits & 0xfffffffffffffn).toString(16).padStart(13, "0").replace(/0+$/, "");
  const [lead, exponent] = biased === 0 ? ["0", -1022] : ["1", biased - 1023];
  return `${sign}0x${lead}${fraction && `.${fraction}`}p${exponent < 0 ? "" : "+"}${exponent}${suffix}`;
}
