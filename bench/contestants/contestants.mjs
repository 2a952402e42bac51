// Who takes part, in what, and how they are started. `python` names the module that an interpreter must have.

const trainings = ["t1", "t2", "t3", "growth"];

/**
 * @typedef {object} Contestant
 * @property {string} name  as --contestants has it
 * @property {string} title  as the table has it
 * @property {string} program  a file beside this one
 * @property {string[]} tasks  by id, or single cases of them
 * @property {number} [mostThreads]  1 unless given
 * @property {object} [options]  given to `prepare`
 * @property {string} [python]
 * @property {boolean} [elsewhere]  whether another process does the work, so that its own memory says nothing
 */

/** @type {Contestant[]} The first is what all others are compared with. */
export const contestants = [
  {
    name: "percept",
    title: "percept `wasm`",
    program: "percept.mjs",
    options: { engine: "wasm" },
    tasks: [...trainings, "t4", "t5"],
    mostThreads: Infinity,
  },
  {
    name: "percept-blas",
    title: "percept `blas`",
    program: "percept.mjs",
    options: { engine: "blas" },
    tasks: ["t2", "t3", "t4-all", "growth"],
    mostThreads: Infinity,
  },
  {
    name: "avx2",
    title: "AVX2 by hand, in C",
    program: "avx2.mjs",
    tasks: ["t1"],
    elsewhere: true,
  },
  {
    name: "machine",
    title: "in C",
    program: "machine.mjs",
    tasks: ["machine"],
    mostThreads: Infinity,
    elsewhere: true,
  },
  {
    name: "pytorch",
    title: "PyTorch",
    program: "pytorch.py",
    python: "torch",
    tasks: [...trainings, "t4"],
    mostThreads: Infinity,
  },
  {
    name: "numpy",
    title: "NumPy",
    program: "numpy-program.py",
    python: "numpy",
    tasks: ["t1", "t5", "sgemm"],
    mostThreads: Infinity,
  },
  {
    name: "scikit-learn",
    title: "scikit-learn",
    program: "scikit-learn.py",
    python: "sklearn",
    tasks: [...trainings, "t5"],
    mostThreads: Infinity,
  },
  {
    name: "tfjs",
    title: "TensorFlow.js (wasm)",
    program: "tfjs.mjs",
    tasks: [...trainings, "t4"], // on one thread: it has no others in Node
  },
  {
    name: "brain",
    title: "brain.js",
    program: "brain.mjs",
    tasks: ["t1"],
  },
  {
    name: "convnet",
    title: "convnetjs",
    program: "convnet.mjs",
    tasks: ["t1", "t2"],
  },
  {
    name: "onnxruntime-node",
    title: "onnxruntime-node",
    program: "onnxruntime.mjs",
    options: { package: "onnxruntime-node" },
    tasks: ["t4"],
    mostThreads: Infinity,
  },
  {
    name: "onnxruntime-web",
    title: "onnxruntime-web (wasm)",
    program: "onnxruntime.mjs",
    options: { package: "onnxruntime-web" },
    tasks: ["t4"], // on one thread: it has no others in Node
  },
  {
    name: "jax",
    title: "jax-js (wasm)",
    program: "jax.mjs",
    tasks: [...trainings, "t4"], // on one thread: it has no others in Node
  },
];
