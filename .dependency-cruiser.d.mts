import type { ICruiseOptions, IForbiddenRuleType } from "dependency-cruiser";

declare const config: { readonly options: ICruiseOptions; readonly forbidden: IForbiddenRuleType[] };
export default config;
