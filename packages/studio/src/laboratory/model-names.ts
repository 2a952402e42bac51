/** Whether a file may be a model by its name; JSON of a run's own is none. */
export function isModelName(name: string): boolean {
  return /\.(npz|safetensors|onnx|json)$/i.test(name) && !/^(experiment|metrics)\.json$/.test(name);
}
