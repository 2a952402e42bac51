import { layerSizes } from "percept";
import { grouped } from "../../terminal/numbers.ts";
import { equationsOf } from "../equations.ts";
import { Figure } from "../figure.tsx";
import type { Section } from "../page.tsx";
import { Raw } from "../raw.tsx";
import type { Report } from "../report.ts";

export function network({ results, charts }: Report): Section {
  const { layers } = results.model.network;
  const weights = layers.reduce((sum, { inputs, units }) => sum + units * (1 + inputs), 0);
  const diagram = charts.get("network");
  return {
    id: "network",
    title: "Network",
    content: (
      <>
        <p>
          {`${layerSizes(results.model.network).join("-")}: ${grouped(weights)} weights, the biases among them. As in the report, the bias elements are submerged: ` +
            `a layer's matrix has a row a unit, and column 0 is the bias.`}
        </p>
        {diagram && <Figure chart={diagram} file="network" />}
      </>
    ),
  };
}

export function equations({ results }: Report): Section {
  const { inputs } = results.model.network.layers[0];
  const parts = equationsOf({ inputs, layers: results.model.network.layers }, results.experiment);
  return {
    id: "equations",
    title: "Equations",
    content: parts.map(({ title, equations }) => (
      <div class="equations">
        <h3>{title}</h3>
        {equations.map(({ words, mathml }) => (
          <>
            <p>{words}</p>
            {mathml.map((line) => (
              <Raw as="div" class="equation" markup={line} />
            ))}
          </>
        ))}
      </div>
    )),
  };
}
