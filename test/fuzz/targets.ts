import { datasetTargets } from "./targets/datasets.ts";
import { encodingTargets } from "./targets/encoding.ts";
import { fileTargets } from "./targets/files.ts";
import { imageTargets } from "./targets/images.ts";
import { modelTargets } from "./targets/models.ts";
import { studioTargets } from "./targets/studio.ts";

/** Every parser that reads what a user gives it. */
export const targets = [
  ...encodingTargets,
  ...datasetTargets,
  ...fileTargets,
  ...imageTargets,
  ...modelTargets,
  ...studioTargets,
];
