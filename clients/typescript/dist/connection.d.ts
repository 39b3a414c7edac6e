import { type ProcessEnd, type StartError } from "./errors.js";
import type { Exchange, RequestChannel } from "./exchange.js";
import type { InitializeResult } from "./generated/methods.js";
import type { Liveness } from "./process/liveness.js";
import type { Settings } from "./settings.js";
export interface ConnectionHandlers {
    /** It takes requests from now on. */
    opened(server: InitializeResult): void;
    /** It will never take one. Nothing else is called then. */
    failed(error: StartError): void;
    /** It takes no more requests; the process is going. */
    closing(): void;
    /** The process is gone. */
    ended(end: ProcessEnd): void;
    event(method: string, params: unknown): void;
}
/** One process, from its start to its end, and the requests that it has not answered yet. */
export declare class Connection implements RequestChannel {
    #private;
    constructor(settings: Settings, liveness: Liveness, nextId: () => number, handlers: ConnectionHandlers);
    get pid(): number;
    /** Starts the process; a handler tells how that went. */
    open(): void;
    /** Sends a request; what becomes of it is told to the exchange. */
    send(exchange: Exchange): void;
    /** @throws MessageTooLargeError if the server would not take it. */
    notify(method: string, json: string): void;
    cancel(id: number): void;
    forget(id: number): void;
    /** Ends the process in good order, or by force if it takes longer than it may. */
    close(): void;
}
