// Equations that never change are MathML when the page comes: the build renders the TeX of each equations.json, so that
// the page needs no renderer for them.

import temml from "temml";
import type { Plugin } from "vite";

export function equationsAsMathml(): Plugin {
  return {
    name: "equations-as-mathml",
    enforce: "pre",
    transform(source, id) {
      if (!/[/\\]equations\.json$/.test(id)) return null;
      const rendered = JSON.parse(source, (_, value) => (typeof value === "string" ? toMathml(value) : value));
      return { code: JSON.stringify(rendered), map: null };
    },
  };
}

/** Without the inline styles that Temml adds: the page's policy refuses them, and its sheet has what they say. */
function toMathml(tex: string): string {
  return temml.renderToString(tex, { displayMode: true, throwOnError: true }).replace(/ style="[^"]*"/g, "");
}
