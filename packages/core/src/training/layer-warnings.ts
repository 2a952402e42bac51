import type { LayerStatistics } from "./layer-statistics.ts";

/** A layer that does not learn as it should. */
export interface LayerWarning {
  readonly kind: "dead" | "saturated" | "vanishing" | "exploding";
  /** from 1 */
  readonly layer: number;
  /** what is wrong, and what to try */
  readonly message: string;
}

/** Karpathy, CS231n, "Neural networks part 1": at too large a learning rate "as much as 40% of your network can be dead". */
const DEAD_UNITS = 0.4;
/**
 * Of units, not of activations: three activations in four of the report's network come to lie near their ends while it
 * learns well (MNIST, 20 epochs), but none of its units is there for nine samples in ten; of a network that began with
 * weights in [-2, 2) more than half are.
 */
const SATURATED_UNITS = 0.5;
/**
 * Of the last layer's gradient: about what three sigmoid layers leave, each of which multiplies it by 1/4 or less.
 * Glorot & Bengio (2010), AISTATS 9, compare the layers' gradients so. Not beside the layers' weights, whose norms
 * differ with their widths alone. Layers that learned MNIST well had half the last layer's or more.
 */
const VANISHING = 1e-2;
/** Pascanu, Mikolov & Bengio (2013), arXiv:1211.5063, section 3.2: up to ten times the usual norm does no harm. */
const EXPLODING_GROWTH = 10;
/** The gradient of a mean loss stayed below 2.5 on MNIST, also where it was learned badly. */
const EXPLODING_NORM = 10;

/**
 * What is wrong with the layers of an epoch.
 * @param before  the same layers an epoch earlier, where there is one: growth is seen beside it
 */
export function layerWarnings(
  layers: readonly LayerStatistics[],
  before?: readonly LayerStatistics[],
): LayerWarning[] {
  return layers.flatMap((statistics, l) => {
    const { layer, units, activation } = statistics;
    const above = layers.slice(l);
    const found = {
      // Outputs are to be near their ends: that is what a sure answer is.
      saturated: above.length > 1 ? saturated(statistics) : undefined,
      dead: above.length > 1 ? dead(statistics) : undefined,
      // What lies below dead units gets no gradient, which they say already.
      vanishing: above.some((layer) => dead(layer))
        ? undefined
        : vanishing(statistics, above[above.length - 1]),
      exploding: exploding(statistics, before?.[l]),
    };
    return Object.entries(found).flatMap(([kind, message]) =>
      message === undefined
        ? []
        : {
            kind: kind as LayerWarning["kind"],
            layer,
            message: `layer ${layer} of ${layers.length} (${units} ${activation} units): ${message}`,
          },
    );
  });
}

function dead({ deadUnits = 0, activation }: LayerStatistics): string | undefined {
  if (!(deadUnits > DEAD_UNITS)) return undefined;
  const effect = activation === "relu" ? "no gradient passes them" : "hardly any gradient passes them";
  return (
    `${share(deadUnits)} of the units are dead: not above 0 for any sample of the probe, so that ${effect}.\n` +
    "  Try a smaller learning rate, initial weights he-normal, or another activation, like gelu."
  );
}

function saturated({ saturatedUnits = 0 }: LayerStatistics): string | undefined {
  if (!(saturatedUnits > SATURATED_UNITS)) return undefined;
  return (
    `${share(saturatedUnits)} of the units are saturated: at their ends for nearly every sample of the probe, ` +
    "where the slope is almost 0.\n" +
    "  Try a smaller learning rate, smaller initial weights, like glorot-uniform, or activation relu."
  );
}

function vanishing({ gradientNorm, activation }: LayerStatistics, last: LayerStatistics): string | undefined {
  if (!(gradientNorm < VANISHING * last.gradientNorm)) return undefined;
  const times = gradientNorm > 0 ? `, ${brief(last.gradientNorm / gradientNorm)} times as much` : "";
  const other = activation === "relu" ? "he-normal" : "glorot-uniform, or activation relu";
  return (
    `its gradient vanishes: its norm is ${brief(gradientNorm)}, where the last layer's is ${brief(last.gradientNorm)}${times}.\n` +
    `  Try fewer layers, or initial weights ${other}.`
  );
}

function exploding({ gradientNorm }: LayerStatistics, before?: LayerStatistics): string | undefined {
  const sudden =
    before !== undefined &&
    gradientNorm > EXPLODING_NORM &&
    gradientNorm >= EXPLODING_GROWTH * before.gradientNorm;
  if (Number.isFinite(gradientNorm) && !sudden) return undefined;
  const earlier = before ? `, where it was ${brief(before.gradientNorm)} an epoch earlier` : "";
  return (
    `its gradient explodes: its norm is ${brief(gradientNorm)}${earlier}.\n` +
    "  Try a smaller learning rate, or gradients shortened to a norm of 1 (clipNorm)."
  );
}

function share(fraction: number): string {
  return `${Math.round(100 * fraction)} %`;
}

function brief(value: number): string {
  return String(Number(value.toPrecision(2)));
}
