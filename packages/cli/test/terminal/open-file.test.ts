import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openFile, whyNoDisplay } from "../../src/terminal/open-file.ts";

describe("whyNoDisplay", () => {
  it.each([
    ["linux", {}, "no display here"],
    ["freebsd", { DISPLAY: "" }, "no display here"],
    ["linux", { DISPLAY: ":0" }, undefined],
    ["linux", { WAYLAND_DISPLAY: "wayland-0" }, undefined],
    ["linux", { WSL_DISTRO_NAME: "Debian" }, undefined],
    ["darwin", {}, undefined],
    ["win32", {}, undefined],
    ["linux", { CI: "true", DISPLAY: ":0" }, "CI has nobody to look"],
    ["darwin", { CI: "1" }, "CI has nobody to look"],
    ["darwin", { CI: "false" }, undefined],
    ["darwin", { SSH_CONNECTION: "10.0.0.1 5 10.0.0.2 22" }, "no display over SSH"],
    ["linux", { SSH_TTY: "/dev/pts/1", DISPLAY: "localhost:10.0" }, undefined],
  ] as const)("on %s with %j: %s", (platform, env, reason) => {
    expect(whyNoDisplay(platform, env)).toBe(reason);
  });
});

describe("openFile", () => {
  let said = "";
  beforeEach(() => {
    said = "";
    vi.spyOn(process.stderr, "write").mockImplementation((text) => {
      said += text;
      return true;
    });
    for (const name of ["CI", "SSH_CONNECTION", "SSH_TTY"]) vi.stubEnv(name, "");
    vi.stubEnv("DISPLAY", ":0");
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });

  it.each([0, null])(
    "gives the viewer the whole path, and says nothing where that ends with %s",
    async (code) => {
      const viewer = vi.fn(async () => code);
      await openFile("runs/a/charts/roc.png", viewer);
      expect(viewer).toHaveBeenCalledWith(resolve("runs/a/charts/roc.png"));
      expect(said).toBe("");
    },
  );

  it("says where the file is, and does not fail, where there is no viewer or it cannot", async () => {
    await openFile("a.png", async () => 3);
    await openFile("b.png", async () => {
      throw new Error("spawn xdg-open ENOENT");
    });
    expect(said).toBe("Not opened, no viewer took it: a.png\nNot opened, no viewer took it: b.png\n");
  });

  it("asks no viewer where nobody would see it", async () => {
    vi.stubEnv("CI", "true");
    const viewer = vi.fn(async () => 0);
    await openFile("a.png", viewer);
    expect(viewer).not.toHaveBeenCalled();
    expect(said).toBe("Not opened, CI has nobody to look: a.png\n");
  });
});
