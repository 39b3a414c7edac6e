import { CancelledError } from "./generated/errors.js";
import type { ReplyError } from "./json-rpc.js";
import { ServiceError } from "./service-error.js";
/** The error that a reply stands for: of the class of its kind, or a plain one if that is not known. */
export declare function serviceError(method: string, reply: ReplyError, cause?: unknown): ServiceError<{
    kind: string;
}>;
/** The error of a call that was cancelled and got no answer that would say so. */
export declare function cancelledError(method: string, cause: unknown): CancelledError;
