import { describeConformance } from "../conformance.ts";

describeConformance("wasm");
