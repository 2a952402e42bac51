import { describeRandomExperiments } from "./random-experiments.ts";

describeRandomExperiments(25);
