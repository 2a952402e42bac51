import type { ActivationName } from "../../network/activations.ts";
import type { Matrix } from "../../network/matrix.ts";
import type { Scaling } from "../../network/scaling.ts";
import type { Model } from "../model.ts";
import { hexFloat } from "./hex-float.ts";
import { headLines, inLines } from "./predictor-text.ts";

/** Expressions of z. */
const sources: Readonly<Record<ActivationName, string>> = {
  sigmoid: "1 / (1 + exp(-z))",
  tanh: "tanh(z)",
  "scaled-tanh": "1.7159 * tanh(2.0 / 3 * z)",
  relu: "z > 0 ? z : 0",
  "leaky-relu": "z > 0 ? z : 0.01 * z",
  gelu: "z * (1 + erf(z / sqrt(2))) / 2",
  silu: "z / (1 + exp(-z))",
  identity: "z",
  softmax: "z",
};

/** A model as one file of C99 that needs the standard library alone; it computes in double from the model's weights. */
export function saveC(model: Model): Uint8Array {
  const { network, weights, classes, imputation } = model;
  const { targets, layers, scaling } = network;
  const type = weights[0].values instanceof Float64Array ? "double" : "float";
  const widest = Math.max(layers[0].inputs, ...layers.map(({ units }) => units));
  const last = layers.length - 1;
  const used = [...new Set(layers.map(({ activation }) => activation))];
  const text = [
    "/*",
    ...headLines(model, "cc -O2 -std=c99 FILE.c -o FILE -lm && ./FILE [FILE]").map((line) =>
      ` * ${line}`.trimEnd(),
    ),
    " *",
    " * In a program: compile it with -DPERCEPT_NO_MAIN and declare",
    " *     int percept_predict(const double *features, double *scores);",
    " */",
    "#include <math.h>",
    "#include <stdio.h>",
    "#include <stdlib.h>",
    "",
    `enum { INPUTS = ${layers[0].inputs}, OUTPUTS = ${layers[last].units}, WIDEST = ${widest} };`,
    "",
    ...(targets
      ? []
      : [`static const char *const classes[OUTPUTS] = {\n${inLines(classes.map(literal), 8, "  ")}};`, ""]),
    "/* Weights are [units][1 + inputs]; column 0 is the bias. */",
    ...weights.map((matrix, l) => matrixText(matrix, `w${l + 1}`, type)),
    "",
    ...used.map((name) => `static double ${functionName(name)}(double z) { return ${sources[name]}; }`),
    "",
    "static void layer(const double *a, double *out, int units, int inputs, const " +
      type +
      " *w, double (*f)(double)) {",
    "  for (int unit = 0; unit < units; unit++, w += 1 + inputs) {",
    "    double z = w[0];",
    "    for (int j = 0; j < inputs; j++) z += w[1 + j] * a[j];",
    "    out[unit] = f(z);",
    "  }",
    "}",
    "",
    ...vectorLines("imputation", imputation),
    ...(scaling.type === "per-feature"
      ? [...vectorLines("offsets", scaling.offsets), ...vectorLines("divisors", scaling.divisors)]
      : []),
    targets
      ? "/* The values that the model predicts for the raw features of one sample. */"
      : "/* The index of the class that the model predicts for the raw features of one sample, and every class's score. */",
    "int percept_predict(const double *features, double *scores) {",
    last === 0 ? "  double a[WIDEST];" : "  double a[WIDEST], b[WIDEST];",
    "  for (int j = 0; j < INPUTS; j++) {",
    "    float x = (float)features[j];",
    ...(imputation ? ["    if (isnan(x)) x = imputation[j];"] : []),
    `    a[j] = ${scaledText(scaling)};`,
    "  }",
    ...layers.flatMap(({ units, inputs, activation }, l) => {
      const [from, to] = l % 2 === 0 ? ["a", "b"] : ["b", "a"];
      return [
        `  layer(${from}, ${l === last ? "scores" : to}, ${units}, ${inputs}, w${l + 1}, ${functionName(activation)});`,
      ];
    }),
    ...(layers[last].activation === "softmax"
      ? [
          "  double largest = scores[0], sum = 0;",
          "  for (int k = 1; k < OUTPUTS; k++) if (scores[k] > largest) largest = scores[k];",
          "  for (int k = 0; k < OUTPUTS; k++) sum += scores[k] = exp(scores[k] - largest);",
          "  for (int k = 0; k < OUTPUTS; k++) scores[k] /= sum;",
        ]
      : []),
    ...(targets?.divisors.map(
      (divisor, k) =>
        `  scores[${k}] = scores[${k}] * ${hexFloat(divisor, "double")} + ${hexFloat(targets.offsets[k], "double")};`,
    ) ?? []),
    "  int best = 0;",
    "  for (int k = 1; k < OUTPUTS; k++) if (scores[k] > scores[best]) best = k;",
    "  return best;",
    "}",
    "",
    programText(targets !== undefined),
  ];
  return new TextEncoder().encode(text.join("\n"));
}

function functionName(name: ActivationName): string {
  return `f_${name.replaceAll("-", "_")}`;
}

function matrixText({ rows, columns, values }: Matrix, name: string, type: "float" | "double"): string {
  const numbers = Array.from(values, (value) => hexFloat(value, type));
  return `static const ${type} ${name}[${rows} * ${columns}] = {\n${inLines(numbers, 6, "  ")}};`;
}

function vectorLines(name: string, values: readonly number[] | undefined): string[] {
  if (!values) return [];
  const numbers = values.map((value) => hexFloat(Math.fround(value), "float"));
  return [`static const float ${name}[INPUTS] = {\n${inLines(numbers, 6, "  ")}};`];
}

function scaledText(scaling: Scaling): string {
  if (scaling.type === "none") return "x";
  if (scaling.type === "divide") return `x / ${hexFloat(Math.fround(scaling.divisor), "float")}`;
  return "(x - offsets[j]) / divisors[j]";
}

/** A string of C: everything but letters, digits and spaces by its bytes, so that no compiler sees more in it. */
function literal(word: string): string {
  const bytes = new TextEncoder().encode(word);
  const written = Array.from(bytes, (byte) =>
    /[A-Za-z0-9 _.-]/.test(String.fromCharCode(byte))
      ? String.fromCharCode(byte)
      : `\\${byte.toString(8).padStart(3, "0")}`,
  );
  return `"${written.join("")}"`;
}

function programText(regression: boolean): string {
  return `#ifndef PERCEPT_NO_MAIN
static int failed(const char *message) {
  fprintf(stderr, "%s\\n", message);
  return 1;
}

static void show(const double *features) {
  double scores[OUTPUTS];
${
  regression
    ? `  percept_predict(features, scores);
  for (int k = 0; k < OUTPUTS; k++) printf("%s%.9g", k ? " " : "", (float)scores[k]);`
    : `  printf("%s", classes[percept_predict(features, scores)]);
  for (int k = 0; k < OUTPUTS; k++) printf("%c%.9g", k ? ' ' : '\\t', (float)scores[k]);`
}
  putchar('\\n');
}

int main(int count, char **arguments) {
  FILE *file = count > 1 ? fopen(arguments[1], "rb") : stdin;
  static double features[INPUTS];
  int known = 0, samples = 0, first;
  if (!file) return failed("the file cannot be opened.");
  first = getc(file);
  if (first == 0) { /* IDX: two zero bytes, the type 8 (bytes), the number of sizes, the sizes, the values */
    if (getc(file) != 0 || getc(file) != 8) return failed("expected an IDX file of bytes, got another.");
    for (int skip = 4 * getc(file); skip > 0; skip--) getc(file);
    for (int byte; (byte = getc(file)) != EOF;) {
      features[known++] = byte;
      if (known == INPUTS) show(features), samples++, known = 0;
    }
  } else {
    char word[512];
    ungetc(first, file);
    for (;;) {
      char *end;
      if (fscanf(file, "%*[ \\t\\r\\n,]") == EOF || fscanf(file, "%511[^ \\t\\r\\n,]", word) != 1) break;
      features[known++] = strtod(word, &end);
      if (*end != 0 || end - word == 511) return failed("expected numbers, got something else.");
      if (known == INPUTS) show(features), samples++, known = 0;
    }
  }
  if (known != 0 || samples == 0) return failed("expected whole samples, got another number of features.");
  return 0;
}
#endif
`;
}
