import { ProgressChannel } from "./progress-channel.js";
/** A call and the means to end it. It behaves as a promise does where nobody handles its rejection. */
export class PendingCall {
    #promise;
    #requestCancel;
    /** Most calls have no progress, and need none of this. */
    #progress;
    #outcome;
    #resolve;
    #reject;
    constructor(requestCancel) {
        this.#requestCancel = requestCancel;
        this.#promise = new Promise((resolve, reject) => {
            this.#resolve = resolve;
            this.#reject = reject;
        });
    }
    then(onFulfilled, onRejected) {
        return this.#promise.then(onFulfilled, onRejected);
    }
    catch(onRejected) {
        return this.#promise.catch(onRejected);
    }
    finally(onFinally) {
        return this.#promise.finally(onFinally);
    }
    get [Symbol.toStringTag]() {
        return "Call";
    }
    progress() {
        return this.#channel().iterate();
    }
    cancel(reason) {
        this.#requestCancel(reason);
    }
    publish(value) {
        this.#channel().publish(value);
    }
    resolve(result) {
        this.#resolve(result);
        this.#finish("succeeded");
    }
    reject(error) {
        if (this.#progress?.isIterated === true)
            this.#markHandled();
        this.#reject(error);
        this.#finish({ error });
    }
    #channel() {
        if (this.#progress === undefined) {
            this.#progress = new ProgressChannel(() => this.#markHandled());
            if (this.#outcome !== undefined)
                this.#progress.finish(this.#outcome);
        }
        return this.#progress;
    }
    /** Whoever iterates over the progress gets the error there, so that it is not unhandled. */
    #markHandled() {
        this.#promise.catch(() => undefined);
    }
    #finish(outcome) {
        this.#outcome = outcome;
        this.#progress?.finish(outcome);
    }
}
