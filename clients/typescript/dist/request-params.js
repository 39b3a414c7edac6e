import { methodTable } from "./generated/methods.js";
/** What is known of a method. A newer program may have others: those take an identity as well. */
export function methodTraits(method) {
    return Object.hasOwn(methodTable, method)
        ? methodTable[method]
        : { takesAuth: true, reportsProgress: false };
}
/**
 * The params to send. Unless the identity is fixed, an `auth` among those given counts, even if it is
 * undefined: one that is missing by mistake is never replaced by another one.
 * @throws TypeError if they are not an object, or bring an `auth` that they must not.
 */
export function requestParams(method, given, { auth, isFixed }, progressToken) {
    const params = given ?? {};
    if (typeof params !== "object" || Array.isArray(params)) {
        throw new TypeError(`The params of ${method} are an object of named values.`);
    }
    if (isFixed && params.auth !== undefined) {
        throw new TypeError(`${method} is called as somebody, so that its params have no auth.`);
    }
    const isOpen = isFixed || !("auth" in params);
    const addsAuth = auth !== undefined && isOpen && methodTraits(method).takesAuth;
    return {
        ...params,
        ...(addsAuth ? { auth } : {}),
        ...(progressToken === undefined ? {} : { progressToken }),
    };
}
