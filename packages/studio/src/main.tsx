import { themeStyles } from "percept-charts";
import { render } from "preact";
import { App } from "./app.tsx";
import { startData } from "./state/data.ts";
import { watchTrainings } from "./state/lost-training.ts";
import { startRuns } from "./state/runs.ts";
import { startStudio } from "./state/studio.ts";

// The pictures' colours, as the package that draws them says; a sheet of this kind needs no inline style.
const theme = new CSSStyleSheet();
theme.replaceSync(themeStyles());
document.adoptedStyleSheets = [...document.adoptedStyleSheets, theme];

const root = document.getElementById("app");
if (root === null) throw new Error("The page has no element with the id app.");
startStudio();
startData();
startRuns();
watchTrainings();
render(<App />, root);
