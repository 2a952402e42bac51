import type { DiagramLayout } from "./diagram-layout.ts";

const steps: Readonly<Record<string, readonly [layers: number, units: number] | undefined>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** The arrow keys: up and down in a layer, left and right to the unit of the next that stands nearest. */
export function moveBetween(
  event: { readonly key: string; readonly target: EventTarget | null; preventDefault(): void },
  { layers }: DiagramLayout,
): void {
  const step = steps[event.key];
  if (step === undefined || !(event.target instanceof SVGElement)) return;
  const [layer, unit] = (event.target.dataset.unit ?? "").split("-").map(Number);
  const here = layers[layer]?.units.findIndex((place) => place.unit === unit) ?? -1;
  if (here < 0) return;
  event.preventDefault();
  const { y } = layers[layer].units[here];
  const target =
    step[0] === 0
      ? layers[layer].units[here + step[1]]
      : layers[layer + step[0]]?.units.toSorted((a, b) => Math.abs(a.y - y) - Math.abs(b.y - y))[0];
  if (target === undefined) return;
  const element = event.target.ownerSVGElement?.querySelector(`[data-unit="${target.layer}-${target.unit}"]`);
  if (element instanceof SVGElement) element.focus();
}
