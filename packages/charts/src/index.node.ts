export { type RenderedPicture, renderPicture } from "./rasterize.node.ts";
