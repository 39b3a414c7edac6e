/** What every error of this client is. `kind` tells them apart, across copies of the module as well. */
export abstract class StrongroomError extends Error {
  declare readonly name: string;
  /** What went wrong, as a stable word. */
  abstract readonly kind: string;
}

// A field would be set too late for the first line of `stack`.
Object.defineProperty(StrongroomError.prototype, "name", {
  configurable: true,
  get(this: object) {
    return this.constructor.name;
  },
});

/** Why a process could not be started. */
export type StartFailure =
  | "notFound"
  | "notExecutable"
  | "exited"
  | "noReply"
  | "notStrongroom"
  | "incompatibleVersion";

/** The program could not be started, or is not one that this client can talk to. */
export class StartError extends StrongroomError {
  override readonly name = "StartError";
  readonly kind = "startFailed";
  readonly reason: StartFailure;
  /** The last lines that the process wrote to stderr. */
  readonly stderr: readonly string[];

  constructor(
    reason: StartFailure,
    message: string,
    details: { stderr?: readonly string[]; cause?: unknown } = {},
  ) {
    super(message, "cause" in details ? { cause: details.cause } : undefined);
    this.reason = reason;
    this.stderr = details.stderr ?? [];
  }

  /** The same error once more, for another call. */
  copy(): StartError {
    const { reason, message, stderr } = this;
    return new StartError(reason, message, { stderr, ...("cause" in this ? { cause: this.cause } : {}) });
  }
}

/**
 * The process ended before it answered. Whether the call was done is not known; with an `idempotencyKey`
 * it can be made again.
 */
export class ProcessExitedError extends StrongroomError {
  override readonly name = "ProcessExitedError";
  readonly kind = "processExited";
  /** The exit code; null where a signal ended the process. */
  readonly exitCode: number | null;
  /** The signal that ended the process, such as `SIGKILL`; otherwise null. */
  readonly signal: string | null;
  /** The last lines that the process wrote to stderr. */
  readonly stderr: readonly string[];
  readonly method: string;

  constructor(method: string, end: ProcessEnd) {
    super(
      `The process ended (${describeEnd(end)}) before it answered ${method}. It may have been done or ` +
        `not: look, or call again with the same idempotencyKey.${quoteLines(end.stderr)}`,
    );
    this.exitCode = end.code;
    this.signal = end.signal;
    this.stderr = end.stderr;
    this.method = method;
  }
}

/**
 * The program wrote something to stdout that is not JSON-RPC, and was ended for that; or it said that it
 * could not read the request.
 */
export class ProtocolError extends StrongroomError {
  override readonly name = "ProtocolError";
  readonly kind = "protocolError";
  readonly method: string;

  constructor(
    method: string,
    fault: string,
    message = `The process did not keep to the protocol and was ended before it answered ${method}: ${fault}. ` +
      "See that command names strongroom itself, and that nothing else writes to its stdout.",
  ) {
    super(message);
    this.method = method;
  }

  /** The error of a request that the process could not read. */
  static unread(method: string): ProtocolError {
    const message = `The process could not read the request ${method}, so that it was not done.`;
    return new ProtocolError(method, "", message);
  }
}

/** The time for the call was over. The process was asked to cancel it; a late reply is dropped. */
export class CallTimeoutError extends StrongroomError {
  override readonly name = "CallTimeoutError";
  readonly kind = "timedOut";
  readonly method: string;
  readonly timeoutMs: number;

  constructor(method: string, timeoutMs: number) {
    super(
      `${method} did not answer within ${timeoutMs} ms and is being cancelled. ` +
        "Give timeoutMs with the call if it may take longer.",
    );
    this.method = method;
    this.timeoutMs = timeoutMs;
  }
}

/** The client was closed before the call was answered, or before it was made. */
export class ClosedError extends StrongroomError {
  override readonly name = "ClosedError";
  readonly kind = "closed";
  readonly method: string;

  constructor(method: string) {
    super(`The client is closed, so ${method} has no answer. Make a new Strongroom for more calls.`);
    this.method = method;
  }
}

/** The request is larger than the server takes, and was not sent. */
export class MessageTooLargeError extends StrongroomError {
  override readonly name = "MessageTooLargeError";
  readonly kind = "messageTooLarge";
  readonly method: string;
  /** The size of the request in bytes. */
  readonly size: number;
  /** How many bytes the server takes. */
  readonly limit: number;

  constructor(method: string, size: number, limit: number) {
    super(
      `The request ${method} has ${size} bytes and the server takes ${limit}. ` +
        "Send less, or raise limits.messageBytes in its configuration.",
    );
    this.method = method;
    this.size = size;
    this.limit = limit;
  }
}

/** How a process ended. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: readonly string[];
}

export function describeEnd(end: Pick<ProcessEnd, "code" | "signal">): string {
  return end.signal === null ? `exit code ${end.code}` : `signal ${end.signal}`;
}

/** The last of these lines, each on its own line, to end a message with. */
export function quoteLines(lines: readonly string[], count = 5): string {
  const last = lines.filter((line) => line.trim() !== "").slice(-count);
  const shown = last.map((line) => `\n  ${line.length > 300 ? `${line.slice(0, 300)}…` : line}`);
  return shown.length === 0 ? "" : ` It wrote:${shown.join("")}`;
}
