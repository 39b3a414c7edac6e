import { Connection } from "../connection.js";
import type { InitializeResult } from "../generated/methods.js";
import type { Liveness } from "./liveness.js";
import type { Settings } from "../settings.js";
/** Waits for a process that takes requests. */
export interface Waiter {
    /** What waits, for an error. */
    readonly method: string;
    ready(connection: Connection, server: InitializeResult): void;
    fail(error: Error): void;
}
/** What is told of processes. */
export interface LifecycleHandlers {
    started(process: {
        pid: number;
        version: string;
    }): void;
    exited(process: {
        code: number | null;
        signal: string | null;
        willRestart: boolean;
    }): void;
    event(method: string, params: unknown): void;
}
/** Sees that there is a process: the first when it is needed, another when one has ended by itself. */
export declare class Supervisor {
    #private;
    constructor(settings: Settings, liveness: Liveness, nextId: () => number, handlers: LifecycleHandlers);
    /** What the latest process said of itself. */
    get server(): InitializeResult | undefined;
    get isClosed(): boolean;
    /** Tells the waiter of a process at once where there is one, and else later, in order. */
    whenReady(waiter: Waiter): void;
    /** The waiter waits no more. */
    leave(waiter: Waiter): void;
    close(): Promise<void>;
}
