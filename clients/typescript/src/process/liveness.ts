/** Something that can keep the event loop of the application alive, or not. */
export interface Referable {
  ref(): unknown;
  unref(): unknown;
}

/**
 * Keeps the event loop alive while there is something to wait for, and only then: an application that
 * never closes its idle client ends all the same.
 */
export class Liveness {
  #holds = 0;
  readonly #referables = new Set<Referable>();

  hold(): void {
    this.#holds += 1;
    if (this.#holds === 1) for (const referable of this.#referables) referable.ref();
  }

  release(): void {
    this.#holds -= 1;
    if (this.#holds === 0) for (const referable of this.#referables) referable.unref();
  }

  add(referable: Referable): void {
    this.#referables.add(referable);
    if (this.#holds > 0) referable.ref();
    else referable.unref();
  }

  delete(referable: Referable): void {
    this.#referables.delete(referable);
  }
}
