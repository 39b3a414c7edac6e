import type { Call } from "./call.js";
import type { AnyFunction } from "./call-site.js";
import { type MethodMap, type MethodName, Methods } from "./generated/methods.js";
import type { Auth } from "./generated/types.js";
import type { CallOptions } from "./options.js";

/**
 * Makes a call on behalf of the person.
 * @param from the function that the application has called.
 */
export type CallAs = (
  method: string,
  params: object | undefined,
  options: CallOptions | undefined,
  from: AnyFunction,
) => Call<unknown>;

/** Params that bring no identity. */
export interface WithoutAuth {
  auth?: never;
}

function isIdentity(auth: unknown): boolean {
  const { actor, token } = (auth ?? {}) as { actor?: unknown; token?: unknown };
  return (typeof actor === "object" && actor !== null) !== (typeof token === "string");
}

/** The methods of a `Strongroom`, on behalf of one person. It is made by `actingAs()`. */
export class ActingStrongroom extends Methods<WithoutAuth> {
  readonly #call: CallAs;

  /** @throws TypeError if there is no identity: it must not become the one of the client. */
  constructor(auth: Auth, call: CallAs) {
    super();
    if (!isIdentity(auth)) {
      throw new TypeError("actingAs needs an auth: { actor: … } or { token: … }.");
    }
    this.#call = call;
  }

  override call<M extends MethodName>(
    method: M,
    params?: MethodMap[M]["params"] & WithoutAuth,
    options?: CallOptions,
  ): Call<MethodMap[M]["result"]>;
  override call<M extends string>(
    method: M & (M extends MethodName ? never : string),
    params?: object,
    options?: CallOptions,
  ): Call<unknown>;
  override call(method: string, params?: object, options?: CallOptions): Call<unknown> {
    return this.#call(method, params, options, this.call);
  }
}
