// The kinds of rows that the table of hyperparameters is made of.

/** One hyperparameter: what it may be, what it is when nobody says, and what it does. */
export interface Hyperparameter<Value> {
  readonly default: Value;
  readonly help: string;
  /** what it may be, in words: "a number in (0, ∞)" */
  readonly range: string;
  /** the values to choose from, where they are few */
  readonly choices?: readonly Value[];
  readonly accepts: (value: unknown) => boolean;
  /** the value that a text stands for (a flag, a link); anything that `accepts` refuses where it stands for none */
  readonly parse: (text: string) => unknown;
  /** defaults that follow another setting: `[0.001, { optimizer: "adam" }]` */
  readonly defaults?: readonly (readonly [value: Value, when: Condition])[];
  /** the other settings that it goes with, each of them enough; it always means something where they are not named */
  readonly only?: readonly Condition[];
}

/** A row that means something only beside certain other settings: it is absent from an experiment without them. */
export interface ConditionalHyperparameter<Value> extends Hyperparameter<Value> {
  readonly only: readonly Condition[];
}

/** Settings and their values; `set` is any value but null and false. A list has a value that its parts have. */
export type Condition = Readonly<Record<string, string | readonly string[]>>;

export function holds(condition: Condition, settings: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(condition).every(([name, wanted]) => {
    const value = settings[name];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (wanted === "set") return value !== undefined && value !== null && value !== false;
    return values.some((part) => [wanted].flat().includes(String(part)));
  });
}

/**
 * "optimizer adam or adamw"; of several conditions, each of them enough: "patience, keepBest or schedule step"
 * @param called  what a setting is called, where it has another name: its flag
 */
export function describeConditions(
  conditions: readonly Condition[],
  called = (name: string) => name,
): string {
  const described = conditions.map((condition) =>
    Object.entries(condition)
      .map(([name, wanted]) =>
        wanted === "set" ? called(name) : `${called(name)} ${alternatives([wanted].flat())}`,
      )
      .join(" and "),
  );
  return alternatives(described);
}

/** "a, b or c" */
function alternatives(words: readonly string[]): string {
  return [words.slice(0, -1).join(", "), ...words.slice(-1)].filter(Boolean).join(" or ");
}

export function choice<const Value extends string>(
  choices: readonly Value[],
  initial: NoInfer<Value>,
  help: string,
): Hyperparameter<Value> {
  return {
    default: initial,
    help,
    range: `one of ${choices.join(", ")}`,
    choices,
    accepts: (value) => choices.includes(value as Value),
    parse: (text) => text,
  };
}

export function wholeNumber(initial: number, from: number, to: number, help: string): Hyperparameter<number> {
  return {
    default: initial,
    help,
    range: `a whole number in [${from}, ${to}]`,
    accepts: (value) => isWhole(value, from, to),
    parse: parseNumber,
  };
}

/** @param range  an interval, like `(0, ∞)` or `[0, 1)`: round brackets leave the bound out */
export function number(initial: number, range: string, help: string): Hyperparameter<number> {
  return {
    default: initial,
    help,
    range: `a number in ${range}`,
    accepts: within(range),
    parse: parseNumber,
  };
}

export function text(initial: string, range: string, help: string): Hyperparameter<string> {
  return { default: initial, help, range, accepts: isText, parse: (given) => given };
}

/** One of some names, or a file whose name ends in `ending`. */
export function nameOrFile(
  names: readonly string[],
  ending: string,
  initial: string,
  help: string,
): Hyperparameter<string> {
  return {
    default: initial,
    help,
    range: `one of ${names.join(", ")}, or an ${ending} file`,
    choices: names,
    accepts: (value) => names.includes(value as string) || (isText(value) && endsIn(value as string, ending)),
    parse: (given) => given,
  };
}

export function flag(initial: boolean, help: string): Hyperparameter<boolean> {
  return {
    default: initial,
    help,
    range: "true or false",
    accepts: (value) => typeof value === "boolean",
    parse: (given) => (given === "true" ? true : given === "false" ? false : given),
  };
}

/** Whole numbers, perhaps none of them. */
export function wholeNumbers(
  initial: readonly number[],
  from: number,
  to: number,
  help: string,
): Hyperparameter<readonly number[]> {
  return {
    default: initial,
    help,
    range: `whole numbers in [${from}, ${to}], separated by commas, or none`,
    accepts: (value) => Array.isArray(value) && value.every((part) => isWhole(part, from, to)),
    parse: (given) => (given === "none" ? [] : splitList(given).map(parseNumber)),
  };
}

/** One value, or a list of them. */
export function oneOrMore<Value>(row: Hyperparameter<Value>): Hyperparameter<Value | readonly Value[]> {
  const accepts = (value: unknown) =>
    Array.isArray(value) ? value.length > 0 && value.every(row.accepts) : row.accepts(value);
  return {
    ...row,
    range: `${row.range}, or a list of them`,
    accepts,
    parse: (given) => {
      const parts = splitList(given).map(row.parse);
      return parts.length === 1 ? parts[0] : parts;
    },
  };
}

/** The row's values, or one of some words. */
export function orWord<Value, const Word extends string>(
  words: readonly Word[],
  row: Hyperparameter<Value>,
): Hyperparameter<Value | Word> {
  return {
    ...row,
    range: `${words.join(" or ")} or ${row.range}`,
    accepts: (value) => words.includes(value as Word) || row.accepts(value),
    parse: (given) => (words.includes(given as Word) ? given : row.parse(given)),
  };
}

/** The row's values, or none: null, which is its default instead of the row's. */
export function optional<Value>(row: Hyperparameter<Value>): Hyperparameter<Value | null> {
  return {
    ...row,
    default: null,
    defaults: [],
    range: `${row.range}, or none`,
    accepts: (value) => value === null || row.accepts(value),
    parse: (given) => (given === "none" ? null : row.parse(given)),
  };
}

/** A share of something, or where something else is. A text that reads as a number is no path. */
export function shareOrPath(
  initial: number,
  share: string,
  range: string,
  help: string,
): Hyperparameter<number | string> {
  const isShare = within(share);
  return {
    default: initial,
    help,
    range,
    accepts: (value) => isShare(value) || (isText(value) && typeof parseNumber(value as string) === "string"),
    parse: parseNumber,
  };
}

export function byDefault<Value>(
  row: Hyperparameter<Value>,
  ...defaults: readonly (readonly [value: NoInfer<Value>, when: Condition])[]
): Hyperparameter<Value> {
  return { ...row, defaults };
}

export function only<Row extends Hyperparameter<unknown>>(
  row: Row,
  ...conditions: readonly Condition[]
): Row & { readonly only: readonly Condition[] } {
  return { ...row, only: conditions };
}

function within(range: string): (value: unknown) => boolean {
  const [, open, low, high, close] = /^([[(])(.+), (.+)([\])])$/.exec(range) ?? [];
  const [from, to] = [low, high].map((bound) => Number(bound?.replace("∞", "Infinity")));
  return (value) =>
    typeof value === "number" &&
    Number.isFinite(value) &&
    (open === "[" ? value >= from : value > from) &&
    (close === "]" ? value <= to : value < to);
}

function endsIn(name: string, ending: string): boolean {
  return name.length > ending.length && name.toLowerCase().endsWith(ending);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isWhole(value: unknown, from: number, to: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to;
}

function splitList(given: string): string[] {
  return given.split(",").map((part) => part.trim());
}

/** A decimal number, or the text itself where it is none ("", "0x10", "1e", "Infinity"). */
function parseNumber(given: string): unknown {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given.trim()) ? Number(given) : given;
}
