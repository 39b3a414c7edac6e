import { ServiceError } from "../service-error.js";
import type { Timestamp } from "./types.js";
/** What an error of the kind `parseError` says beside its message. */
export interface ParseErrorData {
    kind: "parseError";
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The message is not valid JSON. (code -32700) */
export declare class ParseError extends ServiceError<ParseErrorData> {
    readonly name = "ParseError";
}
/** What an error of the kind `invalidRequest` says beside its message. */
export interface InvalidRequestErrorData {
    kind: "invalidRequest";
    /** What the person can do about it, where there is something. */
    hint?: string;
    /** Which parameter, such as `params.limit`, or the place in a JSON document, such as `$.data.Bill[3].id`. */
    path?: string;
    /** What was expected, in words or as a value. */
    expected?: string;
    /** What was there instead. */
    found?: string;
}
/** The message is not a JSON-RPC 2.0 request. (code -32600) */
export declare class InvalidRequestError extends ServiceError<InvalidRequestErrorData> {
    readonly name = "InvalidRequestError";
}
/** What an error of the kind `methodNotFound` says beside its message. */
export interface MethodNotFoundErrorData {
    kind: "methodNotFound";
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** There is no such method. (code -32601) */
export declare class MethodNotFoundError extends ServiceError<MethodNotFoundErrorData> {
    readonly name = "MethodNotFoundError";
}
/** What an error of the kind `invalidParams` says beside its message. */
export interface InvalidParamsErrorData {
    kind: "invalidParams";
    /** Which parameter, such as `params.limit`, or the place in a JSON document, such as `$.data.Bill[3].id`. */
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
/** A parameter is not as it should be. (code -32602) */
export declare class InvalidParamsError extends ServiceError<InvalidParamsErrorData> {
    readonly name = "InvalidParamsError";
}
/** What an error of the kind `internalError` says beside its message. */
export interface InternalErrorData {
    kind: "internalError";
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The server has a fault of its own. (code -32603) */
export declare class InternalError extends ServiceError<InternalErrorData> {
    readonly name = "InternalError";
}
/** What an error of the kind `cancelled` says beside its message. */
export interface CancelledErrorData {
    kind: "cancelled";
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The call was cancelled. (code -32800) */
export declare class CancelledError extends ServiceError<CancelledErrorData> {
    readonly name = "CancelledError";
}
/** What an error of the kind `unauthenticated` says beside its message. */
export interface UnauthenticatedErrorData {
    kind: "unauthenticated";
    /** Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`, `otherBackup` or `databaseChanged`. */
    reason?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The call does not say who is asking, or not credibly. (code 1001) */
export declare class UnauthenticatedError extends ServiceError<UnauthenticatedErrorData> {
    readonly name = "UnauthenticatedError";
}
/** What an error of the kind `permissionDenied` says beside its message. */
export interface PermissionDeniedErrorData {
    kind: "permissionDenied";
    /** The permission that the method needs: `view`, `edit` or `reset`. */
    permission: string;
    /** The role of the actor. */
    role?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The actor does not have the permission that the method needs. (code 1002) */
export declare class PermissionDeniedError extends ServiceError<PermissionDeniedErrorData> {
    readonly name = "PermissionDeniedError";
}
/** What an error of the kind `notFound` says beside its message. */
export interface NotFoundErrorData {
    kind: "notFound";
    /** The id for which there is nothing. */
    id?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** There is nothing with this id. (code 1003) */
export declare class NotFoundError extends ServiceError<NotFoundErrorData> {
    readonly name = "NotFoundError";
}
/** What an error of the kind `busy` says beside its message. */
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
/** Another operation holds the database. (code 1004) */
export declare class BusyError extends ServiceError<BusyErrorData> {
    readonly name = "BusyError";
}
/** What an error of the kind `confirmationInvalid` says beside its message. */
export interface ConfirmationInvalidErrorData {
    kind: "confirmationInvalid";
    /** Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`, `otherBackup`, `databaseChanged`, `phrase` or `tooManyAttempts`. */
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
/** The confirmation does not hold. (code 1005) */
export declare class ConfirmationInvalidError extends ServiceError<ConfirmationInvalidErrorData> {
    readonly name = "ConfirmationInvalidError";
}
/** What an error of the kind `otpInvalid` says beside its message. */
export interface OtpInvalidErrorData {
    kind: "otpInvalid";
    /** How many more attempts there are. */
    attemptsLeft?: number;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The code is wrong. (code 1006) */
export declare class OtpInvalidError extends ServiceError<OtpInvalidErrorData> {
    readonly name = "OtpInvalidError";
}
/** What an error of the kind `otpExpired` says beside its message. */
export interface OtpExpiredErrorData {
    kind: "otpExpired";
    /** Why, as a stable word: `expired`, `used`, `replaced` or `databaseChanged`. */
    reason?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The code has expired. (code 1007) */
export declare class OtpExpiredError extends ServiceError<OtpExpiredErrorData> {
    readonly name = "OtpExpiredError";
}
/** What an error of the kind `rateLimited` says beside its message. */
export interface RateLimitedErrorData {
    kind: "rateLimited";
    /** After how many seconds to try again. */
    retryAfter?: number;
    /** Why, as a stable word: `tooSoon`, `tooManyCodes` or `tooManyWrongCodes`. */
    reason?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** There were too many attempts. (code 1008) */
export declare class RateLimitedError extends ServiceError<RateLimitedErrorData> {
    readonly name = "RateLimitedError";
}
/** What an error of the kind `backupCorrupt` says beside its message. */
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
/** The backup is damaged. (code 1009) */
export declare class BackupCorruptError extends ServiceError<BackupCorruptErrorData> {
    readonly name = "BackupCorruptError";
}
/** What an error of the kind `incompatible` says beside its message. */
export interface IncompatibleErrorData {
    kind: "incompatible";
    /** Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`, `otherBackup` or `databaseChanged`. */
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
/** The backup does not fit. (code 1010) */
export declare class IncompatibleError extends ServiceError<IncompatibleErrorData> {
    readonly name = "IncompatibleError";
}
/** What an error of the kind `databaseUnavailable` says beside its message. */
export interface DatabaseUnavailableErrorData {
    kind: "databaseUnavailable";
    /** Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`, `otherBackup` or `databaseChanged`. */
    reason?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The database cannot be used. (code 1011) */
export declare class DatabaseUnavailableError extends ServiceError<DatabaseUnavailableErrorData> {
    readonly name = "DatabaseUnavailableError";
}
/** What an error of the kind `storageUnavailable` says beside its message. */
export interface StorageUnavailableErrorData {
    kind: "storageUnavailable";
    /** The name of the storage. */
    storage?: string;
    /** Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`, `otherBackup` or `databaseChanged`. */
    reason?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The storage cannot be used. (code 1012) */
export declare class StorageUnavailableError extends ServiceError<StorageUnavailableErrorData> {
    readonly name = "StorageUnavailableError";
}
/** What an error of the kind `storageFull` says beside its message. */
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
/** The storage is full. (code 1013) */
export declare class StorageFullError extends ServiceError<StorageFullErrorData> {
    readonly name = "StorageFullError";
}
/** What an error of the kind `mailUnavailable` says beside its message. */
export interface MailUnavailableErrorData {
    kind: "mailUnavailable";
    /** Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`, `otherBackup` or `databaseChanged`. */
    reason?: string;
    /** What the mail server answered last, without credentials. */
    serverReply?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** The mail could not be handed over. (code 1014) */
export declare class MailUnavailableError extends ServiceError<MailUnavailableErrorData> {
    readonly name = "MailUnavailableError";
}
/** What an error of the kind `notConfigured` says beside its message. */
export interface NotConfiguredErrorData {
    kind: "notConfigured";
    /** The path of the setting in the configuration. */
    setting: string;
    /** Why, as a stable word. */
    reason?: string;
    /** Which table. */
    table?: string;
    /** What the person can do about it, where there is something. */
    hint?: string;
}
/** This needs a setting that is not there. (code 1015) */
export declare class NotConfiguredError extends ServiceError<NotConfiguredErrorData> {
    readonly name = "NotConfiguredError";
}
/** The class of each kind of error. */
export declare const serviceErrors: {
    readonly parseError: typeof ParseError;
    readonly invalidRequest: typeof InvalidRequestError;
    readonly methodNotFound: typeof MethodNotFoundError;
    readonly invalidParams: typeof InvalidParamsError;
    readonly internalError: typeof InternalError;
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
