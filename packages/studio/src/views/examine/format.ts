import { examineWords } from "../../text/english.ts";

export function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}

export function fourDecimals(value: number | null): string {
  return value === null ? examineWords.absent : value.toFixed(4);
}

export function counted(value: number): string {
  return value.toLocaleString("en-US");
}
