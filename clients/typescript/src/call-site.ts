export type AnyFunction = (...args: never[]) => unknown;

/**
 * Where a call was made. Its error is made elsewhere, when the reply arrives, and its stack would name
 * nothing of the application.
 */
export class CallSite {
  readonly #capture: { stack?: string } = {};

  /** @param above the function whose caller is meant. */
  constructor(above: AnyFunction) {
    Error.captureStackTrace(this.#capture, above);
  }

  /** Makes the stack of the error lead here. */
  attachTo(error: Error): void {
    const stack = this.#capture.stack ?? "";
    const start = stack.indexOf("\n");
    // Without any, its own is better than none.
    if (start >= 0) error.stack = `${error.name}: ${error.message}${stack.slice(start)}`;
  }
}
