import { onAbort } from "./abort-listeners.js";
import { cancelledError, serviceError } from "./error-reply.js";
import { CallTimeoutError } from "./errors.js";
import { PendingCall } from "./pending-call.js";
/** One request and what becomes of it: exactly one result or error, whatever happens in what order. */
export class Exchange {
    id;
    method;
    json;
    call;
    #terms;
    #options;
    #channel;
    #timeout;
    #cancellation;
    #ignoreSignal;
    #isSettled = false;
    constructor(terms, options) {
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
        if (signal?.aborted === true)
            this.cancel(signal.reason);
        else if (signal !== undefined) {
            this.#ignoreSignal = onAbort(signal, () => this.cancel(signal.reason));
        }
    }
    get isSettled() {
        return this.#isSettled;
    }
    /** The request is being sent, and the reply comes from there. */
    sent(channel) {
        this.#channel = channel;
    }
    resolve(result) {
        if (this.#settle())
            this.call.resolve(result);
    }
    rejectBy(error) {
        this.fail(serviceError(this.method, error, this.#cancellation?.reason));
    }
    fail(error) {
        if (!this.#settle())
            return;
        this.#terms.site?.attachTo(error);
        this.call.reject(error);
    }
    publish(value) {
        if (this.#isSettled)
            return;
        this.call.publish(value);
        const { onProgress } = this.#options;
        if (onProgress === undefined)
            return;
        const where = `The progress callback of ${this.method}`;
        try {
            const returned = onProgress(value);
            Promise.resolve(returned).catch((error) => this.#terms.log.writeThrown(where, error));
        }
        catch (error) {
            this.#terms.log.writeThrown(where, error);
        }
    }
    cancel(reason) {
        if (this.#isSettled || this.#cancellation !== undefined)
            return;
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
    #expire(timeoutMs) {
        this.#channel?.cancel(this.id);
        this.#channel?.forget(this.id);
        this.fail(new CallTimeoutError(this.method, timeoutMs));
    }
    #settle() {
        if (this.#isSettled)
            return false;
        this.#isSettled = true;
        clearTimeout(this.#timeout);
        this.#ignoreSignal?.();
        this.#terms.settled(this);
        return true;
    }
}
