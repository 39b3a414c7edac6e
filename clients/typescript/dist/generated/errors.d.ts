import { ServiceError } from "../service-error.js";
import type { Timestamp } from "./types.js";
/** What is in the `data` of a `ParseError`. */
export interface ParseErrorData {
    kind: "parseError";
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The message is not valid JSON. Code -32700. */
export declare class ParseError extends ServiceError<ParseErrorData> {
    readonly name = "ParseError";
}
/** What is in the `data` of a `InvalidRequestError`. */
export interface InvalidRequestErrorData {
    kind: "invalidRequest";
    /** What the person can do about it, where there is something. */
    hint?: string;
    /**
     * Which parameter, such as `params.limit`, or the place in a JSON document, such as
     * `$.data.Bill[3].id`.
     */
    path?: string;
    /** What was expected, in words or as a value. */
    expected?: string;
    /** What was there instead. */
    found?: string;
}
/** The message is not a JSON-RPC 2.0 request. Code -32600. */
export declare class InvalidRequestError extends ServiceError<InvalidRequestErrorData> {
    readonly name = "InvalidRequestError";
}
/** What is in the `data` of a `MethodNotFoundError`. */
export interface MethodNotFoundErrorData {
    kind: "methodNotFound";
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** There is no such method. Code -32601. */
export declare class MethodNotFoundError extends ServiceError<MethodNotFoundErrorData> {
    readonly name = "MethodNotFoundError";
}
/** What is in the `data` of a `InvalidParamsError`. */
export interface InvalidParamsErrorData {
    kind: "invalidParams";
    /**
     * Which parameter, such as `params.limit`, or the place in a JSON document, such as
     * `$.data.Bill[3].id`.
     */
    path: string;
    /** Why, as a stable word, such as `outsideFolders`, `exists`, `notAFile` or `liveDatabase`. */
    reason?: string;
    /** What was expected, in words or as a value. */
    expected?: string;
    /** What was there instead. */
    found?: string;
    /** The values that are allowed. */
    allowed?: string[];
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** A parameter is not as it should be. Code -32602. */
export declare class InvalidParamsError extends ServiceError<InvalidParamsErrorData> {
    readonly name = "InvalidParamsError";
}
/** What is in the `data` of a `InternalError`. */
export interface InternalErrorData {
    kind: "internalError";
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The server has a fault of its own. Code -32603. */
export declare class InternalError extends ServiceError<InternalErrorData> {
    readonly name = "InternalError";
}
/** What is in the `data` of a `ServerOverloadedError`. */
export interface ServerOverloadedErrorData {
    kind: "serverOverloaded";
    /**
     * How many may wait: `limits.queuedRequestBytes` of the capabilities, or a number of long
     * operations.
     */
    limit?: number;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** Too many requests or long operations wait. Code -32000. */
export declare class ServerOverloadedError extends ServiceError<ServerOverloadedErrorData> {
    readonly name = "ServerOverloadedError";
}
/** What is in the `data` of a `CancelledError`. */
export interface CancelledErrorData {
    kind: "cancelled";
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The call was cancelled. Code -32800. */
export declare class CancelledError extends ServiceError<CancelledErrorData> {
    readonly name = "CancelledError";
}
/** What is in the `data` of a `UnauthenticatedError`. */
export interface UnauthenticatedErrorData {
    kind: "unauthenticated";
    /**
     * Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
     * `otherBackup` or `databaseChanged`.
     */
    reason?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The call does not say who is asking, or not credibly. Code 1001. */
export declare class UnauthenticatedError extends ServiceError<UnauthenticatedErrorData> {
    readonly name = "UnauthenticatedError";
}
/** What is in the `data` of a `PermissionDeniedError`. */
export interface PermissionDeniedErrorData {
    kind: "permissionDenied";
    /** The permission that the method needs: `view`, `edit` or `reset`. */
    permission: string;
    /** The role of the actor. */
    role?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The actor does not have the permission that the method needs. Code 1002. */
export declare class PermissionDeniedError extends ServiceError<PermissionDeniedErrorData> {
    readonly name = "PermissionDeniedError";
}
/** What is in the `data` of a `NotFoundError`. */
export interface NotFoundErrorData {
    kind: "notFound";
    /** The id for which there is nothing. */
    id?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** There is nothing with this id. Code 1003. */
export declare class NotFoundError extends ServiceError<NotFoundErrorData> {
    readonly name = "NotFoundError";
}
/** What is in the `data` of a `BusyError`. */
export interface BusyErrorData {
    kind: "busy";
    /** The operation that holds the database. */
    operation?: string;
    /** Since when. */
    since?: Timestamp;
    /** Who asked for it, or which process runs it. */
    holder?: string;
    /** After how many seconds to try again. */
    retryAfter?: number;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** Another operation holds the database. Code 1004. */
export declare class BusyError extends ServiceError<BusyErrorData> {
    readonly name = "BusyError";
}
/** What is in the `data` of a `ConfirmationInvalidError`. */
export interface ConfirmationInvalidErrorData {
    kind: "confirmationInvalid";
    /**
     * Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
     * `otherBackup`, `databaseChanged`, `phrase` or `tooManyAttempts`.
     */
    reason?: string;
    /** Which parameter, such as `params.confirmation`. */
    path?: string;
    /** What was expected, in words or as a value. */
    expected?: string;
    /** How many more attempts there are. */
    attemptsLeft?: number;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The confirmation does not hold. Code 1005. */
export declare class ConfirmationInvalidError extends ServiceError<ConfirmationInvalidErrorData> {
    readonly name = "ConfirmationInvalidError";
}
/** What is in the `data` of a `OtpInvalidError`. */
export interface OtpInvalidErrorData {
    kind: "otpInvalid";
    /** How many more attempts there are. */
    attemptsLeft?: number;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The code is wrong. Code 1006. */
export declare class OtpInvalidError extends ServiceError<OtpInvalidErrorData> {
    readonly name = "OtpInvalidError";
}
/** What is in the `data` of a `OtpExpiredError`. */
export interface OtpExpiredErrorData {
    kind: "otpExpired";
    /** Why, as a stable word: `expired`, `used`, `replaced` or `databaseChanged`. */
    reason?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The code has expired. Code 1007. */
export declare class OtpExpiredError extends ServiceError<OtpExpiredErrorData> {
    readonly name = "OtpExpiredError";
}
/** What is in the `data` of a `RateLimitedError`. */
export interface RateLimitedErrorData {
    kind: "rateLimited";
    /** After how many seconds to try again. */
    retryAfter?: number;
    /** Why, as a stable word: `tooSoon`, `tooManyCodes` or `tooManyWrongCodes`. */
    reason?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** There were too many attempts. Code 1008. */
export declare class RateLimitedError extends ServiceError<RateLimitedErrorData> {
    readonly name = "RateLimitedError";
}
/** What is in the `data` of a `BackupCorruptError`. */
export interface BackupCorruptErrorData {
    kind: "backupCorrupt";
    /** Which part of the backup, such as `file`, `manifest`, `image` or `database`. */
    part?: string;
    /** Which line of a dump, the first one being 1. */
    line?: number;
    /** What was expected, in words or as a value. */
    expected?: string;
    /** What was there instead. */
    found?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The backup is damaged. Code 1009. */
export declare class BackupCorruptError extends ServiceError<BackupCorruptErrorData> {
    readonly name = "BackupCorruptError";
}
/** What is in the `data` of a `IncompatibleError`. */
export interface IncompatibleErrorData {
    kind: "incompatible";
    /**
     * Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
     * `otherBackup` or `databaseChanged`.
     */
    reason?: string;
    /** Which line of a dump, the first one being 1. */
    line?: number;
    /** Which columns of a table. */
    columns?: string[];
    /** What was expected, in words or as a value. */
    expected?: string;
    /** What was there instead. */
    found?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The backup does not fit. Code 1010. */
export declare class IncompatibleError extends ServiceError<IncompatibleErrorData> {
    readonly name = "IncompatibleError";
}
/** What is in the `data` of a `DatabaseUnavailableError`. */
export interface DatabaseUnavailableErrorData {
    kind: "databaseUnavailable";
    /**
     * Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
     * `otherBackup` or `databaseChanged`.
     */
    reason?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The database cannot be used. Code 1011. */
export declare class DatabaseUnavailableError extends ServiceError<DatabaseUnavailableErrorData> {
    readonly name = "DatabaseUnavailableError";
}
/** What is in the `data` of a `StorageUnavailableError`. */
export interface StorageUnavailableErrorData {
    kind: "storageUnavailable";
    /** The name of the storage. */
    storage?: string;
    /**
     * Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
     * `otherBackup` or `databaseChanged`.
     */
    reason?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The storage cannot be used. Code 1012. */
export declare class StorageUnavailableError extends ServiceError<StorageUnavailableErrorData> {
    readonly name = "StorageUnavailableError";
}
/** What is in the `data` of a `StorageFullError`. */
export interface StorageFullErrorData {
    kind: "storageFull";
    /** The name of the storage. */
    storage?: string;
    /** How many bytes were needed. */
    needed?: number;
    /** How many bytes were free. */
    free?: number;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The storage is full. Code 1013. */
export declare class StorageFullError extends ServiceError<StorageFullErrorData> {
    readonly name = "StorageFullError";
}
/** What is in the `data` of a `MailUnavailableError`. */
export interface MailUnavailableErrorData {
    kind: "mailUnavailable";
    /**
     * Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
     * `otherBackup` or `databaseChanged`.
     */
    reason?: string;
    /** What the mail server answered last, without credentials. */
    serverReply?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The mail could not be handed over. Code 1014. */
export declare class MailUnavailableError extends ServiceError<MailUnavailableErrorData> {
    readonly name = "MailUnavailableError";
}
/** What is in the `data` of a `NotConfiguredError`. */
export interface NotConfiguredErrorData {
    kind: "notConfigured";
    /**
     * The path of the setting in the configuration; absent where the program has no such feature yet.
     */
    setting?: string;
    /** Why, as a stable word. */
    reason?: string;
    /** Which table. */
    table?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** This needs a setting that is not there. Code 1015. */
export declare class NotConfiguredError extends ServiceError<NotConfiguredErrorData> {
    readonly name = "NotConfiguredError";
}
/** The classes of the errors by their kinds. */
export declare const serviceErrors: {
    readonly parseError: typeof ParseError;
    readonly invalidRequest: typeof InvalidRequestError;
    readonly methodNotFound: typeof MethodNotFoundError;
    readonly invalidParams: typeof InvalidParamsError;
    readonly internalError: typeof InternalError;
    readonly serverOverloaded: typeof ServerOverloadedError;
    readonly cancelled: typeof CancelledError;
    readonly unauthenticated: typeof UnauthenticatedError;
    readonly permissionDenied: typeof PermissionDeniedError;
    readonly notFound: typeof NotFoundError;
    readonly busy: typeof BusyError;
    readonly confirmationInvalid: typeof ConfirmationInvalidError;
    readonly otpInvalid: typeof OtpInvalidError;
    readonly otpExpired: typeof OtpExpiredError;
    readonly rateLimited: typeof RateLimitedError;
    readonly backupCorrupt: typeof BackupCorruptError;
    readonly incompatible: typeof IncompatibleError;
    readonly databaseUnavailable: typeof DatabaseUnavailableError;
    readonly storageUnavailable: typeof StorageUnavailableError;
    readonly storageFull: typeof StorageFullError;
    readonly mailUnavailable: typeof MailUnavailableError;
    readonly notConfigured: typeof NotConfiguredError;
};
