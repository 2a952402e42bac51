/** The path of a Chromium, or why there is none. */
export function findChromium(): Promise<{ readonly path: string } | { readonly missing: string }>;
