# Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Dict, List, Mapping, Optional, Tuple, Type, Union

from .._errors import ServiceError
from .types import (
    Timestamp,
)


@dataclass(frozen=True)
class ParseErrorData:
    """What is in the `data` of a `ParseError`."""

    kind: str
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class ParseError(ServiceError):
    """The message is not valid JSON. Code -32700."""

    data: ParseErrorData


@dataclass(frozen=True)
class InvalidRequestErrorData:
    """What is in the `data` of a `InvalidRequestError`."""

    kind: str
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""
    path: Optional[str] = None
    """Which parameter, such as `params.limit`, or the place in a JSON document, such as
    `$.data.Bill[3].id`.
    """
    expected: Optional[str] = None
    """What was expected, in words or as a value."""
    found: Optional[str] = None
    """What was there instead."""


class InvalidRequestError(ServiceError):
    """The message is not a JSON-RPC 2.0 request. Code -32600."""

    data: InvalidRequestErrorData


@dataclass(frozen=True)
class MethodNotFoundErrorData:
    """What is in the `data` of a `MethodNotFoundError`."""

    kind: str
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class MethodNotFoundError(ServiceError):
    """There is no such method. Code -32601."""

    data: MethodNotFoundErrorData


@dataclass(frozen=True)
class InvalidParamsErrorData:
    """What is in the `data` of a `InvalidParamsError`."""

    kind: str
    path: str
    """Which parameter, such as `params.limit`, or the place in a JSON document, such as
    `$.data.Bill[3].id`.
    """
    reason: Optional[str] = None
    """Why, as a stable word, such as `outsideFolders`, `exists`, `notAFile` or `liveDatabase`."""
    expected: Optional[str] = None
    """What was expected, in words or as a value."""
    found: Optional[str] = None
    """What was there instead."""
    allowed: Optional[List[str]] = None
    """The values that are allowed."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class InvalidParamsError(ServiceError):
    """A parameter is not as it should be. Code -32602."""

    data: InvalidParamsErrorData


@dataclass(frozen=True)
class InternalErrorData:
    """What is in the `data` of a `InternalError`."""

    kind: str
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class InternalError(ServiceError):
    """The server has a fault of its own. Code -32603."""

    data: InternalErrorData


@dataclass(frozen=True)
class ServerOverloadedErrorData:
    """What is in the `data` of a `ServerOverloadedError`."""

    kind: str
    limit: Optional[int] = None
    """How many may wait: `limits.queuedRequestBytes` of the capabilities, or a number of long
    operations.
    """
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class ServerOverloadedError(ServiceError):
    """Too many requests or long operations wait. Code -32000."""

    data: ServerOverloadedErrorData


@dataclass(frozen=True)
class CancelledErrorData:
    """What is in the `data` of a `CancelledError`."""

    kind: str
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class CancelledError(ServiceError):
    """The call was cancelled. Code -32800."""

    data: CancelledErrorData


@dataclass(frozen=True)
class UnauthenticatedErrorData:
    """What is in the `data` of a `UnauthenticatedError`."""

    kind: str
    reason: Optional[str] = None
    """Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
    `otherBackup` or `databaseChanged`.
    """
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class UnauthenticatedError(ServiceError):
    """The call does not say who is asking, or not credibly. Code 1001."""

    data: UnauthenticatedErrorData


@dataclass(frozen=True)
class PermissionDeniedErrorData:
    """What is in the `data` of a `PermissionDeniedError`."""

    kind: str
    permission: str
    """The permission that the method needs: `view`, `edit` or `reset`."""
    role: Optional[str] = None
    """The role of the actor."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class PermissionDeniedError(ServiceError):
    """The actor does not have the permission that the method needs. Code 1002."""

    data: PermissionDeniedErrorData


@dataclass(frozen=True)
class NotFoundErrorData:
    """What is in the `data` of a `NotFoundError`."""

    kind: str
    id: Optional[str] = None
    """The id for which there is nothing."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class NotFoundError(ServiceError):
    """There is nothing with this id. Code 1003."""

    data: NotFoundErrorData


@dataclass(frozen=True)
class BusyErrorData:
    """What is in the `data` of a `BusyError`."""

    kind: str
    operation: Optional[str] = None
    """The operation that holds the database."""
    since: Optional[Timestamp] = None
    """Since when."""
    holder: Optional[str] = None
    """Who asked for it, or which process runs it."""
    retry_after: Optional[int] = None
    """After how many seconds to try again."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class BusyError(ServiceError):
    """Another operation holds the database. Code 1004."""

    data: BusyErrorData


@dataclass(frozen=True)
class ConfirmationInvalidErrorData:
    """What is in the `data` of a `ConfirmationInvalidError`."""

    kind: str
    reason: Optional[str] = None
    """Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
    `otherBackup`, `databaseChanged`, `phrase` or `tooManyAttempts`.
    """
    path: Optional[str] = None
    """Which parameter, such as `params.confirmation`."""
    expected: Optional[str] = None
    """What was expected, in words or as a value."""
    attempts_left: Optional[int] = None
    """How many more attempts there are."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class ConfirmationInvalidError(ServiceError):
    """The confirmation does not hold. Code 1005."""

    data: ConfirmationInvalidErrorData


@dataclass(frozen=True)
class OtpInvalidErrorData:
    """What is in the `data` of a `OtpInvalidError`."""

    kind: str
    attempts_left: Optional[int] = None
    """How many more attempts there are."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class OtpInvalidError(ServiceError):
    """The code is wrong. Code 1006."""

    data: OtpInvalidErrorData


@dataclass(frozen=True)
class OtpExpiredErrorData:
    """What is in the `data` of a `OtpExpiredError`."""

    kind: str
    reason: Optional[str] = None
    """Why, as a stable word: `expired`, `used`, `replaced` or `databaseChanged`."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class OtpExpiredError(ServiceError):
    """The code has expired. Code 1007."""

    data: OtpExpiredErrorData


@dataclass(frozen=True)
class RateLimitedErrorData:
    """What is in the `data` of a `RateLimitedError`."""

    kind: str
    retry_after: Optional[int] = None
    """After how many seconds to try again."""
    reason: Optional[str] = None
    """Why, as a stable word: `tooSoon`, `tooManyCodes` or `tooManyWrongCodes`."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class RateLimitedError(ServiceError):
    """There were too many attempts. Code 1008."""

    data: RateLimitedErrorData


@dataclass(frozen=True)
class BackupCorruptErrorData:
    """What is in the `data` of a `BackupCorruptError`."""

    kind: str
    part: Optional[str] = None
    """Which part of the backup, such as `file`, `manifest`, `image` or `database`."""
    line: Optional[int] = None
    """Which line of a dump, the first one being 1."""
    expected: Optional[str] = None
    """What was expected, in words or as a value."""
    found: Optional[str] = None
    """What was there instead."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class BackupCorruptError(ServiceError):
    """The backup is damaged. Code 1009."""

    data: BackupCorruptErrorData


@dataclass(frozen=True)
class IncompatibleErrorData:
    """What is in the `data` of a `IncompatibleError`."""

    kind: str
    reason: Optional[str] = None
    """Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
    `otherBackup` or `databaseChanged`.
    """
    line: Optional[int] = None
    """Which line of a dump, the first one being 1."""
    columns: Optional[List[str]] = None
    """Which columns of a table."""
    expected: Optional[str] = None
    """What was expected, in words or as a value."""
    found: Optional[str] = None
    """What was there instead."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class IncompatibleError(ServiceError):
    """The backup does not fit. Code 1010."""

    data: IncompatibleErrorData


@dataclass(frozen=True)
class DatabaseUnavailableErrorData:
    """What is in the `data` of a `DatabaseUnavailableError`."""

    kind: str
    reason: Optional[str] = None
    """Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
    `otherBackup` or `databaseChanged`.
    """
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class DatabaseUnavailableError(ServiceError):
    """The database cannot be used. Code 1011."""

    data: DatabaseUnavailableErrorData


@dataclass(frozen=True)
class StorageUnavailableErrorData:
    """What is in the `data` of a `StorageUnavailableError`."""

    kind: str
    storage: Optional[str] = None
    """The name of the storage."""
    reason: Optional[str] = None
    """Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
    `otherBackup` or `databaseChanged`.
    """
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class StorageUnavailableError(ServiceError):
    """The storage cannot be used. Code 1012."""

    data: StorageUnavailableErrorData


@dataclass(frozen=True)
class StorageFullErrorData:
    """What is in the `data` of a `StorageFullError`."""

    kind: str
    storage: Optional[str] = None
    """The name of the storage."""
    needed: Optional[int] = None
    """How many bytes were needed."""
    free: Optional[int] = None
    """How many bytes were free."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class StorageFullError(ServiceError):
    """The storage is full. Code 1013."""

    data: StorageFullErrorData


@dataclass(frozen=True)
class MailUnavailableErrorData:
    """What is in the `data` of a `MailUnavailableError`."""

    kind: str
    reason: Optional[str] = None
    """Why, as a stable word, such as `missing`, `unknown`, `used`, `expired`, `otherActor`,
    `otherBackup` or `databaseChanged`.
    """
    server_reply: Optional[str] = None
    """What the mail server answered last, without credentials."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class MailUnavailableError(ServiceError):
    """The mail could not be handed over. Code 1014."""

    data: MailUnavailableErrorData


@dataclass(frozen=True)
class NotConfiguredErrorData:
    """What is in the `data` of a `NotConfiguredError`."""

    kind: str
    setting: Optional[str] = None
    """The path of the setting in the configuration; absent where the program has no such feature
    yet.
    """
    reason: Optional[str] = None
    """Why, as a stable word."""
    table: Optional[str] = None
    """Which table."""
    hint: Optional[str] = None
    """What the person can do about it, where there is something."""


class NotConfiguredError(ServiceError):
    """This needs a setting that is not there. Code 1015."""

    data: NotConfiguredErrorData


SERVICE_ERRORS: Mapping[str, Tuple[Type[ServiceError], Any]] = {
    "parseError": (ParseError, ParseErrorData),
    "invalidRequest": (InvalidRequestError, InvalidRequestErrorData),
    "methodNotFound": (MethodNotFoundError, MethodNotFoundErrorData),
    "invalidParams": (InvalidParamsError, InvalidParamsErrorData),
    "internalError": (InternalError, InternalErrorData),
    "serverOverloaded": (ServerOverloadedError, ServerOverloadedErrorData),
    "cancelled": (CancelledError, CancelledErrorData),
    "unauthenticated": (UnauthenticatedError, UnauthenticatedErrorData),
    "permissionDenied": (PermissionDeniedError, PermissionDeniedErrorData),
    "notFound": (NotFoundError, NotFoundErrorData),
    "busy": (BusyError, BusyErrorData),
    "confirmationInvalid": (ConfirmationInvalidError, ConfirmationInvalidErrorData),
    "otpInvalid": (OtpInvalidError, OtpInvalidErrorData),
    "otpExpired": (OtpExpiredError, OtpExpiredErrorData),
    "rateLimited": (RateLimitedError, RateLimitedErrorData),
    "backupCorrupt": (BackupCorruptError, BackupCorruptErrorData),
    "incompatible": (IncompatibleError, IncompatibleErrorData),
    "databaseUnavailable": (DatabaseUnavailableError, DatabaseUnavailableErrorData),
    "storageUnavailable": (StorageUnavailableError, StorageUnavailableErrorData),
    "storageFull": (StorageFullError, StorageFullErrorData),
    "mailUnavailable": (MailUnavailableError, MailUnavailableErrorData),
    "notConfigured": (NotConfiguredError, NotConfiguredErrorData),
}
"""The classes of the errors, and of their data, by their kinds."""

__all__ = [
    "BackupCorruptError",
    "BackupCorruptErrorData",
    "BusyError",
    "BusyErrorData",
    "CancelledError",
    "CancelledErrorData",
    "ConfirmationInvalidError",
    "ConfirmationInvalidErrorData",
    "DatabaseUnavailableError",
    "DatabaseUnavailableErrorData",
    "IncompatibleError",
    "IncompatibleErrorData",
    "InternalError",
    "InternalErrorData",
    "InvalidParamsError",
    "InvalidParamsErrorData",
    "InvalidRequestError",
    "InvalidRequestErrorData",
    "MailUnavailableError",
    "MailUnavailableErrorData",
    "MethodNotFoundError",
    "MethodNotFoundErrorData",
    "NotConfiguredError",
    "NotConfiguredErrorData",
    "NotFoundError",
    "NotFoundErrorData",
    "OtpExpiredError",
    "OtpExpiredErrorData",
    "OtpInvalidError",
    "OtpInvalidErrorData",
    "ParseError",
    "ParseErrorData",
    "PermissionDeniedError",
    "PermissionDeniedErrorData",
    "RateLimitedError",
    "RateLimitedErrorData",
    "SERVICE_ERRORS",
    "ServerOverloadedError",
    "ServerOverloadedErrorData",
    "StorageFullError",
    "StorageFullErrorData",
    "StorageUnavailableError",
    "StorageUnavailableErrorData",
    "UnauthenticatedError",
    "UnauthenticatedErrorData",
]
