import { describeConformance } from "../conformance.ts";

describeConformance("blas");
