import type { Samples } from "./samples.ts";

/**
 * Some samples of each class, the first in their order.
 * @param classes  how many there are
 * @returns indices [classes][up to perClass], ascending; fewer where a class has no more
 */
export function samplesOfClasses({ labels }: Samples, classes: number, perClass: number): number[][] {
  const found = Array.from({ length: classes }, (): number[] => []);
  let wanted = classes * perClass;
  for (let sample = 0; sample < labels.length && wanted > 0; sample++) {
    const ofClass = found[labels[sample]];
    if (ofClass === undefined || ofClass.length >= perClass) continue;
    ofClass.push(sample);
    wanted--;
  }
  return found;
}
