import { methodTable } from "./generated/methods.js";
import type { Auth } from "./generated/types.js";

/** What is known of a method. A newer program may have others: those take an identity as well. */
export function methodTraits(method: string): { takesAuth: boolean; reportsProgress: boolean } {
  return Object.hasOwn(methodTable, method)
    ? methodTable[method as keyof typeof methodTable]
    : { takesAuth: true, reportsProgress: false };
}

/** Who is asking, where the params do not say so. */
export interface Identity {
  readonly auth: Auth | undefined;
  /** Whether the params must not say anything else. */
  readonly isFixed: boolean;
}

/** What the client does itself: done by an application, it would hit the calls of everybody. */
const ownMethods: readonly string[] = ["initialize", "shutdown", "exit"];

/** @throws TypeError if an application must not call the method. */
export function requireCallable(method: string): void {
  if (typeof method !== "string") throw new TypeError("The name of a method is a string.");
  if (!ownMethods.includes(method)) return;
  throw new TypeError(
    `The client itself sends ${method}: use start() and close(), and the option auth or actingAs().`,
  );
}

/**
 * A copy of the params as they are sent, without a token that could make the progress of one call that
 * of another.
 * @throws TypeError if they are not an object.
 */
export function namedParams(method: string, given: object | undefined | null): object {
  const params: object = given ?? {};
  if (typeof params !== "object" || Array.isArray(params)) {
    throw new TypeError(`The params of ${method} are an object of named values.`);
  }
  const copy: { progressToken?: unknown; toJSON?: unknown } = { ...params };
  delete copy.progressToken;
  // It would be asked for something else to send, without the identity or with another one.
  if (typeof copy.toJSON === "function") delete copy.toJSON;
  return copy;
}

/**
 * The params to send. Unless the identity is fixed, an `auth` among those given counts, even if it is
 * undefined: one that is missing by mistake is never replaced by another one.
 * @throws TypeError if they are not an object, or bring an `auth` that they must not.
 */
export function requestParams(
  method: string,
  given: object | undefined | null,
  { auth, isFixed }: Identity,
  progressToken: number | undefined,
): object {
  const params: { auth?: unknown } = namedParams(method, given);
  const inherited: { auth?: unknown } = given ?? {};
  if (isFixed && (params.auth !== undefined || inherited.auth !== undefined)) {
    throw new TypeError(`${method} is called as somebody, so that its params have no auth.`);
  }
  const isOpen = isFixed || !("auth" in inherited);
  const addsAuth = auth !== undefined && isOpen && methodTraits(method).takesAuth;
  return {
    ...params,
    ...(addsAuth ? { auth } : {}),
    ...(progressToken === undefined ? {} : { progressToken }),
  };
}
