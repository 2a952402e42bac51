// The studio's files over HTTP, for this machine alone.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";
import { listenFailed } from "./listen-failed.ts";
import { readRunFile } from "./run-files.ts";

/** No inline script, no other origin; WebAssembly may be compiled, and pictures may be data of the page itself. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** COOP and COEP make the page cross-origin isolated, without which browsers allow no threads. */
const headers: Readonly<Record<string, string>> = {
  "Content-Security-Policy": policy,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

export interface StudioServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a folder on the loopback interface.
 * @param port  0 for any that is free
 * @param runs  a folder of runs, read only, under /runs/
 * @throws {FileError} where the port is taken
 */
export async function serveStudio(folder: string, port: number, runs?: string): Promise<StudioServer> {
  const files = sirv(folder, { etag: true, dotfiles: false });
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const refusal = refusalOf(request, server);
    if (refusal !== undefined) return end(response, ...refusal);
    if (runs !== undefined && request.url?.startsWith(runsPath)) answerRuns(request, response, runs);
    else files(request, response, () => end(response, 404, "There is no such file in the studio."));
  });
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const runsPath = "/runs/";

/** A run's file as it is at this moment: a training may be writing it. */
function answerRuns({ url = "", method }: IncomingMessage, response: ServerResponse, runs: string): void {
  const found = findRunFile(runs, url.slice(runsPath.length));
  if (found === undefined) {
    end(response, 404, "There is no such file of a run.");
    return;
  }
  response.writeHead(200, {
    "Content-Type": found.type,
    "Content-Length": found.content.length,
    "Cache-Control": "no-store",
  });
  response.end(method === "HEAD" ? undefined : found.content);
}

function findRunFile(runs: string, path: string) {
  try {
    return readRunFile(runs, decodeURIComponent(path));
  } catch {
    return undefined; // no such encoding, or gone since
  }
}

/** Another site's page may name this server, or send to it: neither is answered. Nothing is ever written. */
function refusalOf(request: IncomingMessage, server: Server): [number, string] | undefined {
  const { port } = server.address() as AddressInfo;
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (request.method !== "GET" && request.method !== "HEAD") return [405, "The studio is only read."];
  if (!own.includes(request.headers.host ?? ""))
    return [403, "The studio answers to this machine's own address alone."];
  const { origin } = request.headers;
  if (origin !== undefined && !own.some((host) => origin === `http://${host}`))
    return [403, "The studio answers to its own page alone."];
  return undefined;
}

function end(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${sentence}\n`);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => reject(listenFailed(port, cause)));
    server.listen(port, "127.0.0.1", resolve);
  });
}
