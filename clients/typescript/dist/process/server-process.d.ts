/// <reference types="node" resolution-mode="require"/>
/// <reference types="node" resolution-mode="require"/>
import type { ProcessEnd } from "../errors.js";
import type { Liveness } from "./liveness.js";
import type { Settings } from "../settings.js";
export interface ProcessHandlers {
    /** There is no process, and there will be none. */
    failed(error: NodeJS.ErrnoException): void;
    stdout(chunk: Buffer): void;
    stderrLine(line: string): void;
    /** The process is gone; something of its output may still arrive. */
    exited(): void;
    /** The process is gone and its output read. Nothing is called after this. */
    ended(end: ProcessEnd): void;
}
/** A process and its pipes. None of them keeps the event loop alive but by `Liveness`. */
export declare class ServerProcess {
    #private;
    /** @throws what `spawn` throws for a program that the system refuses at once. */
    constructor(settings: Settings, liveness: Liveness, handlers: ProcessHandlers);
    get pid(): number;
    /** The last lines of stderr. */
    get stderr(): readonly string[];
    /** Sends at the end of this turn, together with what else is written in it. */
    write(text: string): void;
    /** Closes stdin, once everything is sent. */
    end(): void;
    kill(signal: "SIGTERM" | "SIGKILL"): void;
}
