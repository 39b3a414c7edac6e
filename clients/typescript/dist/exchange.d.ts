import type { CallSite } from "./call-site.js";
import type { ProgressValue } from "./generated/types.js";
import type { ReplyError } from "./json-rpc.js";
import type { Log } from "./log.js";
import type { CallOptions } from "./options.js";
import { PendingCall } from "./pending-call.js";
/** What a request goes over. */
export interface RequestChannel {
    /** Asks the server to cancel a request. Its reply is still waited for. */
    cancel(id: number): void;
    /** Drops the reply, should there be one. */
    forget(id: number): void;
}
export interface ExchangeTerms {
    readonly id: number;
    readonly method: string;
    /** The request, as JSON. */
    readonly json: string;
    readonly timeoutMs: number | null;
    readonly cancelGraceMs: number;
    /** Where the call was made, if that is worth the time that it takes to find out. */
    readonly site: CallSite | undefined;
    readonly log: Log;
    settled(exchange: Exchange): void;
}
/** One request and what becomes of it: exactly one result or error, whatever happens in what order. */
export declare class Exchange {
    #private;
    readonly id: number;
    readonly method: string;
    readonly json: string;
    readonly call: PendingCall<unknown>;
    constructor(terms: ExchangeTerms, options: CallOptions);
    get isSettled(): boolean;
    /** The request is being sent, and the reply comes from there. */
    sent(channel: RequestChannel): void;
    resolve(result: unknown): void;
    rejectBy(error: ReplyError): void;
    fail(error: Error): void;
    publish(value: ProgressValue): void;
    cancel(reason: unknown): void;
}
