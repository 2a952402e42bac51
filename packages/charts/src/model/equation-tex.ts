/** The activations as TeX, by their names. */
export const activationTex: Readonly<Record<string, string>> = {
  sigmoid: String.raw`\sigma(z) = \frac{1}{1 + e^{-z}}`,
  tanh: String.raw`\tanh(z) = \frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}`,
  "scaled-tanh": String.raw`\operatorname{scaled-tanh}(z) = 1.7159 \tanh\left(\tfrac{2}{3} z\right)`,
  relu: String.raw`\operatorname{relu}(z) = \max(0, z)`,
  "leaky-relu": String.raw`\operatorname{leaky-relu}(z) = \max(0.01 z, z)`,
  gelu: String.raw`\operatorname{gelu}(z) = z \, \Phi(z)`,
  silu: String.raw`\operatorname{silu}(z) = z \, \sigma(z)`,
  identity: String.raw`\operatorname{identity}(z) = z`,
  softmax: String.raw`\operatorname{softmax}(z)_k = \frac{e^{z_k}}{\sum_{j} e^{z_j}}`,
};

/** As the equations name an activation. */
export const activationSymbol = (activation: string): string =>
  activation === "sigmoid"
    ? String.raw`\sigma`
    : activation === "tanh"
      ? String.raw`\tanh`
      : String.raw`\operatorname{${activation}}`;

/**
 * The output layer's error as TeX. Cross-entropy's logarithms cancel the output's derivative; a squared error's do not.
 * @param last  the output layer's number, from 1
 */
export function outputDeltaTex(loss: string, output: string, units: number, last: number): string {
  const [delta, a, z] = [String.raw`\delta^{[${last}]}`, `a^{[${last}]}`, `z^{[${last}]}`];
  if (loss === "cross-entropy") return `${delta} = ${a} - y`;
  const outer = String.raw`\frac{2}{${units}} \left(${a} - y\right)`;
  if (output === "softmax")
    return String.raw`${delta} = ${a} \odot \left(g - \left(g^{T} ${a}\right)\right), \quad g = ${outer}`;
  return output === "identity"
    ? `${delta} = ${outer}`
    : String.raw`${delta} = ${outer} \odot ${activationSymbol(output)}'\left(${z}\right)`;
}
