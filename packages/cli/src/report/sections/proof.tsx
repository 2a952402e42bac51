import { gradientBounds } from "percept";
import { duration, grouped } from "../../terminal/numbers.ts";
import { commandOf } from "../command-of.ts";
import { DataTable } from "../data-table.tsx";
import type { Section } from "../page.tsx";
import type { Report } from "../report.ts";

export function gradients({ gradientCheck }: Report): Section[] {
  if (gradientCheck === undefined) return [];
  const { layers, samples } = gradientCheck;
  const passed = layers.every((layer) => layer.passed);
  return [
    {
      id: "gradients",
      title: "Gradient check",
      content: (
        <>
          <p>
            {`The gradient by the equations beside the numeric one, by differences of the loss of ${samples} samples in float64 at the initial weights: ` +
              `${passed ? "they agree" : "they DISAGREE"}. The bounds are a relative error of ${gradientBounds.relativeError.toExponential()} a layer and ${gradientBounds.entryError.toExponential()} for each weight.`}
          </p>
          <DataTable
            caption="Analytic beside numeric gradient"
            columns={["layer", "weights checked", "relative error", "largest error", "agrees"]}
            rows={layers.map((layer) => [
              `W${layer.layer}`,
              `${grouped(layer.checked)} of ${grouped(layer.entries)}`,
              layer.relativeError.toExponential(1),
              layer.largestError.toExponential(1),
              layer.passed ? "yes" : "NO",
            ])}
          />
        </>
      ),
    },
  ];
}

export function speed({ results }: Report): Section {
  const { history, record } = results;
  const { engine, threads, threadsReason, versions, blas } = record.provenance as Readonly<
    Record<string, string | undefined>
  > & { readonly versions?: Readonly<Record<string, string>> };
  const seconds = history.reduce((sum, epoch) => sum + epoch.seconds, 0);
  const rates = history.map((epoch) => epoch.samplesPerSecond).sort((a, b) => a - b);
  const median = rates[Math.floor(rates.length / 2)] ?? 0;
  return {
    id: "speed",
    title: "Speed",
    content: (
      <DataTable
        caption="What the training took"
        words
        columns={["what", "figure"]}
        rows={[
          ["time of the training alone", duration(seconds)],
          ["epochs", grouped(history.length)],
          ["samples a second, median of the epochs", grouped(median)],
          ["engine", [engine, blas].filter(Boolean).join(", ")],
          ["threads", [threads, threadsReason && `(${threadsReason})`].filter(Boolean).join(" ")],
          ...Object.entries(versions ?? {}),
        ]}
      />
    ),
  };
}

export function reproduce({ results }: Report): Section {
  return {
    id: "reproduce",
    title: "Reproduce it",
    content: (
      <>
        <p>
          One command trains the same network again
          {isRepeatable(results) ? ", bit for bit, on any machine" : ""}:
        </p>
        <pre>{commandOf(results.experiment)}</pre>
        <p>The SHA-256 of its weights says whether it is the same:</p>
        <pre class="hash">{results.weightsSha256}</pre>
      </>
    ),
  };
}

/** Engines that use a library of the system repeat themselves on this machine alone. */
function isRepeatable({ record }: Report["results"]): boolean {
  return ["wasm", "reference"].includes(String(record.provenance.engine));
}
