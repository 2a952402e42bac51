import { setTitles, shownSet } from "../run/scored-set.ts";
import { percent } from "../terminal/numbers.ts";
import { r2Text } from "../terminal/target-table.ts";
import { Article, renderPage } from "./page.tsx";
import type { Report } from "./report.ts";
import { aim, Lead, shapeOf } from "./sections/aim.tsx";
import { data } from "./sections/data.tsx";
import { equations, network } from "./sections/network.tsx";
import { gradients, reproduce, speed } from "./sections/proof.tsx";
import {
  RegressionLead,
  regressionAim,
  regressionData,
  regressionExamination,
  regressionLearning,
  regressionMetrics,
} from "./sections/regression.tsx";
import { examination, learning, metrics } from "./sections/results.tsx";
import { settings } from "./sections/settings.tsx";

/** report.html of a run, in the order of the report that percept grew out of. */
export function runPage(report: Report): string {
  const { experiment, name, predicted } = report.results;
  if (predicted.length > 0) return regressionPage(report);
  const shown = shownSet(report.results.sets);
  const title = `${shapeOf(report)} on ${experiment.data}`;
  return renderPage({
    title: `${title}: ${percent(shown.metrics.accuracy)}`,
    description: `Run ${name}: accuracy ${percent(shown.metrics.accuracy)} on the ${setTitles[shown.name]}.`,
    children: (
      <Article
        title={title}
        lead={<Lead report={report} />}
        sections={[
          aim(report),
          data(report),
          network(report),
          equations(report),
          settings(report),
          ...learning(report),
          metrics(report),
          ...examination(report),
          ...gradients(report),
          speed(report),
          reproduce(report),
        ]}
      />
    ),
  });
}

/** The same of a regression: what is of classes is left out. */
function regressionPage(report: Report): string {
  const { experiment, name, predicted } = report.results;
  const shown = shownSet(predicted);
  const title = `${shapeOf(report)} on ${experiment.data}`;
  const r2 = `R² ${r2Text(shown.metrics.r2)}`;
  return renderPage({
    title: `${title}: ${r2}`,
    description: `Run ${name}: ${r2} on the ${setTitles[shown.name]}.`,
    children: (
      <Article
        title={title}
        lead={<RegressionLead report={report} />}
        sections={[
          regressionAim(report),
          regressionData(report),
          network(report),
          equations(report),
          settings(report),
          ...regressionLearning(report),
          regressionMetrics(report),
          ...regressionExamination(report),
          ...gradients(report),
          speed(report),
          reproduce(report),
        ]}
      />
    ),
  });
}
