import { resolve } from "node:path";
import { writeError } from "./output.ts";

/** What opens a file with the system's viewer and says how that ended: null where nothing is known of it. */
export type Viewer = (path: string) => Promise<number | null>;

type Environment = Readonly<Record<string, string | undefined>>;

/** So long a viewer has to say that it cannot. */
const VIEWER_MS = 1500;

/**
 * Opens a picture or a page, by its path or its URL, with the system's viewer. Where there is none, or no display, it
 * says where it is; nothing that goes wrong here is an error of the command.
 */
export async function openFile(path: string, viewer: Viewer = systemViewer): Promise<void> {
  const reason = whyNoDisplay(process.platform, process.env);
  if (reason !== undefined) return say(path, reason);
  try {
    const code = await viewer(/^https?:/.test(path) ? path : resolve(path));
    if (code !== 0 && code !== null) say(path, "no viewer took it");
  } catch {
    say(path, "no viewer took it");
  }
}

/** Why nobody would see a window, or undefined. */
export function whyNoDisplay(platform: NodeJS.Platform, env: Environment): string | undefined {
  const isSet = (name: string) => env[name] !== undefined && env[name] !== "" && env[name] !== "false";
  if (isSet("CI")) return "CI has nobody to look";
  const hasDisplay = isSet("DISPLAY") || isSet("WAYLAND_DISPLAY");
  if ((isSet("SSH_CONNECTION") || isSet("SSH_TTY")) && !hasDisplay) return "no display over SSH";
  // Windows' own viewers open what is asked for in its Linux.
  if (platform === "win32" || platform === "darwin" || isSet("WSL_DISTRO_NAME")) return undefined;
  return hasDisplay ? undefined : "no display here";
}

function say(path: string, reason: string): void {
  writeError(`Not opened, ${reason}: ${path}`);
}

/** Loaded when it is used: few commands open anything. */
async function systemViewer(path: string): Promise<number | null> {
  const { default: open } = await import("open");
  const child = await open(path);
  // Some viewers stay until their window is closed: that they say nothing for a while is well.
  return new Promise((done, fail) => {
    const timer = setTimeout(() => done(null), VIEWER_MS);
    const end = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    child.once("error", (error) => end(() => fail(error)));
    child.once("exit", (code) => end(() => done(code)));
  });
}
