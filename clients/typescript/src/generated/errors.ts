// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.
import { ServiceError } from "../service-error.js";
import type {
  Timestamp,
} from "./types.js";

/** What is in the `data` of a `ParseError`. */
export interface ParseErrorData {
  kind: "parseError";
  /** What the person can do about it, where there is something. */
  hint?: string;
}

/** The message is not valid JSON. Code -32700. */
export class ParseError extends ServiceError<ParseErrorData> {
  override readonly name = "ParseError";
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
export class InvalidRequestError extends ServiceError<InvalidRequestErrorData> {
  override readonly name = "InvalidRequestError";
}

/** What is in the `data` of a `MethodNotFoundError`. */
export interface MethodNotFoundErrorData {
  kind: "methodNotFound";
  /** What the person can do about it, where there is something. */
  hint?: string;
}

/** There is no such method. Code -32601. */
export class MethodNotFoundError extends ServiceError<MethodNotFoundErrorData> {
  override readonly name = "MethodNotFoundError";
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
export class InvalidParamsError extends ServiceError<InvalidParamsErrorData> {
  override readonly name = "InvalidParamsError";
}

/** What is in the `data` of a `InternalError`. */
export interface InternalErrorData {
  kind: "internalError";
  /** What the person can do about it, where there is something. */
  hint?: string;
}

/** The server has a fault of its own. Code -32603. */
export class InternalError extends ServiceError<InternalErrorData> {
  override readonly name = "InternalError";
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
export class ServerOverloadedError extends ServiceError<ServerOverloadedErrorData> {
  override readonly name = "ServerOverloadedError";
}

/** What is in the `data` of a `CancelledError`. */
export interface CancelledErrorData {
  kind: "cancelled";
  /** What the person can do about it, where there is something. */
  hint?: string;
}

/** The call was cancelled. Code -32800. */
export class CancelledError extends ServiceError<CancelledErrorData> {
  override readonly name = "CancelledError";
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
export class UnauthenticatedError extends ServiceError<UnauthenticatedErrorData> {
  override readonly name = "UnauthenticatedError";
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
export class PermissionDeniedError extends ServiceError<PermissionDeniedErrorData> {
  override readonly name = "PermissionDeniedError";
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
export class NotFoundError extends ServiceError<NotFoundErrorData> {
  override readonly name = "NotFoundError";
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
export class BusyError extends ServiceError<BusyErrorData> {
  override readonly name = "BusyError";
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
export class ConfirmationInvalidError extends ServiceError<ConfirmationInvalidErrorData> {
  override readonly name = "ConfirmationInvalidError";
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
export class OtpInvalidError extends ServiceError<OtpInvalidErrorData> {
  override readonly name = "OtpInvalidError";
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
export class OtpExpiredError extends ServiceError<OtpExpiredErrorData> {
  override readonly name = "OtpExpiredError";
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
export class RateLimitedError extends ServiceError<RateLimitedErrorData> {
  override readonly name = "RateLimitedError";
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
export class BackupCorruptError extends ServiceError<BackupCorruptErrorData> {
  override readonly name = "BackupCorruptError";
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
export class IncompatibleError extends ServiceError<IncompatibleErrorData> {
  override readonly name = "IncompatibleError";
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
export class DatabaseUnavailableError extends ServiceError<DatabaseUnavailableErrorData> {
  override readonly name = "DatabaseUnavailableError";
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
export class StorageUnavailableError extends ServiceError<StorageUnavailableErrorData> {
  override readonly name = "StorageUnavailableError";
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
export class StorageFullError extends ServiceError<StorageFullErrorData> {
  override readonly name = "StorageFullError";
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
export class MailUnavailableError extends ServiceError<MailUnavailableErrorData> {
  override readonly name = "MailUnavailableError";
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
export class NotConfiguredError extends ServiceError<NotConfiguredErrorData> {
  override readonly name = "NotConfiguredError";
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
} as const;
