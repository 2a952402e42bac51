import { useEffect, useState } from "preact/hooks";
import type { SampleImage, SetName } from "../../laboratory/protocol.ts";
import { laboratory } from "../../state/studio.ts";

/** Images by their indices, as they arrive. */
export function useImages(set: SetName, indices: readonly number[]): ReadonlyMap<number, SampleImage> {
  const [images, setImages] = useState<ReadonlyMap<number, SampleImage>>(new Map());
  const wanted = indices.join();
  useEffect(() => {
    let left = false;
    void laboratory.images(set, wanted.split(",").map(Number)).then((found) => {
      if (!left) setImages(new Map(found.map((image) => [image.index, image])));
    });
    return () => {
      left = true;
    };
  }, [set, wanted]);
  return images;
}
