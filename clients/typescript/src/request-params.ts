import { methodTable } from "./generated/methods.js";
import type { Auth } from "./generated/types.js";

/** What is known of a method. A newer program may have others: those take an identity as well. */
export function methodTraits(method: string): { takesAuth: boolean; reportsProgress: boolean } {
  return Object.hasOwn(methodTable, method)
    ? methodTable[method as keyof typeof methodTable]
    : { takesAuth: true, reportsProgress: false };
}

/**
 * The params to send. An `auth` among those given counts, even if it is undefined: an identity that is
 * missing by mistake is never replaced by another one.
 * @throws TypeError if they are not an object.
 */
export function requestParams(
  method: string,
  given: object | undefined | null,
  auth: Auth | undefined,
  progressToken: number | undefined,
): object {
  const params = given ?? {};
  if (typeof params !== "object" || Array.isArray(params)) {
    throw new TypeError(`The params of ${method} are an object of named values.`);
  }
  const addsAuth = auth !== undefined && methodTraits(method).takesAuth && !("auth" in params);
  return {
    ...params,
    ...(addsAuth ? { auth } : {}),
    ...(progressToken === undefined ? {} : { progressToken }),
  };
}
