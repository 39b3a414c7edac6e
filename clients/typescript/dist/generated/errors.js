// Generated from schemas/openrpc.json. Do not edit.
import { ServiceError } from "../service-error.js";
/** The message is not valid JSON. (code -32700) */
export class ParseError extends ServiceError {
    name = "ParseError";
}
/** The message is not a JSON-RPC 2.0 request. (code -32600) */
export class InvalidRequestError extends ServiceError {
    name = "InvalidRequestError";
}
/** There is no such method. (code -32601) */
export class MethodNotFoundError extends ServiceError {
    name = "MethodNotFoundError";
}
/** A parameter is not as it should be. (code -32602) */
export class InvalidParamsError extends ServiceError {
    name = "InvalidParamsError";
}
/** The server has a fault of its own. (code -32603) */
export class InternalError extends ServiceError {
    name = "InternalError";
}
/** The call was cancelled. (code -32800) */
export class CancelledError extends ServiceError {
    name = "CancelledError";
}
/** The call does not say who is asking, or not credibly. (code 1001) */
export class UnauthenticatedError extends ServiceError {
    name = "UnauthenticatedError";
}
/** The actor does not have the permission that the method needs. (code 1002) */
export class PermissionDeniedError extends ServiceError {
    name = "PermissionDeniedError";
}
/** There is nothing with this id. (code 1003) */
export class NotFoundError extends ServiceError {
    name = "NotFoundError";
}
/** Another operation holds the database. (code 1004) */
export class BusyError extends ServiceError {
    name = "BusyError";
}
/** The confirmation does not hold. (code 1005) */
export class ConfirmationInvalidError extends ServiceError {
    name = "ConfirmationInvalidError";
}
/** The code is wrong. (code 1006) */
export class OtpInvalidError extends ServiceError {
    name = "OtpInvalidError";
}
/** The code has expired. (code 1007) */
export class OtpExpiredError extends ServiceError {
    name = "OtpExpiredError";
}
/** There were too many attempts. (code 1008) */
export class RateLimitedError extends ServiceError {
    name = "RateLimitedError";
}
/** The backup is damaged. (code 1009) */
export class BackupCorruptError extends ServiceError {
    name = "BackupCorruptError";
}
/** The backup does not fit. (code 1010) */
export class IncompatibleError extends ServiceError {
    name = "IncompatibleError";
}
/** The database cannot be used. (code 1011) */
export class DatabaseUnavailableError extends ServiceError {
    name = "DatabaseUnavailableError";
}
/** The storage cannot be used. (code 1012) */
export class StorageUnavailableError extends ServiceError {
    name = "StorageUnavailableError";
}
/** The storage is full. (code 1013) */
export class StorageFullError extends ServiceError {
    name = "StorageFullError";
}
/** The mail could not be handed over. (code 1014) */
export class MailUnavailableError extends ServiceError {
    name = "MailUnavailableError";
}
/** This needs a setting that is not there. (code 1015) */
export class NotConfiguredError extends ServiceError {
    name = "NotConfiguredError";
}
/** The class of each kind of error. */
export const serviceErrors = {
    parseError: ParseError,
    invalidRequest: InvalidRequestError,
    methodNotFound: MethodNotFoundError,
    invalidParams: InvalidParamsError,
    internalError: InternalError,
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
