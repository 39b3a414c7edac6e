/** A process that lived for this long starts the delays anew. */
const steadyMs = 10000;
/** The delays before a process is started again: doubled each time, with jitter. */
export class Backoff {
    #initialDelayMs;
    #maxDelayMs;
    #nextDelayMs;
    constructor(delays) {
        this.#initialDelayMs = delays.initialDelayMs;
        this.#maxDelayMs = delays.maxDelayMs;
        this.#nextDelayMs = delays.initialDelayMs;
    }
    /**
     * The delay after a process that lived for this long.
     * @param random between 0 and 1; it moves the delay by up to a fifth either way.
     */
    delayAfter(livedMs, random = Math.random()) {
        if (livedMs >= steadyMs)
            this.#nextDelayMs = this.#initialDelayMs;
        const delay = Math.min(this.#nextDelayMs, this.#maxDelayMs);
        this.#nextDelayMs = Math.min(delay * 2, this.#maxDelayMs);
        return delay * (0.8 + 0.4 * random);
    }
}
