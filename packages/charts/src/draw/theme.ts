// Pictures name what a colour is for; a theme says how that looks. On a page the names stay, as CSS variables, so that
// one picture is light or dark as its reader is. In a file `paint` puts a theme's colours in their place.

/**
 * Ten line colours a theme: any two differ by 24 or more (CIE76) in normal vision and under full protanopia,
 * deuteranopia and tritanopia as Machado, Oliveira & Fernandes (2009) simulate them, and each has a contrast of
 * 2.1 or more with the ground. Found by a search that starts near Paul Tol's "muted" scheme; in an order that keeps
 * neighbours far apart in lightness too, for print without colour.
 */
const lightLines = {
  "line-0": "#5784f4",
  "line-1": "#8c1b17",
  "line-2": "#34c7a3",
  "line-3": "#1a132b",
  "line-4": "#d8ae00",
  "line-5": "#9e41a2",
  "line-6": "#0f605c",
  "line-7": "#cc6b58",
  "line-8": "#451fb1",
  "line-9": "#8e7f00",
} as const;

/** Inside images, which know no theme: the same in both, for white ground and dark. Blue is the darker in print. */
const imageColours = {
  positive: "#2f6fe0",
  negative: "#d97008",
} as const;

export const lightTheme = {
  paper: "#ffffff",
  ink: "#1f2328",
  "soft-ink": "#59616b",
  "faint-ink": "#858d96",
  rule: "#e4e7ea",
  training: "#2b6cb0",
  validation: "#c2410c",
  test: "#0f766e",
  /** Cells of a confusion matrix: what is right, what is wrong, and what did not happen. */
  "hit-low": "#edf3fa",
  "hit-high": "#a9c6e6",
  "mistake-low": "#fdf3e7",
  "mistake-middle": "#f9cf9d",
  "mistake-high": "#f08a4b",
  quiet: "#f8f9fa",
  /** What a density, a bar or an area is filled with. */
  fill: "#c5d8ee",
  "fill-strong": "#2b6cb0",
  ...imageColours,
  ...lightLines,
} as const;

export type ColourRole = keyof typeof lightTheme;
export type Theme = Readonly<Record<ColourRole, string>>;

export const darkTheme: Theme = {
  paper: "#15181d",
  ink: "#e6e9ed",
  "soft-ink": "#a3abb5",
  "faint-ink": "#78818c",
  rule: "#2c3138",
  training: "#6fb1f5",
  validation: "#f59a5b",
  test: "#4fd1c0",
  "hit-low": "#1b2a3b",
  "hit-high": "#2f5f92",
  "mistake-low": "#2c221a",
  "mistake-middle": "#5e3f1f",
  "mistake-high": "#9e501b",
  quiet: "#191d22",
  fill: "#25425f",
  "fill-strong": "#6fb1f5",
  ...imageColours,
  "line-0": "#a3b2f8",
  "line-1": "#d05118",
  "line-2": "#3bb2af",
  "line-3": "#edf3f6",
  "line-4": "#e3bc16",
  "line-5": "#9751a6",
  "line-6": "#21fd85",
  "line-7": "#c47259",
  "line-8": "#6839fa",
  "line-9": "#a26dfd",
};

/** A colour as pictures write it. */
export function colour(role: ColourRole): string {
  return `var(--chart-${role})`;
}

/** A colour on the way from one to the other. @param share  in [0, 1]: how much of the second */
export function mix(from: ColourRole, to: ColourRole, share: number): string {
  if (share <= 0) return colour(from);
  if (share >= 1) return colour(to);
  return `color-mix(in srgb, ${colour(to)} ${Math.round(share * 1000) / 10}%, ${colour(from)})`;
}

/** The picture with a theme's colours in place of their names, for files: most programs know no CSS variables. */
export function paint(svg: string, theme: Theme): string {
  return svg
    .replace(
      /color-mix\(in srgb, var\(--chart-([a-z0-9-]+)\) ([\d.]+)%, var\(--chart-([a-z0-9-]+)\)\)/g,
      (_, to: ColourRole, percent, from: ColourRole) =>
        between(theme[from], theme[to], Number(percent) / 100),
    )
    .replace(/var\(--chart-([a-z0-9-]+)\)/g, (_, role: ColourRole) => theme[role]);
}

/** A style sheet in which every picture of a page finds its colours, as light or dark as the reader's system is. */
export function themeStyles(): string {
  const list = (theme: Theme) =>
    Object.entries(theme)
      .map(([role, value]) => `--chart-${role}:${value}`)
      .join(";");
  return (
    `:root{color-scheme:light dark;${list(lightTheme)}}` +
    `@media screen and (prefers-color-scheme:dark){:root{${list(darkTheme)}}}`
  );
}

/** Between two #rrggbb, channel by channel, as `color-mix(in srgb, ...)` is. */
function between(from: string, to: string, share: number): string {
  const channels = [1, 3, 5].map((at) => {
    const [a, b] = [from, to].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16));
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, "0");
  });
  return `#${channels.join("")}`;
}
