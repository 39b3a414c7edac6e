import type { Auth } from "./generated/types.js";
/** What is known of a method. A newer program may have others: those take an identity as well. */
export declare function methodTraits(method: string): {
    takesAuth: boolean;
    reportsProgress: boolean;
};
/**
 * The params to send. An `auth` among those given counts, even if it is undefined: an identity that is
 * missing by mistake is never replaced by another one.
 * @throws TypeError if they are not an object.
 */
export declare function requestParams(method: string, given: object | undefined | null, auth: Auth | undefined, progressToken: number | undefined): object;
