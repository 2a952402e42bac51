import type { ComponentChildren, VNode } from "preact";

interface DrawingProps {
  readonly width: number;
  readonly height: number;
  /** what is to be seen, for those who do not see it */
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A picture of a page's own; its colours are the sheet's. */
export function Drawing({ width, height, title, children }: DrawingProps): VNode {
  return (
    <svg
      class={width > 400 ? "drawing wide" : "drawing"}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={title}
    >
      {children}
    </svg>
  );
}

/** A polyline through points in pixels. */
export function pathThrough(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
}
