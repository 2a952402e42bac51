export const drawWords = {
  heading: "Draw a digit",
  canvas: "Drawing",
  keys: "Draw with the mouse, a finger or a pen. By keyboard: the arrows move the pen, with Shift further; while the space bar is held it draws, Enter keeps it drawing until Enter again. E changes between pen and eraser, Ctrl+Z undoes, Delete clears.",
  tools: "Tools",
  pen: "Pen",
  eraser: "Eraser",
  width: "Width of the line",
  undo: "Undo",
  clear: "Clear",
  moreWays: "Images and keys",
  open: "Open an image",
  openHint: "Or drop one here, or paste it. Ink may be dark on light ground or light on dark.",
  penAt: (down: boolean, tool: string, x: number, y: number) =>
    `${tool} ${down ? "down" : "up"}, ${x} % from the left, ${y} % from the top`,
  seen: "What the network sees",
  seenHint: "28 x 28, as MNIST was made",
  seenLabel: (ink: number) => `The drawing in 28 x 28 pixels; ${ink} of them have ink`,
  mattered: "Which pixels mattered",
  matteredFor: (digit: string) => `blue spoke for ${digit}, orange against it`,
  matteredHint: "gradient x input of the highest score",
  matteredLabel: (digit: string, whereFor: string, whereAgainst: string) =>
    `Pixels that spoke for ${digit}, most of them ${whereFor}; against it, most of them ${whereAgainst}`,
  rows: ["at the top", "in the middle", "at the bottom"],
  nowhere: "nowhere",
  scores: "Scores",
  class: "Class",
  score: "Score",
  prediction: "Prediction",
  empty: "Draw, and the network answers with every stroke.",
  says: (digit: string, percent: string) => `The network says ${digit}, score ${percent} %`,
  nothingDrawn: "Nothing is drawn",
  noModel: (network: string, epochs: number, samples: string, name: string) =>
    `No network is trained yet. Train one now: ${network}, ${epochs} ${epochs === 1 ? "epoch" : "epochs"} on ${samples} images of ${name}.`,
  loading: "The images are being loaded.",
  loadingModel: "The network's weights are on their way.",
  sample:
    "The first few thousand images teach it most digits; with all of MNIST, which is being loaded, it gets better.",
  train: "Train now",
  goOn: "Go on with the training",
  again: "Train anew",
  training: (epoch: number, epochs: number) => `Training, epoch ${epoch} of ${epochs}.`,
  answers: (network: string) => `${network} answers.`,
  answersAfter: (network: string, accuracy: string, samples: string) =>
    `${network} answers; it was right on ${accuracy} of its ${samples} training images.`,
  otherShape: (rows: number, columns: number) =>
    `Drawings are 28 x 28 pixels; this network takes ${rows} x ${columns}. Train one on images of digits to draw for it.`,
  image: {
    noImage: (name: string) => `${name} is no image that a browser can read. PNG, JPEG, WebP and GIF are.`,
    noFile: "What was dropped or pasted holds no image.",
    tooManyBytes: (name: string, got: number, most: number) =>
      `${name} has ${got.toFixed(0)} MB; images up to ${most} MB are read.`,
    tooManyPixels: (name: string, width: number, height: number, most: number) =>
      `${name} has ${width} x ${height} pixels; images up to ${most} million pixels are read.`,
    oneGrey: (name: string) => `${name} is of one grey all over: there is no ink in it.`,
    noCanvas: "This browser gives no canvas to read the image with.",
    pasted: "The pasted image",
  },
} as const;
