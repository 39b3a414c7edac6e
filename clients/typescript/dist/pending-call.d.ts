import type { Call } from "./call.js";
import type { ProgressValue } from "./generated/types.js";
/** A call and the means to end it. It behaves as a promise does where nobody handles its rejection. */
export declare class PendingCall<Result> implements Call<Result> {
    #private;
    constructor(requestCancel: (reason: unknown) => void);
    then<Fulfilled = Result, Rejected = never>(onFulfilled?: ((result: Result) => Fulfilled | PromiseLike<Fulfilled>) | null, onRejected?: ((error: unknown) => Rejected | PromiseLike<Rejected>) | null): Promise<Fulfilled | Rejected>;
    catch<Rejected = never>(onRejected?: ((error: unknown) => Rejected | PromiseLike<Rejected>) | null): Promise<Result | Rejected>;
    finally(onFinally?: (() => void) | null): Promise<Result>;
    get [Symbol.toStringTag](): string;
    progress(): AsyncIterableIterator<ProgressValue>;
    cancel(reason?: unknown): void;
    publish(value: ProgressValue): void;
    resolve(result: Result): void;
    reject(error: unknown): void;
}
