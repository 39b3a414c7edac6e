import type { Call } from "./call.js";
import type { ProgressValue } from "./generated/types.js";
import { ProgressChannel } from "./progress-channel.js";

/** A call and the means to end it. It behaves as a promise does where nobody handles its rejection. */
export class PendingCall<Result> implements Call<Result> {
  readonly #promise: Promise<Result>;
  readonly #requestCancel: (reason: unknown) => void;
  readonly #progress = new ProgressChannel();
  #resolve!: (result: Result) => void;
  #reject!: (error: unknown) => void;

  constructor(requestCancel: (reason: unknown) => void) {
    this.#requestCancel = requestCancel;
    this.#promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  then<Fulfilled = Result, Rejected = never>(
    onFulfilled?: ((result: Result) => Fulfilled | PromiseLike<Fulfilled>) | null,
    onRejected?: ((error: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Fulfilled | Rejected> {
    return this.#promise.then(onFulfilled, onRejected);
  }

  catch<Rejected = never>(
    onRejected?: ((error: unknown) => Rejected | PromiseLike<Rejected>) | null,
  ): Promise<Result | Rejected> {
    return this.#promise.catch(onRejected);
  }

  finally(onFinally?: (() => void) | null): Promise<Result> {
    return this.#promise.finally(onFinally);
  }

  get [Symbol.toStringTag](): string {
    return "Call";
  }

  progress(): AsyncIterableIterator<ProgressValue> {
    return this.#progress.iterate();
  }

  cancel(reason?: unknown): void {
    this.#requestCancel(reason);
  }

  publish(value: ProgressValue): void {
    this.#progress.publish(value);
  }

  resolve(result: Result): void {
    this.#resolve(result);
    this.#progress.finish("succeeded");
  }

  reject(error: unknown): void {
    // Whoever iterates over the progress gets the error there, so that it is not unhandled.
    if (this.#progress.isIterated) this.#promise.catch(() => undefined);
    this.#reject(error);
    this.#progress.finish({ error });
  }
}
