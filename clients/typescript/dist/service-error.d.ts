import { StrongroomError } from "./errors.js";
/** What every error reply says beside its message. */
export interface ServiceErrorData {
    kind: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** An error reply of the service. Each kind that this client knows has a class of its own. */
export declare class ServiceError<Data extends {
    kind: string;
} = ServiceErrorData> extends StrongroomError {
    readonly name: string;
    readonly kind: Data["kind"];
    /** The code of JSON-RPC; it follows from the kind. */
    readonly code: number;
    /** What the person can do about it, where there is something. */
    readonly hint: string | undefined;
    /** Everything that the error says beside its message. */
    readonly data: Data;
    readonly method: string;
    constructor(reply: {
        code: number;
        message: string;
        data: Data;
        method: string;
        cause?: unknown;
    });
}
