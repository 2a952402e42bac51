const MOST_LETTERS = 120;
const MOST_ITEMS = 20;
const MOST_DEPTH = 3;

/** Anything as a message shows it: as JSON, and short, however long or deep it is. */
export function shown(value: unknown): string {
  const words = json(value, MOST_DEPTH);
  return typeof value === "string" ? words : shortened(words);
}

/** A name or a word that may be as long as a file. */
export function shortened(text: string): string {
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS)}...`;
}

function json(value: unknown, depth: number): string {
  if (typeof value === "string") return JSON.stringify(shortened(value));
  if (typeof value === "function" || typeof value === "symbol") return `a ${typeof value}`;
  if (typeof value !== "object" || value === null) return String(value);
  const isList = Array.isArray(value);
  if (depth === 0) return isList ? "[...]" : "{...}";
  const items = isList
    ? value.slice(0, MOST_ITEMS).map((item) => json(item, depth - 1))
    : Object.entries(value)
        .slice(0, MOST_ITEMS)
        .map(([name, item]) => `${json(name, 0)}:${json(item, depth - 1)}`);
  const more = (isList ? value : Object.keys(value)).length > MOST_ITEMS ? ",..." : "";
  const all = `${items.join(",")}${more}`;
  return isList ? `[${all}]` : `{${all}}`;
}
