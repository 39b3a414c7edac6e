import type { ProgressValue } from "./generated/types.js";
/** The progress of one call, for any number of iterations over it. */
export declare class ProgressChannel {
    #private;
    /** @param throwing is called when an iteration throws the error of the call. */
    constructor(throwing: () => void);
    /** Whether somebody is iterating, who will get the error of the call. */
    get isIterated(): boolean;
    publish(value: ProgressValue): void;
    /** The call has ended, by this error if there is one. */
    finish(outcome: ProgressOutcome): void;
    /** An iteration that begins with the latest value. */
    iterate(): AsyncIterableIterator<ProgressValue>;
}
export declare type ProgressOutcome = {
    readonly error: unknown;
} | "succeeded";
