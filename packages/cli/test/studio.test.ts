import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServedStudio, serveStudio } from "../../studio/test/studio-page.ts";
import { percept, temporaryFolders } from "./run-percept.ts";

const emptyFolder = temporaryFolders();
let studio: ServedStudio;
beforeAll(async () => {
  studio = await serveStudio();
});
afterAll(() => studio?.close());

interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** As written, without a client that tidies the path. */
function ask(
  path: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const { hostname, port } = new URL(studio.url);
  return new Promise<Answer>((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text) => {
        body += text;
      });
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    asked.on("error", reject).end();
  });
}

describe("percept studio", () => {
  it("serves the page with the headers that threads need, and a policy without inline scripts or styles", async () => {
    const { status, headers, body } = await ask("/");
    expect(status).toBe(200);
    expect(body).toContain('<div id="app">');
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["cross-origin-embedder-policy"]).toBe("require-corp");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe-inline");
    expect(policy).not.toContain("'unsafe-eval'");
  });

  it("listens on the loopback interface alone", () => {
    expect(new URL(studio.url).hostname).toBe("127.0.0.1");
  });

  it.each([
    ["a foreign host", { Host: "evil.example" }],
    ["a name that leads here", { Host: "localhost.evil.example" }],
    ["a foreign origin", { Origin: "http://evil.example" }],
    ["an opaque origin", { Origin: "null" }],
  ])("refuses %s", async (_, headers) => {
    expect(await ask("/", { headers: headers as Record<string, string> })).toMatchObject({ status: 403 });
  });

  it.each(["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])("refuses to be written to by %s", async (method) => {
    expect((await ask("/", { method })).status).toBe(405);
  });

  it.each([
    "/../package.json",
    "/..%2fpackage.json",
    "/%2e%2e/package.json",
    "/assets/../../package.json",
    "//etc/passwd",
    "/.build-stamp",
  ])("gives nothing outside of the site away: %s", async (path) => {
    const { status, body } = await ask(path);
    expect(status).toBe(404);
    expect(body).not.toContain("percept-studio");
  });

  it("says in a sentence that a port is taken", async () => {
    const { port } = new URL(studio.url);
    const ended = await percept(emptyFolder(), ["studio", "--no-open", "--port", port]);
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`port ${port}: cannot be listened on (another program listens there).`),
    });
    expect(await percept(emptyFolder(), ["studio", "--port", "70000"])).toMatchObject({ code: 2 });
  });
});
