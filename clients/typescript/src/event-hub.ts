import type { EventMap } from "./generated/events.js";
import type { Log } from "./log.js";

/** What happens to the process, told as events beside those of the service. */
export interface LifecycleEventMap {
  /** A process has started and takes requests. */
  "process/started": { pid: number; version: string };
  /** A process that had started has ended, by itself or because the client was closed. */
  "process/exited": { code: number | null; signal: string | null; willRestart: boolean };
}

/** The params of everything that can be listened to. */
export type StrongroomEventMap = EventMap & LifecycleEventMap;

export type StrongroomEventName = keyof StrongroomEventMap;

/** An event by its name and params. A newer program may send others, with names not listed here. */
export type StrongroomEvent = {
  [Name in StrongroomEventName]: { readonly name: Name; readonly params: StrongroomEventMap[Name] };
}[StrongroomEventName];

type Listener = (params: never) => void;

/** Hands events on to listeners and iterations. */
export class EventHub {
  readonly #log: Log;
  readonly #listeners = new Map<string, Set<{ readonly listener: Listener }>>();
  readonly #streams = new Set<EventStream>();
  #isClosed = false;

  constructor(log: Log) {
    this.#log = log;
  }

  /** @returns a function that ends it. */
  on(name: string, listener: Listener): () => void {
    const entry = { listener };
    const entries = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, entries.add(entry));
    return () => {
      entries.delete(entry);
    };
  }

  emit(name: string, params: unknown): void {
    for (const { listener } of [...(this.#listeners.get(name) ?? [])]) this.#call(listener, name, params);
    for (const stream of this.#streams) {
      const isDropping = stream.push({ name, params } as StrongroomEvent);
      if (isDropping) {
        this.#log.write("warn", `events() is not read: only the last ${EventStream.capacity} are kept`);
      }
    }
  }

  stream(): AsyncIterableIterator<StrongroomEvent> {
    const stream: EventStream = new EventStream(() => this.#streams.delete(stream));
    if (this.#isClosed) stream.end();
    else this.#streams.add(stream);
    return stream;
  }

  /** There will be no more events: iterations end. */
  close(): void {
    this.#isClosed = true;
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }

  #call(listener: Listener, name: string, params: unknown): void {
    const where = `A listener of ${name}`;
    try {
      const returned: unknown = listener(params as never);
      Promise.resolve(returned).catch((error) => this.#log.writeThrown(where, error));
    } catch (error) {
      this.#log.writeThrown(where, error);
    }
  }
}

type Next = IteratorResult<StrongroomEvent, undefined>;

/** The events from one moment on. Where they are not taken in time, the oldest are dropped. */
class EventStream implements AsyncIterableIterator<StrongroomEvent> {
  static readonly capacity = 1000;

  readonly #leave: () => void;
  readonly #kept: StrongroomEvent[] = [];
  readonly #takers: ((next: Next) => void)[] = [];
  #isOver = false;
  #hasDropped = false;

  constructor(leave: () => void) {
    this.#leave = leave;
  }

  /** @returns whether this was the first time that an event had to be dropped. */
  push(event: StrongroomEvent): boolean {
    const taker = this.#takers.shift();
    if (taker !== undefined) {
      taker({ done: false, value: event });
      return false;
    }
    if (this.#kept.push(event) <= EventStream.capacity) return false;
    this.#kept.shift();
    const isFirst = !this.#hasDropped;
    this.#hasDropped = true;
    return isFirst;
  }

  end(): void {
    this.#isOver = true;
    for (const taker of this.#takers.splice(0)) taker({ done: true, value: undefined });
  }

  next(): Promise<Next> {
    const value = this.#kept.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#isOver) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  return(): Promise<Next> {
    this.#leave();
    this.#kept.length = 0;
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
