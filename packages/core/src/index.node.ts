// percept/node: what needs a file system, or a library of the system.

export { mnistChecksums } from "./dataset/checksums.ts";
export {
  type DataOptions,
  embeddedDatasets,
  loadDataset,
  loadExperimentData,
} from "./dataset/load-dataset.node.ts";
export { isTableFile } from "./dataset/load-table.node.ts";
export { openBytes, readBytes, readChunks, readIdxBytes } from "./dataset/read-file.node.ts";
export { type BlasLibrary, loadBlas } from "./engine/blas/blas-library.node.ts";
export { findBlas } from "./engine/blas/usual-libraries.node.ts";
