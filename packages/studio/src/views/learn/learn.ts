import { lazyView } from "../../components/lazy-view.tsx";

export const Learn = lazyView(async () => (await import("./lessons.tsx")).Lessons);
