import { compareWords } from "./compare-words.ts";
import { drawWords } from "./draw-words.ts";
import { insideWords } from "./inside-words.ts";
import { trainWords } from "./train-words.ts";

export { dataWords } from "./data-words.ts";
export { examineWords } from "./examine-words.ts";
export { learnWords } from "./learn-words.ts";

/** Every word of the page, in one place, ready for translation. */
export const words = {
  title: "percept studio",
  skip: "Skip to the content",
  navigation: "Views",
  views: {
    train: "Train",
    inside: "Inside",
    examine: "Examine",
    draw: "Draw",
    data: "Data",
    compare: "Compare",
    learn: "Learn",
  },
  train: trainWords,
  inside: insideWords,
  draw: drawWords,
  ...compareWords,
} as const;
