import type { Call } from "./call.js";
import type { AnyFunction } from "./call-site.js";
import { type MethodMap, type MethodName, Methods } from "./generated/methods.js";
import type { Auth } from "./generated/types.js";
import type { CallOptions } from "./options.js";
/**
 * Makes a call on behalf of the person.
 * @param from the function that the application has called.
 */
export declare type CallAs = (method: string, params: object | undefined, options: CallOptions | undefined, from: AnyFunction) => Call<unknown>;
/** Params that bring no identity. */
export interface WithoutAuth {
    auth?: never;
}
/** The methods of a `Strongroom`, on behalf of one person. It is made by `actingAs()`. */
export declare class ActingStrongroom extends Methods<WithoutAuth> {
    #private;
    /** @throws TypeError if there is no identity: it must not become the one of the client. */
    constructor(auth: Auth, call: CallAs);
    call<M extends MethodName>(method: M, params?: MethodMap[M]["params"] & WithoutAuth, options?: CallOptions): Call<MethodMap[M]["result"]>;
    call<M extends string>(method: M & (M extends MethodName ? never : string), params?: object, options?: CallOptions): Call<unknown>;
}
