import type { SampleLook } from "../../laboratory/inside-protocol.ts";

export const ROW_HEIGHT = 26;
export const RADIUS = 9;
const HEADING = 46;
const LEAST_STEP = 74;
const OUTPUT_ROOM = 96;
const DOTS_ROOM = 26;
/** For the captions of the pictures above and beneath the sample. */
const PICTURE_ROOM = 108;

/** A drawn unit, in pixels. */
export interface PlacedUnit {
  readonly layer: number;
  readonly unit: number;
  readonly x: number;
  readonly y: number;
}

/** Tells it from every other. */
export const keyOf = ({ layer, unit }: PlacedUnit): string => `${layer}-${unit}`;

export interface PlacedLayer {
  readonly x: number;
  readonly units: readonly PlacedUnit[];
  /** where dots stand for units that are left out, and how many they are */
  readonly dots: { readonly y: number; readonly count: number } | undefined;
}

export interface DiagramLayout {
  readonly width: number;
  readonly height: number;
  /** the sample's image: a square at the left */
  readonly image: { readonly x: number; readonly y: number; readonly size: number };
  readonly layers: readonly PlacedLayer[];
}

/** @param room  pixels from side to side; more are taken where layers would stand too close, and the diagram scrolls */
export function layOutDiagram({ layers }: SampleLook, room: number): DiagramLayout {
  const size = Math.round(Math.min(168, Math.max(76, room * 0.16)));
  const step = Math.max(LEAST_STEP, (room - size - OUTPUT_ROOM) / layers.length);
  const heights = layers.map(
    ({ shown, a }) => shown.length * ROW_HEIGHT + (shown.length < a.length ? DOTS_ROOM : 0),
  );
  const highest = Math.max(...heights, 3 * size + PICTURE_ROOM);
  const placed = layers.map(({ shown, a }, layer): PlacedLayer => {
    const x = Math.round(size + step * (layer + 1));
    let y = HEADING + (highest - heights[layer]) / 2 + ROW_HEIGHT / 2;
    let dots: PlacedLayer["dots"];
    const units = shown.map((unit, i): PlacedUnit => {
      if (i > 0 && unit > shown[i - 1] + 1) {
        dots = { y: y - ROW_HEIGHT / 2 + DOTS_ROOM / 2, count: a.length - shown.length };
        y += DOTS_ROOM;
      }
      const place = { layer, unit, x, y };
      y += ROW_HEIGHT;
      return place;
    });
    return { x, units, dots };
  });
  return {
    width: Math.round(size + step * layers.length + OUTPUT_ROOM),
    height: Math.round(HEADING + highest + 4),
    image: { x: 1, y: Math.round(HEADING + (highest - size) / 2), size },
    layers: placed,
  };
}
