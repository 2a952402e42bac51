import { describeConformance } from "../conformance.ts";

describeConformance("reference");
