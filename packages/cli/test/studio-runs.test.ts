import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServedStudio, serveStudio } from "../../studio/test/studio-page.ts";
import { percept, temporaryFolders } from "./run-percept.ts";

const emptyFolder = temporaryFolders();
let studio: ServedStudio;
beforeAll(async () => {
  const outer = emptyFolder();
  const runs = join(outer, "runs");
  writeFileSync(join(outer, "secret.json"), "secret");
  for (const name of ["b run", "a", ".half", "no-run"]) mkdirSync(join(runs, name), { recursive: true });
  for (const name of ["b run", "a", ".half"]) writeFileSync(join(runs, name, "experiment.json"), `"${name}"`);
  writeFileSync(join(runs, "a", "model.npz"), "weights");
  writeFileSync(join(runs, "a", "report.html"), "secret");
  writeFileSync(join(runs, "experiment.json"), "secret");
  symlinkSync(join(outer, "secret.json"), join(runs, "a", "metrics.json"));
  symlinkSync(join(runs, "a"), join(runs, "linked"));
  studio = await serveStudio(["--runs", runs]);
});
afterAll(() => studio?.close());

/** As written, without a client that tidies the path. */
function ask(path: string, method = "GET"): Promise<{ status: number | undefined; body: string }> {
  const { hostname, port } = new URL(studio.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode, body }));
    });
    asked.on("error", reject).end();
  });
}

describe("percept studio --runs", () => {
  it("lists the folder's runs by name, with those of their files that are served", async () => {
    const { status, body } = await ask("/runs/index.json");
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual([
      { name: "a", files: ["experiment.json", "model.npz"] },
      { name: "b run", files: ["experiment.json"] },
    ]);
  });

  it("serves a run's files, and only reads them", async () => {
    expect(await ask("/runs/b%20run/experiment.json")).toEqual({ status: 200, body: '"b run"' });
    expect(await ask("/runs/a/model.npz")).toEqual({ status: 200, body: "weights" });
    expect(await ask("/runs/a/model.npz", "HEAD")).toEqual({ status: 200, body: "" });
    for (const method of ["PUT", "DELETE", "POST"])
      expect(await ask("/runs/a/model.npz", method)).toMatchObject({ status: 405 });
  });

  it.each([
    "/runs/",
    "/runs/a/report.html",
    "/runs/a/metrics.json",
    "/runs/linked/experiment.json",
    "/runs/.half/experiment.json",
    "/runs/experiment.json",
    "/runs//experiment.json",
    "/runs/../secret.json",
    "/runs/a/../../secret.json",
    "/runs/..%2fsecret.json",
    "/runs/a%2f..%2fexperiment.json",
    "/runs/%2e%2e/runs/a/experiment.json",
    "/runs/a%00/experiment.json",
    "/runs/%",
  ])("gives nothing else away: %s", async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body).not.toContain("secret");
  });

  it("says in a sentence that there is no such folder", async () => {
    expect(await percept(emptyFolder(), ["studio", "--no-open", "--runs", "nowhere"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("nowhere: expected a folder of runs, found nothing there."),
    });
  });
});
