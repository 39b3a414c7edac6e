import { ActingStrongroom } from "./acting-strongroom.js";
import type { Call } from "./call.js";
import { type StrongroomEvent, type StrongroomEventMap, type StrongroomEventName } from "./event-hub.js";
import { type InitializeResult, type MethodMap, type MethodName, Methods } from "./generated/methods.js";
import type { Auth } from "./generated/types.js";
import type { CallOptions, StrongroomOptions } from "./options.js";
/** Calls what an application must not call. The tests play the examples of all methods by it. */
export declare let callUnchecked: (client: Strongroom, method: string, params?: object) => Call<unknown>;
/**
 * A `strongroom` process and everything that it can do. One is enough for an application: it serves any
 * number of calls at once, each with an identity of its own.
 *
 * The process is started by `start()` or the first call, and again whenever it ends by itself. A client
 * with nothing to wait for keeps no application alive.
 */
export declare class Strongroom extends Methods {
    #private;
    /** @throws TypeError or RangeError for an option that cannot be. No process is started yet. */
    constructor(options: StrongroomOptions);
    /** What the latest process said of itself; undefined until one has started. */
    get server(): InitializeResult | undefined;
    /**
     * Sees that there is a process, and checks that it fits. Without it, the first call does the same.
     * Rejects with `StartError`, whose `reason` tells why, or with `ClosedError`.
     */
    start(): Promise<InitializeResult>;
    /**
     * Ends the process in good order: what is past its point of no return finishes, the rest is cancelled.
     * Resolves when the process is gone. Closing again is waiting for the same.
     */
    close(): Promise<void>;
    /**
     * The methods on behalf of one person, such as for the time of a request. Its calls must not bring an
     * `auth` of their own, so that nothing in their params can become somebody else's identity.
     * @throws TypeError if there is no identity.
     */
    actingAs(auth: Auth): ActingStrongroom;
    /** Calls a method by its name: one that is known, with its types, or any other. */
    call<M extends MethodName>(method: M, params?: MethodMap[M]["params"], options?: CallOptions): Call<MethodMap[M]["result"]>;
    call<M extends string>(method: M & (M extends MethodName ? never : string), params?: object, options?: CallOptions): Call<unknown>;
    /** Sends a notification, which has no answer. Resolves when it is handed over. */
    notify(method: string, params?: object): Promise<void>;
    /**
     * Listens to events: those of the service, and `process/started` and `process/exited`. What the
     * listener throws is logged.
     * @returns a function that ends it.
     */
    on<Name extends StrongroomEventName>(name: Name, listener: (params: StrongroomEventMap[Name]) => void): () => void;
    on<Name extends string>(name: Name & (Name extends StrongroomEventName ? never : string), listener: (params: unknown) => void): () => void;
    /**
     * Iterates over all events from now on, until the client is closed. Of those not taken in time the last
     * 1,000 are kept. Waiting for an event keeps no application alive.
     */
    events(): AsyncIterableIterator<StrongroomEvent>;
}
