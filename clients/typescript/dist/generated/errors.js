// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.
import { ServiceError } from "../service-error.js";
/** The message is not valid JSON. Code -32700. */
export class ParseError extends ServiceError {
    name = "ParseError";
}
/** The message is not a JSON-RPC 2.0 request. Code -32600. */
export class InvalidRequestError extends ServiceError {
    name = "InvalidRequestError";
}
/** There is no such method. Code -32601. */
export class MethodNotFoundError extends ServiceError {
    name = "MethodNotFoundError";
}
/** A parameter is not as it should be. Code -32602. */
export class InvalidParamsError extends ServiceError {
    name = "InvalidParamsError";
}
/** The server has a fault of its own. Code -32603. */
export class InternalError extends ServiceError {
    name = "InternalError";
}
/** Too many requests or long operations wait. Code -32000. */
export class ServerOverloadedError extends ServiceError {
    name = "ServerOverloadedError";
}
/** The call was cancelled. Code -32800. */
export class CancelledError extends ServiceError {
    name = "CancelledError";
}
/** The call does not say who is asking, or not credibly. Code 1001. */
export class UnauthenticatedError extends ServiceError {
    name = "UnauthenticatedError";
}
/** The actor does not have the permission that the method needs. Code 1002. */
export class PermissionDeniedError extends ServiceError {
    name = "PermissionDeniedError";
}
/** There is nothing with this id. Code 1003. */
export class NotFoundError extends ServiceError {
    name = "NotFoundError";
}
/** Another operation holds the database. Code 1004. */
export class BusyError extends ServiceError {
    name = "BusyError";
}
/** The confirmation does not hold. Code 1005. */
export class ConfirmationInvalidError extends ServiceError {
    name = "ConfirmationInvalidError";
}
/** The code is wrong. Code 1006. */
export class OtpInvalidError extends ServiceError {
    name = "OtpInvalidError";
}
/** The code has expired. Code 1007. */
export class OtpExpiredError extends ServiceError {
    name = "OtpExpiredError";
}
/** There were too many attempts. Code 1008. */
export class RateLimitedError extends ServiceError {
    name = "RateLimitedError";
}
/** The backup is damaged. Code 1009. */
export class BackupCorruptError extends ServiceError {
    name = "BackupCorruptError";
}
/** The backup does not fit. Code 1010. */
export class IncompatibleError extends ServiceError {
    name = "IncompatibleError";
}
/** The database cannot be used. Code 1011. */
export class DatabaseUnavailableError extends ServiceError {
    name = "DatabaseUnavailableError";
}
/** The storage cannot be used. Code 1012. */
export class StorageUnavailableError extends ServiceError {
    name = "StorageUnavailableError";
}
/** The storage is full. Code 1013. */
export class StorageFullError extends ServiceError {
    name = "StorageFullError";
}
/** The mail could not be handed over. Code 1014. */
export class MailUnavailableError extends ServiceError {
    name = "MailUnavailableError";
}
/** This needs a setting that is not there. Code 1015. */
export class NotConfiguredError extends ServiceError {
    name = "NotConfiguredError";
}
/** The classes of the errors by their kinds. */
export const serviceErrors = {
    parseError: ParseError,
    invalidRequest: InvalidRequestError,
    methodNotFound: MethodNotFoundError,
    invalidParams: InvalidParamsError,
    internalError: InternalError,
    serverOverloaded: ServerOverloadedError,
    cancelled: CancelledError,
    unauthenticated: UnauthenticatedError,
    permissionDenied: PermissionDeniedError,
    notFound: NotFoundError,
    busy: BusyError,
    confirmationInvalid: ConfirmationInvalidError,
    otpInvalid: OtpInvalidError,
    otpExpired: OtpExpiredError,
    rateLimited: RateLimitedError,
    backupCorrupt: BackupCorruptError,
    incompatible: IncompatibleError,
    databaseUnavailable: DatabaseUnavailableError,
    storageUnavailable: StorageUnavailableError,
    storageFull: StorageFullError,
    mailUnavailable: MailUnavailableError,
    notConfigured: NotConfiguredError,
};
