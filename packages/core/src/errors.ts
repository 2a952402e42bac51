/** What percept can say went wrong; `code` is stable, for programs that read `--json`. */
export type ErrorCode =
  | "parameter"
  | "format"
  | "shape"
  | "file"
  | "memory"
  | "gradient"
  | "diverged"
  | "aborted"
  | "worker"
  | "unsupported";

/** Every error that percept throws on purpose. The message says what, where, expected, got and what to do next. */
export class PerceptError extends Error {
  // A literal, here and below: a minifier renames classes, and messages show the name.
  override readonly name: string = "PerceptError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, next?: string, options?: ErrorOptions) {
    super(next === undefined ? message : `${message}\n  ${next}`, options);
    this.code = code;
  }
}

/** A setting outside its range: `learningRate must be in (0, ∞), got -0.1.` */
export class ParameterError extends PerceptError {
  override readonly name = "ParameterError";
  constructor(message: string, next?: string) {
    super("parameter", message, next);
  }
}

/** Bytes that are not what they should be; `place` is the file, and the entry in it where there is one. */
export class FormatError extends PerceptError {
  override readonly name = "FormatError";
  readonly place: string;

  constructor(place: string, problem: string, next?: string, options?: ErrorOptions) {
    super("format", `${place}: ${problem}`, next, options);
    this.place = place;
  }
}

/** Arrays that do not fit each other. */
export class ShapeError extends PerceptError {
  override readonly name = "ShapeError";
  constructor(message: string, next?: string) {
    super("shape", message, next);
  }
}

/** A file or folder that cannot be read or written. */
export class FileError extends PerceptError {
  override readonly name = "FileError";
  constructor(message: string, next?: string, options?: ErrorOptions) {
    super("file", message, next, options);
  }
}
