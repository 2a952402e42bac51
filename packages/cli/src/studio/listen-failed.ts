import { FileError } from "percept/errors";

/** The error for a port that cannot be listened on, with what to do about it. */
export function listenFailed(port: number, cause: Error): FileError {
  const { code } = cause as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: "another program listens there",
    EACCES: "permission denied",
  };
  return new FileError(
    `port ${port}: cannot be listened on (${reasons[code ?? ""] ?? cause.message}).`,
    "Choose another --port, or leave it out to take any that is free.",
    { cause },
  );
}
