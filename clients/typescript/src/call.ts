import type { ProgressValue } from "./generated/types.js";

/**
 * A call that has been made: the promise of its result, with its progress and a way to cancel it.
 *
 * It rejects with a {@link StrongroomError}, or with a `TypeError` or `RangeError` for arguments that
 * could not be sent.
 */
export interface Call<Result> extends Promise<Result> {
  /**
   * Iterates over how far the call has come, until it has ended. Values not taken in time are replaced
   * by newer ones; the last one always arrives. Where the call fails, the iteration throws its error.
   * Leaving the loop early does not cancel the call.
   */
  progress(): AsyncIterableIterator<ProgressValue>;

  /**
   * Asks to cancel the call, which then fails with `CancelledError`, unless it was past its point of no
   * return: then it gives its result as if nothing had been asked.
   * @param reason becomes the `cause` of the error.
   */
  cancel(reason?: unknown): void;
}
