import type { Call } from "./call.js";
import type { ProgressValue } from "./generated/types.js";
import { ProgressChannel, type ProgressOutcome } from "./progress-channel.js";

/** A call and the means to end it. It behaves as a promise does where nobody handles its rejection. */
export class PendingCall<Result> implements Call<Result> {
  readonly #promise: Promise<Result>;
  readonly #requestCancel: (reason: unknown) => void;
  /** Most calls have no progress, and need none of this. */
  #progress: ProgressChannel | undefined;
  #outcome: ProgressOutcome | undefined;
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
    return this.#channel().iterate();
  }

  cancel(reason?: unknown): void {
    this.#requestCancel(reason);
  }

  publish(value: ProgressValue): void {
    this.#channel().publish(value);
  }

  resolve(result: Result): void {
    this.#resolve(result);
    this.#finish("succeeded");
  }

  reject(error: unknown): void {
    if (this.#progress?.isIterated === true) this.#markHandled();
    this.#reject(error);
    this.#finish({ error });
  }

  #channel(): ProgressChannel {
    if (this.#progress === undefined) {
      this.#progress = new ProgressChannel(() => this.#markHandled());
      if (this.#outcome !== undefined) this.#progress.finish(this.#outcome);
    }
    return this.#progress;
  }

  /** Whoever iterates over the progress gets the error there, so that it is not unhandled. */
  #markHandled(): void {
    this.#promise.catch(() => undefined);
  }

  #finish(outcome: ProgressOutcome): void {
    this.#outcome = outcome;
    this.#progress?.finish(outcome);
  }
}
