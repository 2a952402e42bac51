// Imports run one way (ARCHITECTURE.md). test/architecture.test.ts runs this, on the tree and on planted mistakes.

/** packages/core/src, from the bottom up; what stands on one line does not import its neighbours. */
const coreLevels = [
  "(errors|labels|monitors|shown)[.]ts",
  "(random|elementary|hyperparameter)[.]ts",
  "(distributions|hyperparameters)[.]ts",
  "check-combination[.]ts",
  "experiment[.]ts",
  "encoding/",
  "(dataset|metrics)/",
  "network/",
  "(engine|format)/",
  "prediction/",
  "training/",
  "classifier[.]ts",
  "index([.]node)?[.]ts",
];
const core = "(^|/)packages/core/src/";
const charts = "(^|/)packages/charts/src/";
/** What Node has its own way of: the imports map of packages/core/package.json chooses it or its twin for browsers. */
const platformFiles = `${core}engine/(wasm/threads|blas/blas)[.]node[.]ts$`;
const byImportsMap = ["aliased-subpath-import"];

const upward = coreLevels.slice(0, -1).map((level, index) => ({
  name: `upward-from-${level.replaceAll(/[^a-z|]/g, "")}`,
  severity: "error",
  from: { path: `${core}${level}` },
  to: { path: `${core}(${coreLevels.slice(index + 1).join("|")})` },
}));

const neighbours = ["dataset", "metrics", "engine", "format"].map((folder, index, folders) => ({
  name: `sideways-from-${folder}`,
  severity: "error",
  from: { path: `${core}${folder}/` },
  to: { path: `${core}${folders[index ^ 1]}/` },
}));

/** packages/charts/src: draw, axes on it, and on both the families of charts, which do not import each other. */
const chartFolders = [
  ["draw", "draw"],
  ["axes", "axes|draw"],
  ["((?!(?:draw|axes|model)/)[^/]+)", "$2|axes|draw"],
].map(([folder, allowed]) => ({
  name: `upward-or-sideways-from-${folder.startsWith("(") ? "a-family-of-charts" : folder}`,
  severity: "error",
  from: { path: `${charts}${folder}/` },
  to: { path: charts, pathNot: `${charts}(${allowed})/` },
}));

export default {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    ...upward,
    ...neighbours,
    ...chartFolders,
    {
      name: "core-imports-no-package-of-ours",
      severity: "error",
      from: { path: core },
      to: { path: "(^|/)packages/(charts|cli|studio)/" },
    },
    {
      name: "charts-know-no-network",
      severity: "error",
      from: { path: charts, pathNot: `${charts}model/` },
      to: { path: "(^|/)packages/core/" },
    },
    {
      name: "charts-import-no-package-above",
      severity: "error",
      from: { path: charts },
      to: { path: "(^|/)packages/(cli|studio)/" },
    },
    {
      name: "studio-imports-charts-and-core-alone",
      severity: "error",
      from: { path: "(^|/)packages/studio/src/" },
      to: { path: "(^|/)packages/cli/" },
    },
    {
      name: "node-only-in-cli-and-node-files",
      severity: "error",
      from: { path: "(^|/)packages/(core|charts|studio)/src/", pathNot: "[.]node[.]ts$" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "node-files-only-through-node-files",
      severity: "error",
      from: { path: "(^|/)packages/(core|charts|studio)/src/", pathNot: "[.]node[.]ts$" },
      to: { path: "[.]node[.]ts$", dependencyTypesNot: byImportsMap },
    },
    {
      name: "only-platform-files-through-the-imports-map",
      severity: "error",
      from: { path: "(^|/)packages/(core|charts|studio)/src/", pathNot: "[.]node[.]ts$" },
      to: { path: "[.]node[.]ts$", pathNot: platformFiles, dependencyTypes: byImportsMap },
    },
    {
      name: "an-interface-imports-no-implementation",
      severity: "error",
      from: { path: `${core}engine/engine[.]ts` },
      to: { path: `${core}engine/` },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "engine/wasm/assembly/|/dist/" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["source", "node", "import", "default"],
    },
  },
};
