/**
 * Keeps the event loop alive while there is something to wait for, and only then: an application that
 * never closes its idle client ends all the same.
 */
export class Liveness {
    #holds = 0;
    #referables = new Set();
    hold() {
        this.#holds += 1;
        if (this.#holds === 1)
            for (const referable of this.#referables)
                referable.ref();
    }
    release() {
        this.#holds -= 1;
        if (this.#holds === 0)
            for (const referable of this.#referables)
                referable.unref();
    }
    add(referable) {
        this.#referables.add(referable);
        if (this.#holds > 0)
            referable.ref();
        else
            referable.unref();
    }
    delete(referable) {
        this.#referables.delete(referable);
    }
}
