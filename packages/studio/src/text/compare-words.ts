const moment = (epochs: number, samples: number) =>
  samples === 0
    ? `after epoch ${epochs}`
    : `in epoch ${epochs + 1}, after ${samples.toLocaleString("en-US")} samples`;

/** Words of kept runs, of a worker that is gone, and of the view that compares. */
export const compareWords = {
  when: (date: string) => new Date(date).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" }),
  runs: {
    noHidden: "no",
    nameOf: (units: string) => `${units} hidden`,
    full: (name: string) =>
      `The browser's storage for this page is full: "${name}" is kept in this tab only, until it is closed. Export it, or delete other runs.`,
    noStorage: (name: string) =>
      `The browser lets this page store nothing (a private window?): "${name}" is kept in this tab only, until it is closed. Export it to keep it.`,
    gone: (name: string) => `"${name}" is not there any more: another tab has deleted it.`,
    noFile: (run: string, file: string) => `${run}: ${file} cannot be read. Is percept studio still running?`,
  },
  worker: {
    noStart: "The worker that trains could not be started. Start it again, or load the page again.",
    stopped: (times: number) =>
      `The worker that trains has ended ${times} times, each soon after it had begun: too little memory, perhaps. No kept run is lost. Close what else needs memory, and start it again.`,
    startAgain: "Start the worker again",
    lostIdle: "The worker that computes has ended, and another has taken its place. No kept run is lost.",
    lostEarly:
      "The worker that trained has ended before the first checkpoint. No kept run is lost; start the training again.",
    lost: (epochs: number, samples: number) =>
      `The worker that trained has ended, and another has taken its place. No kept run is lost, and the training can go on ${moment(epochs, samples)}.`,
    resume: (epochs: number, samples: number) => `Go on ${moment(epochs, samples)}`,
    left: (network: string, data: string, when: string) =>
      `A training was under way in this browser when its page was left: ${network} on ${data}, ${when}. It can go on, to the same weights.`,
    awaited: "The training goes on as soon as its data are here.",
    offer: "A training to go on with",
    discard: "Discard it",
    taken: "Another tab has gone on with that training, or discarded it.",
    full: "The browser's storage for this page is full: this training would not survive a reload. Delete runs in Compare, or leave this page open.",
    noStorage:
      "The browser lets this page store nothing (a private window?): this training would not survive a reload.",
  },
  compare: {
    heading: "Compare runs",
    intro:
      "A training that ends is kept here, in this browser alone. Choose runs to lay their curves over each other.",
    none: "There are no runs yet. Train a network, or import one.",
    keepNow: "Keep the paused training",
    toTrain: "Train a network",
    list: "Runs",
    columns: {
      name: "Run",
      network: "Hidden units",
      accuracy: "Test accuracy",
      trainAccuracy: "Training accuracy",
      epochs: "Epochs",
      time: "Time",
      data: "Data",
    },
    show: (name: string) => `Compare ${name}`,
    hidden: (units: readonly number[] | undefined) =>
      units === undefined ? "" : units.length === 0 ? "none" : units.join("-"),
    epochsOf: (done: number, complete: boolean) => (complete ? String(done) : `${done}, stopped`),
    seconds: (seconds: number) =>
      seconds < 60
        ? `${seconds.toFixed(1)} s`
        : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`,
    percent: (share: number) => `${(100 * share).toFixed(2)}%`,
    marks: { imported: "imported", folder: "folder, read only", memory: "this tab only" },
    panel: (name: string) => `What to do with ${name}`,
    kept: (when: string) => `kept ${when}`,
    renameOf: (name: string) => `Another name for ${name}`,
    apply: "Rename",
    openSettings: "Open its settings in Train",
    goOn: "Train on from its weights",
    exportModel: (ending: string) => `Export the model (${ending})`,
    exportRun: "Export the run (.zip)",
    delete: "Delete",
    deleted: (name: string) => `Deleted "${name}".`,
    undo: "Undo",
    sha256: "SHA-256 of the weights",
    startedFrom: (name: string) => `began with the weights of ${name}`,
    rates: (changes: string) => `learning rate ${changes}`,
    since: (rate: number, step: number) => `${rate} since step ${step.toLocaleString("en-US")}`,
    curves: "Learning curves",
    noCurves: "The chosen runs have no epochs to draw: a model file alone knows none.",
    settings: "Settings that differ",
    same: "The chosen runs have the same settings.",
    setting: "Setting",
    unknown: "unknown",
    unset: "–",
    choose: "Choose two runs or more to see what differs.",
    import: "Import",
    importHint:
      "Drop a model (.npz, .safetensors, .onnx, .json), a run's folder or its zip here: experiment.json, history.jsonl, metrics.json, model.npz.",
    importFiles: "Choose files",
    drop: "Let go to import",
    tooLarge: (name: string, size: string) =>
      `${name} has ${size}, and a run's file has 512 MB at most. It was not read.`,
    noModel: (name: string) =>
      `${name}: expected model.npz among the files, found none. Import it with its weights.`,
    nothing:
      "Nothing there can be imported: expected a model (.npz, .safetensors, .onnx, .json) or the files of a run.",
    imported: (name: string) => `Imported "${name}".`,
    assumed: (sentence: string) => `Assumed that ${sentence}`,
    trainingOn: (name: string) =>
      `The next training begins with the weights of "${name}". Its settings are here; Go on starts it.`,
    running: "A training is running. Pause or finish it first.",
  },
} as const;
