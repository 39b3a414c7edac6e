import { methodTable } from "./generated/methods.js";
/** What is known of a method. A newer program may have others: those take an identity as well. */
export function methodTraits(method) {
    return Object.hasOwn(methodTable, method)
        ? methodTable[method]
        : { takesAuth: true, reportsProgress: false };
}
/** What the client does itself: done by an application, it would hit the calls of everybody. */
const ownMethods = ["initialize", "shutdown", "exit"];
/** @throws TypeError if an application must not call the method. */
export function requireCallable(method) {
    if (typeof method !== "string")
        throw new TypeError("The name of a method is a string.");
    if (!ownMethods.includes(method))
        return;
    throw new TypeError(`The client itself sends ${method}: use start() and close(), and the option auth or actingAs().`);
}
/**
 * A copy of the params as they are sent, without a token that could make the progress of one call that
 * of another.
 * @throws TypeError if they are not an object.
 */
export function namedParams(method, given) {
    const params = given ?? {};
    if (typeof params !== "object" || Array.isArray(params)) {
        throw new TypeError(`The params of ${method} are an object of named values.`);
    }
    const copy = { ...params };
    delete copy.progressToken;
    // It would be asked for something else to send, without the identity or with another one.
    if (typeof copy.toJSON === "function")
        delete copy.toJSON;
    return copy;
}
/**
 * The params to send. Unless the identity is fixed, an `auth` among those given counts, even if it is
 * undefined: one that is missing by mistake is never replaced by another one.
 * @throws TypeError if they are not an object, or bring an `auth` that they must not.
 */
export function requestParams(method, given, { auth, isFixed }, progressToken) {
    const params = namedParams(method, given);
    const inherited = given ?? {};
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
