/** The value at a share of the way through the sorted values, 0.5 being the median. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}

export function median(values) {
  return quantile(values, 0.5);
}

/** Units of which more is better. */
export const isRate = ({ unit }) => unit.endsWith("/s");

/** What a measurement comes to in the case's unit. */
export function inUnit({ unit, perSamples }, { seconds, samples }) {
  if (isRate({ unit })) return samples / seconds;
  return (seconds / samples) * perSamples * (unit.startsWith("us") ? 1e6 : 1);
}

/**
 * Median and spread of one contestant's measurements; beside those of another, taken in the same rounds, the median
 * of the rounds' ratios: more than 1 where it takes longer than the other.
 */
export function summarize(one, measured, base) {
  const values = measured.map((measurement) => inUnit(one, measurement));
  const ratios = base?.map((other, round) => values[round] / inUnit(one, other));
  return {
    samples: measured[0].samples,
    median: median(values),
    quartiles: [quantile(values, 0.25), quantile(values, 0.75)],
    range: [Math.min(...values), Math.max(...values)],
    ...(ratios && !isRate(one) && { ratio: median(ratios) }),
  };
}

/** Floating-point operations that training on one sample takes with dense products: 2 a multiplication and addition. */
export function trainingFlops(layers) {
  return layers.slice(1).reduce((flops, units, index) => {
    const products = index === 0 ? 2 : 3; // forward, weights' gradient, and the error's way back but to the inputs
    return flops + 2 * products * units * (1 + layers[index]);
  }, 0);
}
