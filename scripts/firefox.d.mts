/** The path of a Firefox and of the package.json beside what drives it, or why there is none. */
export function findFirefox():
  | { readonly path: string; readonly driver: string }
  | { readonly missing: string };
