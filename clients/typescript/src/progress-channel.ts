import type { ProgressValue } from "./generated/types.js";

/** The progress of one call, for any number of iterations over it. */
export class ProgressChannel {
  readonly #iterations = new Set<ProgressIteration>();
  readonly #throwing: () => void;
  #latest: ProgressValue | undefined;
  #outcome: ProgressOutcome | undefined;

  /** @param throwing is called when an iteration throws the error of the call. */
  constructor(throwing: () => void) {
    this.#throwing = throwing;
  }

  /** Whether somebody is iterating, who will get the error of the call. */
  get isIterated(): boolean {
    for (const iteration of this.#iterations) if (iteration.hasBegun) return true;
    return false;
  }

  publish(value: ProgressValue): void {
    this.#latest = value;
    for (const iteration of this.#iterations) iteration.publish(value);
  }

  /** The call has ended, by this error if there is one. */
  finish(outcome: ProgressOutcome): void {
    this.#outcome = outcome;
    for (const iteration of this.#iterations) iteration.finish(outcome);
    this.#iterations.clear();
  }

  /** An iteration that begins with the latest value. */
  iterate(): AsyncIterableIterator<ProgressValue> {
    const iteration: ProgressIteration = new ProgressIteration(
      () => this.#iterations.delete(iteration),
      this.#throwing,
    );
    this.#iterations.add(iteration);
    if (this.#latest !== undefined) iteration.publish(this.#latest);
    if (this.#outcome !== undefined) iteration.finish(this.#outcome);
    return iteration;
  }
}

export type ProgressOutcome = { readonly error: unknown } | "succeeded";

type Next = IteratorResult<ProgressValue, undefined>;

class ProgressIteration implements AsyncIterableIterator<ProgressValue> {
  readonly #leave: () => void;
  readonly #throwing: () => void;
  readonly #takers: { resolve(next: Next): void; reject(error: unknown): void }[] = [];
  /** The one value that waits to be taken; a newer one takes its place. */
  #value: ProgressValue | undefined;
  #outcome: ProgressOutcome | undefined;
  #hasBegun = false;

  constructor(leave: () => void, throwing: () => void) {
    this.#leave = leave;
    this.#throwing = throwing;
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  publish(value: ProgressValue): void {
    const taker = this.#takers.shift();
    if (taker === undefined) this.#value = value;
    else taker.resolve({ done: false, value });
  }

  finish(outcome: ProgressOutcome): void {
    this.#outcome = outcome;
    for (const taker of this.#takers.splice(0)) this.#takeOutcome().then(taker.resolve, taker.reject);
  }

  next(): Promise<Next> {
    this.#hasBegun = true;
    const value = this.#value;
    if (value !== undefined) {
      this.#value = undefined;
      return Promise.resolve({ done: false, value });
    }
    if (this.#outcome !== undefined) return this.#takeOutcome();
    return new Promise((resolve, reject) => this.#takers.push({ resolve, reject }));
  }

  return(): Promise<Next> {
    this.#leave();
    this.#value = undefined;
    this.finish("succeeded");
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The error is thrown once, as a generator would do it. */
  #takeOutcome(): Promise<Next> {
    const outcome = this.#outcome;
    this.#outcome = "succeeded";
    if (outcome === undefined || outcome === "succeeded") {
      return Promise.resolve({ done: true, value: undefined });
    }
    this.#throwing();
    return Promise.reject(outcome.error);
  }
}
