import * as Comlink from "comlink";
import { createLaboratory } from "./laboratory.ts";

// The worker's file lies in the site's assets folder, or, served by Vite, among the sources.
const site = new URL(import.meta.env.DEV ? "/" : "../", import.meta.url);
Comlink.expose(createLaboratory(site));
