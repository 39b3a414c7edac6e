import type { Call } from "./call.js";
import { type MethodMap, type MethodName, Methods } from "./generated/methods.js";
import type { Auth } from "./generated/types.js";
import type { CallOptions } from "./options.js";
/** Makes a call on behalf of the person. */
export declare type CallAs = (method: string, params: object | undefined, options: CallOptions | undefined) => Call<unknown>;
/** The methods of a `Strongroom`, on behalf of one person. It is made by `actingAs()`. */
export declare class ActingStrongroom extends Methods {
    #private;
    /** @throws TypeError if there is no identity: it must not become the one of the client. */
    constructor(auth: Auth, call: CallAs);
    call<M extends MethodName>(method: M, params?: MethodMap[M]["params"], options?: CallOptions): Call<MethodMap[M]["result"]>;
    call<M extends string>(method: M & (M extends MethodName ? never : string), params?: object, options?: CallOptions): Call<unknown>;
}
