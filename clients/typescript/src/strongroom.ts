import { ActingStrongroom } from "./acting-strongroom.js";
import type { Call } from "./call.js";
import { type AnyFunction, CallSite } from "./call-site.js";
import {
  EventHub,
  type StrongroomEvent,
  type StrongroomEventMap,
  type StrongroomEventName,
} from "./event-hub.js";
import { Exchange } from "./exchange.js";
import {
  type InitializeResult,
  type MethodMap,
  type MethodName,
  Methods,
} from "./generated/methods.js";
import type { Auth } from "./generated/types.js";
import { requireCallOptions } from "./known-options.js";
import { Liveness } from "./process/liveness.js";
import type { CallOptions, StrongroomOptions } from "./options.js";
import { PendingCall } from "./pending-call.js";
import {
  type Identity,
  methodTraits,
  namedParams,
  requestParams,
  requireCallable,
} from "./request-params.js";
import { messageJSON, sendableCopy } from "./sendable.js";
import { type Settings, settings, timeout } from "./settings.js";
import { Supervisor, type Waiter } from "./process/supervisor.js";

/** Calls what an application must not call. The tests play the examples of all methods by it. */
export let callUnchecked: (client: Strongroom, method: string, params?: object) => Call<unknown>;

/**
 * A `strongroom` process and everything that it can do. One is enough for an application: it serves any
 * number of calls at once, each with an identity of its own.
 *
 * The process is started by `start()` or the first call, and again whenever it ends by itself. A client
 * with nothing to wait for keeps no application alive.
 */
export class Strongroom extends Methods {
  readonly #settings: Settings;
  readonly #identity: Identity;
  readonly #liveness = new Liveness();
  readonly #events: EventHub;
  readonly #supervisor: Supervisor;
  #lastId = 0;

  /** @throws TypeError or RangeError for an option that cannot be. No process is started yet. */
  constructor(options: StrongroomOptions) {
    super();
    this.#settings = settings(options);
    this.#identity = { auth: this.#settings.auth, isFixed: false };
    this.#events = new EventHub(this.#settings.log);
    this.#supervisor = new Supervisor(this.#settings, this.#liveness, () => ++this.#lastId, {
      started: (process) => this.#events.emit("process/started", process),
      exited: (process) => this.#events.emit("process/exited", process),
      event: (method, params) => this.#events.emit(method, params),
    });
  }

  /** What the latest process said of itself; undefined until one has started. */
  get server(): InitializeResult | undefined {
    return this.#supervisor.server;
  }

  /**
   * Sees that there is a process, and checks that it fits. Without it, the first call does the same.
   * Rejects with `StartError`, whose `reason` tells why, or with `ClosedError`.
   */
  start(): Promise<InitializeResult> {
    return this.#whenReady("start", (_, server) => server);
  }

  /**
   * Ends the process in good order: what is past its point of no return finishes, the rest is cancelled.
   * Resolves when the process is gone. Closing again is waiting for the same.
   */
  close(): Promise<void> {
    const closed = this.#supervisor.close();
    return closed.then(() => this.#events.close());
  }

  /**
   * The methods on behalf of one person, such as for the time of a request. Its calls must not bring an
   * `auth` of their own, so that nothing in their params can become somebody else's identity.
   * @throws TypeError if there is no identity.
   */
  actingAs(auth: Auth): ActingStrongroom {
    // What the application does to the object afterwards must not make this somebody else.
    const copy = sendableCopy("The auth of actingAs", auth);
    const identity: Identity = { auth: copy, isFixed: true };
    return new ActingStrongroom(copy, (method, params, options, from) => {
      return this.#call(method, params, options, identity, from);
    });
  }

  /** Calls a method by its name: one that is known, with its types, or any other. */
  override call<M extends MethodName>(
    method: M,
    params?: MethodMap[M]["params"],
    options?: CallOptions,
  ): Call<MethodMap[M]["result"]>;
  override call<M extends string>(
    method: M & (M extends MethodName ? never : string),
    params?: object,
    options?: CallOptions,
  ): Call<unknown>;
  override call(method: string, params?: object, options?: CallOptions): Call<unknown> {
    return this.#call(method, params, options, this.#identity, this.call);
  }

  static {
    callUnchecked = (client, method, params) => {
      const { call } = client;
      return client.#call(method, params, {}, client.#identity, call, () => undefined);
    };
  }

  /** Sends a notification, which has no answer. Resolves when it is handed over. */
  async notify(method: string, params?: object): Promise<void> {
    requireCallable(method);
    const sent = params === undefined ? undefined : namedParams(method, params);
    const json = messageJSON(method, sent);
    return this.#whenReady(method, (connection) => connection.notify(method, json));
  }

  /**
   * Listens to events: those of the service, and `process/started` and `process/exited`. What the
   * listener throws is logged.
   * @returns a function that ends it.
   */
  on<Name extends StrongroomEventName>(
    name: Name,
    listener: (params: StrongroomEventMap[Name]) => void,
  ): () => void;
  on<Name extends string>(
    name: Name & (Name extends StrongroomEventName ? never : string),
    listener: (params: unknown) => void,
  ): () => void;
  on(name: string, listener: (params: never) => void): () => void {
    return this.#events.on(name, listener);
  }

  /**
   * Iterates over all events from now on, until the client is closed. Of those not taken in time the last
   * 1,000 are kept. Waiting for an event keeps no application alive.
   */
  events(): AsyncIterableIterator<StrongroomEvent> {
    return this.#events.stream();
  }

  #call(
    method: string,
    params: object | undefined,
    given: CallOptions = {},
    identity: Identity,
    from: AnyFunction,
    check: (method: string) => void = requireCallable,
  ): Call<unknown> {
    const id = ++this.#lastId;
    let exchange: Exchange;
    this.#liveness.hold();
    try {
      check(method);
      requireCallOptions(given);
      // Each is read once: the application may change them while the call is waiting.
      const { onProgress, signal, timeoutMs } = given;
      const options: CallOptions = { onProgress, signal, timeoutMs };
      const { reportsProgress, takesAuth } = methodTraits(method);
      const isFollowed = reportsProgress || onProgress !== undefined;
      requireSignal(options);
      const token = isFollowed ? id : undefined;
      const sent = requestParams(method, params, identity, token);
      const waiter: Waiter = {
        method,
        ready: (connection) => connection.send(exchange),
        fail: (error) => exchange.fail(error),
      };
      exchange = new Exchange(
        {
          id,
          method,
          json: messageJSON(method, sent, id),
          timeoutMs: this.#timeout(options, reportsProgress),
          site: takesAuth ? new CallSite(from) : undefined,
          cancelGraceMs: this.#settings.cancelGraceMs,
          log: this.#settings.log,
          settled: () => {
            this.#supervisor.leave(waiter);
            this.#liveness.release();
          },
        },
        options,
      );
      if (!exchange.isSettled) this.#supervisor.whenReady(waiter);
      return exchange.call;
    } catch (error) {
      this.#liveness.release();
      return failedCall(error);
    }
  }

  #timeout(options: CallOptions, reportsProgress: boolean): number | null {
    if (options.timeoutMs !== undefined) return timeout("timeoutMs", options.timeoutMs);
    return reportsProgress ? null : this.#settings.timeoutMs;
  }

  #whenReady<Result>(
    method: string,
    action: (...args: Parameters<Waiter["ready"]>) => Result,
  ): Promise<Result> {
    this.#liveness.hold();
    return new Promise<Result>((resolve, reject) => {
      this.#supervisor.whenReady({
        method,
        ready: (connection, server) => {
          try {
            resolve(action(connection, server));
          } catch (error) {
            reject(error);
          }
        },
        fail: reject,
      });
    }).finally(() => this.#liveness.release());
  }
}

function requireSignal({ signal }: CallOptions): void {
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw new TypeError("The option signal is an AbortSignal.");
  }
}

function failedCall(error: unknown): Call<unknown> {
  const call = new PendingCall<unknown>(() => undefined);
  call.reject(error);
  return call;
}
