import type { Auth, ClientInfo, MessageFraming, ProgressValue } from "./generated/types.js";
/** How to start the program and talk to it. Either `database` or `config` has to be given. */
export interface StrongroomOptions {
    /** The program: a path, or a name to look for in `PATH`. `strongroom` by default. */
    command?: string;
    /** The path of the SQLite database. A relative one starts from `cwd`. */
    database?: string;
    /** The path of a configuration file. A relative one starts from `cwd`. */
    config?: string;
    /** More arguments for `strongroom serve`, such as `["--log-level", "debug"]`. */
    args?: readonly string[];
    /** Variables of the environment, beside those of the application; `undefined` takes one away. */
    env?: Readonly<Record<string, string | undefined>>;
    /** The working directory of the process; by default that of the application. */
    cwd?: string;
    /** How messages are framed; `newline` by default. Both behave the same. */
    framing?: MessageFraming;
    /** Who is asking, for calls that say nothing else. It is added to each of them. */
    auth?: Auth;
    /** What the application is called in the log of the program. */
    clientInfo?: ClientInfo;
    /**
     * After how many milliseconds calls of methods that report no progress fail; 60,000 by default, `null`
     * for never. Methods that report progress have no time-out but the one of the call.
     */
    timeoutMs?: number | null;
    /** How long a new process may take to answer, in milliseconds; 10,000 by default. */
    startTimeoutMs?: number;
    /** After how many milliseconds `close()` kills a process that is still there; 30,000 by default. */
    closeTimeoutMs?: number;
    /** How long a cancelled call waits for its answer, in milliseconds; 5,000 by default. */
    cancelGraceMs?: number;
    /**
     * How a process that ended by itself is started again; `false` for not before the next call.
     */
    restart?: RestartOptions | false;
    /**
     * Takes what the program writes to stderr, and what happens to the process; `console` will do. By
     * default both go nowhere, and only the errors quote the last lines.
     */
    logger?: Logger;
}
/** The delays before a process is started again, doubled each time that it ends soon. */
export interface RestartOptions {
    /** The first delay in milliseconds; 100 by default. */
    initialDelayMs?: number;
    /** The longest one in milliseconds; 10,000 by default. */
    maxDelayMs?: number;
}
/** Something to log with, such as `console`. */
export interface Logger {
    debug(message: string): void;
    info(message: string): void;
    warn(message: string): void;
    error(message: string): void;
}
/** What may be said of a single call, beside its params. */
export interface CallOptions {
    /** Is called with each progress value, as it arrives. What it throws is logged and changes nothing. */
    onProgress?: ((value: ProgressValue) => void) | undefined;
    /** Cancels the call when it aborts. Its `reason` becomes the `cause` of the `CancelledError`. */
    signal?: CancellationSignal | undefined;
    /** After how many milliseconds the call fails; `null` for never. It counts from the call itself. */
    timeoutMs?: number | null | undefined;
}
/** The part of an `AbortSignal` that is used, so that no types of a platform are needed. */
export interface CancellationSignal {
    readonly aborted: boolean;
    readonly reason?: unknown;
    addEventListener(type: "abort", listener: () => void): void;
    removeEventListener(type: "abort", listener: () => void): void;
}
