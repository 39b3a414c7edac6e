import type { Auth } from "./generated/types.js";
/** What is known of a method. A newer program may have others: those take an identity as well. */
export declare function methodTraits(method: string): {
    takesAuth: boolean;
    reportsProgress: boolean;
};
/** Who is asking, where the params do not say so. */
export interface Identity {
    readonly auth: Auth | undefined;
    /** Whether the params must not say anything else. */
    readonly isFixed: boolean;
}
/** @throws TypeError if an application must not call the method. */
export declare function requireCallable(method: string): void;
/**
 * A copy of the params as they are sent, without a token that could make the progress of one call that
 * of another.
 * @throws TypeError if they are not an object.
 */
export declare function namedParams(method: string, given: object | undefined | null): object;
/**
 * The params to send. Unless the identity is fixed, an `auth` among those given counts, even if it is
 * undefined: one that is missing by mistake is never replaced by another one.
 * @throws TypeError if they are not an object, or bring an `auth` that they must not.
 */
export declare function requestParams(method: string, given: object | undefined | null, { auth, isFixed }: Identity, progressToken: number | undefined): object;
