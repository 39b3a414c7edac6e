import type { EventMap } from "./generated/events.js";
import type { Log } from "./log.js";
/** What happens to the process, told as events beside those of the service. */
export interface LifecycleEventMap {
    /** A process has started and takes requests. */
    "process/started": {
        pid: number;
        version: string;
    };
    /** A process that had started has ended, by itself or because the client was closed. */
    "process/exited": {
        code: number | null;
        signal: string | null;
        willRestart: boolean;
    };
}
/** The params of everything that can be listened to. */
export declare type StrongroomEventMap = EventMap & LifecycleEventMap;
export declare type StrongroomEventName = keyof StrongroomEventMap;
/** An event by its name and params. A newer program may send others, with names not listed here. */
export declare type StrongroomEvent = {
    [Name in StrongroomEventName]: {
        readonly name: Name;
        readonly params: StrongroomEventMap[Name];
    };
}[StrongroomEventName];
declare type Listener = (params: never) => void;
/** Hands events on to listeners and iterations. */
export declare class EventHub {
    #private;
    constructor(log: Log);
    /** @returns a function that ends it. */
    on(name: string, listener: Listener): () => void;
    emit(name: string, params: unknown): void;
    stream(): AsyncIterableIterator<StrongroomEvent>;
    /** There will be no more events: iterations end. */
    close(): void;
}
export {};
