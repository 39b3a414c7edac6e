import { CancelledError, serviceErrors } from "./generated/errors.js";
import { ServiceError } from "./service-error.js";
/** The error that a reply stands for: of the class of its kind, or a plain one if that is not known. */
export function serviceError(method, reply, cause) {
    const data = errorData(reply.data);
    const details = { code: reply.code, message: reply.message, data, method };
    const known = Object.hasOwn(serviceErrors, data.kind)
        ? serviceErrors[data.kind]
        : ServiceError;
    return new known({ ...details, data: data, ...(cause === undefined ? {} : { cause }) });
}
/** The error of a call that was cancelled and got no answer that would say so. */
export function cancelledError(method, cause) {
    const data = { kind: "cancelled" };
    return new CancelledError({
        code: -32800,
        message: "The call was cancelled.",
        data,
        method,
        ...(cause === undefined ? {} : { cause }),
    });
}
function errorData(data) {
    if (typeof data === "object" && data !== null && "kind" in data) {
        if (typeof data.kind === "string")
            return data;
    }
    return { kind: "unknown" };
}
