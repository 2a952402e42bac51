import type { VNode } from "preact";

/** Markup that percept wrote itself, escaped already: a picture, an equation, a style sheet. All else goes through JSX. */
export function Raw({ as: Tag, markup, ...attributes }: RawOptions): VNode {
  return <Tag {...attributes} dangerouslySetInnerHTML={{ __html: markup }} />;
}

interface RawOptions {
  readonly as: "div" | "style" | "script";
  readonly markup: string;
  readonly class?: string;
}
