// percept/node: what needs a file system.

export { mnistChecksums } from "./dataset/checksums.ts";
export { embeddedDatasets, loadDataset, loadExperimentData } from "./dataset/load-dataset.node.ts";
export { readBytes, readIdxBytes } from "./dataset/read-file.node.ts";
