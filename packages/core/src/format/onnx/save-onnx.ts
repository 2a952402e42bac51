import { encodeMessage } from "../../encoding/protobuf.ts";
import type { Precision } from "../../network/matrix.ts";
import type { Scaling, TargetScaling } from "../../network/scaling.ts";
import { splitBias } from "../bias.ts";
import type { Model } from "../model.ts";
import { metaOf } from "../model-meta.ts";
import { precisionOf } from "../precision-of.ts";
import { addActivation, floats } from "./activation-nodes.ts";
import { GraphBuilder, intAttribute } from "./graph-builder.ts";
import { dataTypes, modelProto, perceptKey } from "./onnx-proto.ts";

/**
 * A model as an ONNX file: opset 13, raw `features` [batch, inputs] in, `scores` [batch, classes] out, or `values`
 * [batch, targets] of a regression; float32 both, and for any batch. The scaling is in the graph. A float64 model
 * computes in float64 between them. metadata_props has `classes` (or `targets`), a JSON list of names, and `percept`, what percept needs to read the model back bit for bit.
 * @see https://github.com/onnx/onnx/blob/main/docs/IR.md
 */
export function saveOnnx(model: Model): Uint8Array {
  const { network, weights, classes } = model;
  const output = network.targets ? "values" : "scores";
  const precision = precisionOf(weights);
  const graph = new GraphBuilder();
  const complete = addImputation(graph, model.imputation, "features");
  let value = addScaling(graph, network.scaling, complete);
  if (precision === "float64") value = graph.cast("to-float64", value, dataTypes.double);
  for (const [l, { activation }] of network.layers.entries()) {
    const layer = `layers.${l}`;
    const { weight, bias } = splitBias(weights[l]);
    const z = graph.add(
      "Gemm",
      `${layer}.linear`,
      [
        value,
        graph.constant(`${layer}.weight`, weight.values, [weight.rows, weight.columns]),
        graph.constant(`${layer}.bias`, bias),
      ],
      [intAttribute("transB", 1)],
    );
    value = addActivation(graph, activation, z, `${layer}.${activation}`, precision);
  }
  value = addTargets(graph, network.targets, value, precision);
  if (precision === "float64") graph.cast("to-float32", value, dataTypes.float);
  const sizes = [network.layers[0].inputs, weights[weights.length - 1].rows] as const;
  return encodeMessage(modelProto, {
    irVersion: 7, // the first that knows opset 13: onnx 1.8
    producerName: "percept",
    operatorSets: [{ domain: "", version: 13 }],
    graph: graph.finish("percept", "features", output, sizes),
    properties: [
      network.targets
        ? { key: "targets", value: JSON.stringify(model.targetNames ?? []) }
        : { key: "classes", value: JSON.stringify(classes) },
      { key: perceptKey, value: JSON.stringify(metaOf(model)) },
    ],
  });
}

/** Missing values are NaN, in the graph too. */
function addImputation(graph: GraphBuilder, imputation: Model["imputation"], features: string): string {
  if (!imputation) return features;
  const missing = graph.add("IsNaN", "imputation.missing", [features]);
  const values = graph.constant("imputation.values", floats(imputation, "float32"));
  return graph.add("Where", "imputation.complete", [missing, values, features]);
}

function addScaling(graph: GraphBuilder, scaling: Scaling, features: string): string {
  if (scaling.type === "none") return features;
  if (scaling.type === "divide") {
    const divisor = graph.constant("scaling.divisor", floats([scaling.divisor], "float32"), []);
    return graph.add("Div", "scaling.scaled", [features, divisor]);
  }
  const offsets = graph.constant("scaling.offsets", floats(scaling.offsets, "float32"));
  const divisors = graph.constant("scaling.divisors", floats(scaling.divisors, "float32"));
  return graph.add("Div", "scaling.scaled", [
    graph.add("Sub", "scaling.centred", [features, offsets]),
    divisors,
  ]);
}

/** A regression's predictions in the targets' own units. */
function addTargets(
  graph: GraphBuilder,
  targets: TargetScaling | undefined,
  value: string,
  precision: Precision,
): string {
  if (!targets) return value;
  const divisors = graph.constant("targets.divisors", floats(targets.divisors, precision));
  const offsets = graph.constant("targets.offsets", floats(targets.offsets, precision));
  const scaled = graph.add("Mul", "targets.scaled", [value, divisors]);
  return graph.add("Add", "targets.values", [scaled, offsets]);
}
