import { Backoff } from "./backoff.js";
import { Connection } from "../connection.js";
import { ClosedError, describeEnd, type ProcessEnd, type StartError } from "../errors.js";
import type { InitializeResult } from "../generated/methods.js";
import type { Liveness } from "./liveness.js";
import type { Settings } from "../settings.js";

/** Waits for a process that takes requests. */
export interface Waiter {
  /** What waits, for an error. */
  readonly method: string;
  ready(connection: Connection, server: InitializeResult): void;
  fail(error: Error): void;
}

/** What is told of processes. */
export interface LifecycleHandlers {
  started(process: { pid: number; version: string }): void;
  exited(process: { code: number | null; signal: string | null; willRestart: boolean }): void;
  event(method: string, params: unknown): void;
}

type State =
  | { readonly name: "idle" }
  | { readonly name: "starting"; readonly connection: Connection }
  | {
      readonly name: "running";
      readonly connection: Connection;
      readonly server: InitializeResult;
      readonly since: number;
    }
  /** The process is about to be gone. */
  | { readonly name: "ending"; readonly since: number }
  /** The process is gone, and another will be started in a while. */
  | { readonly name: "delayed"; readonly timer: NodeJS.Timeout }
  | { readonly name: "closing"; readonly connection: Connection }
  | { readonly name: "closed" };

/** Sees that there is a process: the first when it is needed, another when one has ended by itself. */
export class Supervisor {
  readonly #settings: Settings;
  readonly #liveness: Liveness;
  readonly #nextId: () => number;
  readonly #handlers: LifecycleHandlers;
  readonly #backoff: Backoff | null;
  readonly #waiters = new Set<Waiter>();
  #state: State = { name: "idle" };
  #server: InitializeResult | undefined;
  #closed: Promise<void> | undefined;
  #resolveClosed: () => void = () => undefined;

  constructor(
    settings: Settings,
    liveness: Liveness,
    nextId: () => number,
    handlers: LifecycleHandlers,
  ) {
    this.#settings = settings;
    this.#liveness = liveness;
    this.#nextId = nextId;
    this.#handlers = handlers;
    this.#backoff = settings.restart === null ? null : new Backoff(settings.restart);
  }

  /** What the latest process said of itself. */
  get server(): InitializeResult | undefined {
    return this.#server;
  }

  get isClosed(): boolean {
    return this.#closed !== undefined;
  }

  /** Tells the waiter of a process at once where there is one, and else later, in order. */
  whenReady(waiter: Waiter): void {
    if (this.isClosed) {
      waiter.fail(new ClosedError(waiter.method));
      return;
    }
    if (this.#state.name === "running") {
      waiter.ready(this.#state.connection, this.#state.server);
      return;
    }
    this.#waiters.add(waiter);
    if (this.#state.name === "idle") this.#start();
  }

  /** The waiter waits no more. */
  leave(waiter: Waiter): void {
    this.#waiters.delete(waiter);
  }

  close(): Promise<void> {
    if (this.#closed !== undefined) return this.#closed;
    this.#liveness.hold();
    this.#closed = new Promise((resolve) => {
      this.#resolveClosed = resolve;
    });
    const state = this.#state;
    if (state.name === "starting" || state.name === "running") {
      this.#state = { name: "closing", connection: state.connection };
      state.connection.close();
    } else if (state.name === "delayed") {
      clearTimeout(state.timer);
      this.#liveness.delete(state.timer);
      this.#finishClosing();
    } else if (state.name === "idle") {
      this.#finishClosing();
    }
    this.#failWaiters((waiter) => new ClosedError(waiter.method));
    return this.#closed;
  }

  #start(): void {
    const connection: Connection = new Connection(this.#settings, this.#liveness, this.#nextId, {
      opened: (server) => this.#opened(connection, server),
      failed: (error) => this.#failed(error),
      closing: () => this.#ending(),
      ended: (end) => this.#ended(end),
      event: (method, params) => this.#handlers.event(method, params),
    });
    this.#state = { name: "starting", connection };
    connection.open();
  }

  #opened(connection: Connection, server: InitializeResult): void {
    if (this.#state.name !== "starting") return;
    this.#state = { name: "running", connection, server, since: performance.now() };
    this.#server = server;
    const { version } = server.serverInfo;
    const { pid } = connection;
    this.#settings.log.write("info", `strongroom ${version} has started (process ${pid})`);
    for (const waiter of this.#takeWaiters()) waiter.ready(connection, server);
    this.#handlers.started({ pid, version });
  }

  #failed(error: StartError): void {
    if (this.isClosed) {
      this.#finishClosing();
      return;
    }
    this.#state = { name: "idle" };
    // Taken before the logger can add others, which start a process of their own.
    const waiters = this.#takeWaiters();
    this.#settings.log.write("error", error.message);
    for (const waiter of waiters) waiter.fail(error.copy());
  }

  #ending(): void {
    if (this.#state.name === "running") {
      this.#state = { name: "ending", since: this.#state.since };
    }
  }

  #ended(end: ProcessEnd): void {
    const { code, signal } = end;
    const state = this.#state;
    if (this.isClosed) {
      this.#handlers.exited({ code, signal, willRestart: false });
      this.#finishClosing();
      return;
    }
    const since = state.name === "ending" || state.name === "running" ? state.since : 0;
    let outlook = "";
    if (this.#backoff === null) {
      this.#state = { name: "idle" };
    } else {
      const delay = Math.round(this.#backoff.delayAfter(performance.now() - since));
      outlook = `; it is started again in ${delay} ms`;
      this.#startIn(delay);
    }
    // The logger and the listeners may close the client, or make calls that start a process.
    this.#settings.log.write("warn", `strongroom has ended (${describeEnd(end)})${outlook}`);
    this.#handlers.exited({ code, signal, willRestart: this.#backoff !== null && !this.isClosed });
    if (this.#state.name === "idle" && this.#waiters.size > 0) this.#start();
  }

  #startIn(delay: number): void {
    const timer = setTimeout(() => {
      this.#liveness.delete(timer);
      if (!this.isClosed) this.#start();
    }, delay);
    this.#liveness.add(timer);
    this.#state = { name: "delayed", timer };
  }

  #finishClosing(): void {
    if (this.#state.name === "closed") return;
    this.#state = { name: "closed" };
    this.#liveness.release();
    this.#resolveClosed();
  }

  #failWaiters(error: (waiter: Waiter) => Error): void {
    for (const waiter of this.#takeWaiters()) waiter.fail(error(waiter));
  }

  #takeWaiters(): Waiter[] {
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    return waiters;
  }
}
