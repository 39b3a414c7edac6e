/** What every error of this client is. `kind` tells them apart, across copies of the module as well. */
export declare abstract class StrongroomError extends Error {
    readonly name: string;
    /** What went wrong, as a stable word. */
    abstract readonly kind: string;
}
/** Why a process could not be started. */
export declare type StartFailure = "notFound" | "notExecutable" | "exited" | "noReply" | "notStrongroom" | "incompatibleVersion";
/** The program could not be started, or is not one that this client can talk to. */
export declare class StartError extends StrongroomError {
    readonly name = "StartError";
    readonly kind = "startFailed";
    readonly reason: StartFailure;
    /** The last lines that the process wrote to stderr. */
    readonly stderr: readonly string[];
    constructor(reason: StartFailure, message: string, details?: {
        stderr?: readonly string[];
        cause?: unknown;
    });
    /** The same error once more, for another call. */
    copy(): StartError;
}
/**
 * The process ended before it answered. Whether the call was done is not known; with an `idempotencyKey`
 * it can be made again.
 */
export declare class ProcessExitedError extends StrongroomError {
    readonly name = "ProcessExitedError";
    readonly kind = "processExited";
    /** The exit code; null where a signal ended the process. */
    readonly exitCode: number | null;
    /** The signal that ended the process, such as `SIGKILL`; otherwise null. */
    readonly signal: string | null;
    /** The last lines that the process wrote to stderr. */
    readonly stderr: readonly string[];
    readonly method: string;
    constructor(method: string, end: ProcessEnd);
}
/**
 * The program wrote something to stdout that is not JSON-RPC, and was ended for that; or it said that it
 * could not read the request.
 */
export declare class ProtocolError extends StrongroomError {
    readonly name = "ProtocolError";
    readonly kind = "protocolError";
    readonly method: string;
    constructor(method: string, fault: string, message?: string);
    /** The error of a request that the process could not read. */
    static unread(method: string): ProtocolError;
}
/** The time for the call was over. The process was asked to cancel it; a late reply is dropped. */
export declare class CallTimeoutError extends StrongroomError {
    readonly name = "CallTimeoutError";
    readonly kind = "timedOut";
    readonly method: string;
    readonly timeoutMs: number;
    constructor(method: string, timeoutMs: number);
}
/** The client was closed before the call was answered, or before it was made. */
export declare class ClosedError extends StrongroomError {
    readonly name = "ClosedError";
    readonly kind = "closed";
    readonly method: string;
    constructor(method: string);
}
/** The request is larger than the server takes, and was not sent. */
export declare class MessageTooLargeError extends StrongroomError {
    readonly name = "MessageTooLargeError";
    readonly kind = "messageTooLarge";
    readonly method: string;
    /** The size of the request in bytes. */
    readonly size: number;
    /** How many bytes the server takes. */
    readonly limit: number;
    constructor(method: string, size: number, limit: number);
}
/** How a process ended. */
export interface ProcessEnd {
    readonly code: number | null;
    readonly signal: string | null;
    readonly stderr: readonly string[];
}
export declare function describeEnd(end: Pick<ProcessEnd, "code" | "signal">): string;
/** The last of these lines, each on its own line, to end a message with. */
export declare function quoteLines(lines: readonly string[], count?: number): string;
