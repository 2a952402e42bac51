export { type RenderedPicture, renderPicture } from "./draw/rasterize.node.ts";
