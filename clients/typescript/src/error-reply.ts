import { type CancelledErrorData, CancelledError, serviceErrors } from "./generated/errors.js";
import type { ReplyError } from "./json-rpc.js";
import { ServiceError, type ServiceErrorData } from "./service-error.js";

type ServiceErrorClass = new (reply: {
  code: number;
  message: string;
  data: never;
  method: string;
  cause?: unknown;
}) => ServiceError<{ kind: string }>;

/** The error that a reply stands for: of the class of its kind, or a plain one if that is not known. */
export function serviceError(
  method: string,
  reply: ReplyError,
  cause?: unknown,
): ServiceError<{ kind: string }> {
  const data = errorData(reply.data);
  const details = { code: reply.code, message: reply.message, data, method };
  const known: ServiceErrorClass = Object.hasOwn(serviceErrors, data.kind)
    ? serviceErrors[data.kind as keyof typeof serviceErrors]
    : ServiceError;
  return new known({ ...details, data: data as never, ...(cause === undefined ? {} : { cause }) });
}

/** The error of a call that was cancelled and got no answer that would say so. */
export function cancelledError(method: string, cause: unknown): CancelledError {
  const data: CancelledErrorData = { kind: "cancelled" };
  return new CancelledError({
    code: -32800,
    message: "The call was cancelled.",
    data,
    method,
    ...(cause === undefined ? {} : { cause }),
  });
}

function errorData(data: unknown): ServiceErrorData {
  if (typeof data === "object" && data !== null && "kind" in data) {
    if (typeof (data as { kind: unknown }).kind === "string") return data as ServiceErrorData;
  }
  return { kind: "unknown" };
}
