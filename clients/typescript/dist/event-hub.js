/** Hands events on to listeners and iterations. */
export class EventHub {
    #log;
    #listeners = new Map();
    #streams = new Set();
    #isClosed = false;
    constructor(log) {
        this.#log = log;
    }
    /** @returns a function that ends it. */
    on(name, listener) {
        const entry = { listener };
        const entries = this.#listeners.get(name) ?? new Set();
        this.#listeners.set(name, entries.add(entry));
        return () => {
            entries.delete(entry);
        };
    }
    emit(name, params) {
        for (const { listener } of [...(this.#listeners.get(name) ?? [])])
            this.#call(listener, name, params);
        for (const stream of this.#streams) {
            const isDropping = stream.push({ name, params });
            if (isDropping) {
                this.#log.write("warn", `events() is not read: only the last ${EventStream.capacity} are kept`);
            }
        }
    }
    stream() {
        const stream = new EventStream(() => this.#streams.delete(stream));
        if (this.#isClosed)
            stream.end();
        else
            this.#streams.add(stream);
        return stream;
    }
    /** There will be no more events: iterations end. */
    close() {
        this.#isClosed = true;
        for (const stream of this.#streams)
            stream.end();
        this.#streams.clear();
    }
    #call(listener, name, params) {
        const where = `A listener of ${name}`;
        try {
            const returned = listener(params);
            Promise.resolve(returned).catch((error) => this.#log.writeThrown(where, error));
        }
        catch (error) {
            this.#log.writeThrown(where, error);
        }
    }
}
/** The events from one moment on. Where they are not taken in time, the oldest are dropped. */
class EventStream {
    static capacity = 1000;
    #leave;
    #kept = [];
    #takers = [];
    #isOver = false;
    #hasDropped = false;
    constructor(leave) {
        this.#leave = leave;
    }
    /** @returns whether this was the first time that an event had to be dropped. */
    push(event) {
        const taker = this.#takers.shift();
        if (taker !== undefined) {
            taker({ done: false, value: event });
            return false;
        }
        if (this.#kept.push(event) <= EventStream.capacity)
            return false;
        this.#kept.shift();
        const isFirst = !this.#hasDropped;
        this.#hasDropped = true;
        return isFirst;
    }
    end() {
        this.#isOver = true;
        for (const taker of this.#takers.splice(0))
            taker({ done: true, value: undefined });
    }
    next() {
        const value = this.#kept.shift();
        if (value !== undefined)
            return Promise.resolve({ done: false, value });
        if (this.#isOver)
            return Promise.resolve({ done: true, value: undefined });
        return new Promise((resolve) => this.#takers.push(resolve));
    }
    return() {
        this.#leave();
        this.#kept.length = 0;
        this.end();
        return Promise.resolve({ done: true, value: undefined });
    }
    [Symbol.asyncIterator]() {
        return this;
    }
}
