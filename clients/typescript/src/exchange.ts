import { onAbort } from "./abort-listeners.js";
import type { CallSite } from "./call-site.js";
import { cancelledError, serviceError } from "./error-reply.js";
import { CallTimeoutError } from "./errors.js";
import type { ProgressValue } from "./generated/types.js";
import type { ReplyError } from "./json-rpc.js";
import type { Log } from "./log.js";
import type { CallOptions } from "./options.js";
import { PendingCall } from "./pending-call.js";

/** What a request goes over. */
export interface RequestChannel {
  /** Asks the server to cancel a request. Its reply is still waited for. */
  cancel(id: number): void;
  /** Drops the reply, should there be one. */
  forget(id: number): void;
}

export interface ExchangeTerms {
  readonly id: number;
  readonly method: string;
  /** The request, as JSON. */
  readonly json: string;
  readonly timeoutMs: number | null;
  readonly cancelGraceMs: number;
  /** Where the call was made, if that is worth the time that it takes to find out. */
  readonly site: CallSite | undefined;
  readonly log: Log;
  settled(exchange: Exchange): void;
}

/** One request and what becomes of it: exactly one result or error, whatever happens in what order. */
export class Exchange {
  readonly id: number;
  readonly method: string;
  readonly json: string;
  readonly call: PendingCall<unknown>;
  readonly #terms: ExchangeTerms;
  readonly #options: CallOptions;
  #channel: RequestChannel | undefined;
  #timeout: NodeJS.Timeout | undefined;
  #cancellation: { readonly reason: unknown } | undefined;
  #ignoreSignal: (() => void) | undefined;
  #isSettled = false;

  constructor(terms: ExchangeTerms, options: CallOptions) {
    this.id = terms.id;
    this.method = terms.method;
    this.json = terms.json;
    this.call = new PendingCall((reason) => this.cancel(reason));
    this.#terms = terms;
    this.#options = options;
    const { timeoutMs } = terms;
    if (timeoutMs !== null) {
      this.#timeout = setTimeout(() => this.#expire(timeoutMs), timeoutMs);
    }
    const { signal } = options;
    if (signal?.aborted === true) this.cancel(signal.reason);
    else if (signal !== undefined) {
      this.#ignoreSignal = onAbort(signal, () => this.cancel(signal.reason));
    }
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** The request is being sent, and the reply comes from there. */
  sent(channel: RequestChannel): void {
    this.#channel = channel;
  }

  resolve(result: unknown): void {
    if (this.#settle()) this.call.resolve(result);
  }

  rejectBy(error: ReplyError): void {
    this.fail(serviceError(this.method, error, this.#cancellation?.reason));
  }

  fail(error: Error): void {
    if (!this.#settle()) return;
    this.#terms.site?.attachTo(error);
    this.call.reject(error);
  }

  publish(value: ProgressValue): void {
    if (this.#isSettled) return;
    this.call.publish(value);
    const { onProgress } = this.#options;
    if (onProgress === undefined) return;
    const where = `The progress callback of ${this.method}`;
    try {
      const returned: unknown = onProgress(value);
      Promise.resolve(returned).catch((error) => this.#terms.log.writeThrown(where, error));
    } catch (error) {
      this.#terms.log.writeThrown(where, error);
    }
  }

  cancel(reason: unknown): void {
    if (this.#isSettled || this.#cancellation !== undefined) return;
    this.#cancellation = { reason };
    const channel = this.#channel;
    if (channel === undefined) {
      this.fail(cancelledError(this.method, reason));
      return;
    }
    channel.cancel(this.id);
    // The time-out has no more to say: the answer to this is waited for, and not for long.
    clearTimeout(this.#timeout);
    this.#timeout = setTimeout(() => {
      channel.forget(this.id);
      this.fail(cancelledError(this.method, reason));
    }, this.#terms.cancelGraceMs);
  }

  #expire(timeoutMs: number): void {
    this.#channel?.cancel(this.id);
    this.#channel?.forget(this.id);
    this.fail(new CallTimeoutError(this.method, timeoutMs));
  }

  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    clearTimeout(this.#timeout);
    this.#ignoreSignal?.();
    this.#terms.settled(this);
    return true;
  }
}
