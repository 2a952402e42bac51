export type Scale = "linear" | "log";

/** From pixels to values, as a reader finds them: between the ticks, by their labels. */
export interface ReadAxes {
  readonly x: (pixel: number) => number;
  readonly y: (pixel: number) => number;
}

/** The axes of the panel that is drawn in this part of a picture. Fails where two ticks tell another scale than the rest. */
export function readAxes(panel: string, scales: { readonly x?: Scale; readonly y?: Scale } = {}): ReadAxes {
  return {
    x: readScale(ticksOf(panel, "x"), scales.x ?? "linear"),
    y: readScale(ticksOf(panel, "y"), scales.y ?? "linear"),
  };
}

/** The points of each path of a class, in pixels. */
export function readPaths(svg: string, name: string): [number, number][][] {
  return Array.from(svg.matchAll(new RegExp(`<path class="${name}"[^>]* d="([^"]+)"`, "g")), ([, d]) =>
    readPoints(d),
  );
}

export function readPoints(path: string): [number, number][] {
  return Array.from(path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g), ([, x, y]) => [Number(x), Number(y)]);
}

/** Position of each tick's rule with its label's number; ticks without a number are left out. */
function ticksOf(panel: string, axis: "x" | "y"): [number, number][] {
  const [, group] = panel.match(new RegExp(`<g class="${axis}-axis">(.*?)</g>`)) ?? ["", ""];
  const rules = Array.from(group.matchAll(/d="M(-?[\d.]+),(-?[\d.]+)L/g), ([, x, y]) =>
    Number(axis === "x" ? x : y),
  );
  const labels = Array.from(group.matchAll(/<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]+)</g)).slice(0, -1);
  return labels.flatMap(([, x, y, label]) => {
    const place = Number(axis === "x" ? x : y);
    const rule = rules.reduce((a, b) => (Math.abs(b - place) < Math.abs(a - place) ? b : a));
    const [, digits, unit] = label.match(/^([\d.e-]+)([kM]?)$/) ?? [];
    if (digits === undefined) return [];
    return [[rule, Number(digits) * (unit === "M" ? 1e6 : unit === "k" ? 1e3 : 1)]];
  });
}

function readScale(ticks: readonly [number, number][], scale: Scale): (pixel: number) => number {
  const bend = scale === "log" ? Math.log : (value: number) => value;
  const unbend = scale === "log" ? Math.exp : (value: number) => value;
  const sorted = ticks.filter(([, value]) => scale === "linear" || value > 0).sort(([, a], [, b]) => a - b);
  const [[from, low], [to, high]] = [sorted[0], sorted[sorted.length - 1]];
  const read = (pixel: number) =>
    unbend(bend(low) + ((pixel - from) / (to - from)) * (bend(high) - bend(low)));
  for (const [pixel, value] of sorted) {
    const off = Math.abs(bend(read(pixel)) - bend(value)) / Math.abs(bend(high) - bend(low));
    if (!(off < 1e-3))
      throw new Error(`The tick ${value} is not on a ${scale} axis with ${low} and ${high}.`);
  }
  return read;
}
