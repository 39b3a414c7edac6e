# Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.
from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Dict, List, Mapping, Optional, Tuple, Union

from .._call import BlockingCall, Call
from .._options import UNSET, MethodInfo, OnProgress, Timeout, Unset
from .types import (
    Activity,
    ActivityOutcome,
    Auth,
    Backup,
    BackupFormat,
    BackupStatus,
    BackupType,
    Capabilities,
    Checksum,
    CompressionAlgorithm,
    DeletedRows,
    ExportFormat,
    GetStatusCounts,
    GetStatusDatabase,
    GetStatusStorage,
    GetStatusSummary,
    HealthWarning,
    ListActivitySealed,
    ListBackupsUncatalogued,
    Manifest,
    PolicySource,
    PreviewRetentionDecision,
    Reset,
    ResetPreviewTable,
    Restore,
    RestoreOutcome,
    RestorePreview,
    RestoreStatus,
    RetentionPolicy,
    RunningOperation,
    Schedule,
    ServerInfo,
    SortOrder,
    Timestamp,
    VerificationDepth,
    VerificationReport,
)


@dataclass(frozen=True)
class InitializeResult:
    """What `initialize` answers."""

    server_info: ServerInfo
    """What the server is."""
    capabilities: Capabilities
    """What it can do."""

DiscoverResult = Dict[str, Any]
"""What `rpc.discover` answers."""


@dataclass(frozen=True)
class CreateBackupResult:
    """What `createBackup` answers."""

    backup: Backup
    """The finished backup."""


@dataclass(frozen=True)
class ListBackupsResult:
    """What `listBackups` answers."""

    backups: List[Backup]
    """The entries of this page."""
    next_cursor: Optional[str]
    """Where the next page begins; null on the last one."""
    total: int
    """How many entries pass the filters, on all pages together."""
    uncatalogued: Optional[ListBackupsUncatalogued] = None
    """Backup files that the catalog does not know. Absent if there are none."""


@dataclass(frozen=True)
class GetBackupResult:
    """What `getBackup` answers."""

    backup: Backup
    """The entry of the catalog."""
    manifest: Optional[Manifest]
    """What the backup says of itself; null while there is none, because it is running or has
    failed.
    """


@dataclass(frozen=True)
class VerifyBackupResult:
    """What `verifyBackup` answers."""

    report: VerificationReport
    """What was found."""


@dataclass(frozen=True)
class DeleteBackupResult:
    """What `deleteBackup` answers."""

    deleted: bool
    """True."""
    freed_bytes: int
    """How many bytes of storage that freed."""


@dataclass(frozen=True)
class UpdateBackupResult:
    """What `updateBackup` answers."""

    backup: Backup
    """The backup as it is now."""


@dataclass(frozen=True)
class ExportBackupResult:
    """What `exportBackup` answers."""

    path: str
    """The path of the file, absolute and without symbolic links."""
    size: int
    """Its size in bytes."""
    checksum: Checksum
    """The hash of its bytes."""


@dataclass(frozen=True)
class ImportBackupResult:
    """What `importBackup` answers."""

    backup: Backup
    """The backup that the file has become."""


@dataclass(frozen=True)
class PreviewRestoreResult:
    """What `previewRestore` answers."""

    report: RestorePreview
    """What the restore would do."""
    confirmation_token: str = field(repr=False)
    """What `restoreBackup` needs. It is good once, for this backup, for the same actor."""
    expires_at: Timestamp
    """Until when the token is good."""


@dataclass(frozen=True)
class ListRestoresResult:
    """What `listRestores` answers."""

    restores: List[Restore]
    """The entries of this page."""
    next_cursor: Optional[str]
    """Where the next page begins; null on the last one."""
    total: int
    """How many entries pass the filters, on all pages together."""


@dataclass(frozen=True)
class RequestResetOtpResult:
    """What `requestResetOtp` answers."""

    challenge_id: str
    """What `verifyResetOtp` takes together with the code."""
    sent_to: str
    """Where the code went, masked, such as `s•••@example.com`; several are separated by commas."""
    expires_at: Timestamp
    """Until when the code can be used."""
    resend_after: int
    """After how many seconds another code may be requested."""
    attempts_left: int
    """How many wrong codes are left before no more are accepted."""


@dataclass(frozen=True)
class VerifyResetOtpResult:
    """What `verifyResetOtp` answers."""

    reset_token: str = field(repr=False)
    """Allows one factory reset by this person, of this database, as long as neither its schema
    nor its restores change.
    """
    expires_at: Timestamp
    """Until when the token can be used."""
    confirmation_phrase: str
    """What the person has to type."""
    preview: List[ResetPreviewTable]
    """What would go and what would stay, by table."""
    warnings: List[str]
    """What the person should know beside it. Empty if there is nothing."""


@dataclass(frozen=True)
class FactoryResetResult:
    """What `factoryReset` answers."""

    reset: Reset
    """What was done."""
    safety_backup: Backup
    """What brings everything back: preview and restore it."""
    deleted: List[DeletedRows]
    """How many rows were deleted, by table."""
    restart_required: bool
    """Whether the host application should be restarted."""
    writers_held_ms: Optional[int] = None
    """How long the application could not write; absent where that is not known."""


@dataclass(frozen=True)
class GetScheduleResult:
    """What `getSchedule` answers."""

    schedule: Schedule
    """The schedule, with its defaults filled in."""
    description: str
    """The schedule in words, such as `every day at 02:30, Asia/Karachi`."""
    next_runs: List[Timestamp]
    """When the next five runs start. Empty if the schedule is `off`."""
    source: PolicySource
    """Where the schedule comes from."""


@dataclass(frozen=True)
class SetScheduleResult:
    """What `setSchedule` answers."""

    schedule: Schedule
    """The schedule, with its defaults filled in."""
    description: str
    """The schedule in words, such as `every day at 02:30, Asia/Karachi`."""
    next_runs: List[Timestamp]
    """When the next five runs start. Empty if the schedule is `off`."""
    source: PolicySource
    """Where the schedule comes from."""


@dataclass(frozen=True)
class GetRetentionResult:
    """What `getRetention` answers."""

    policy: RetentionPolicy
    """The policy. Without any rule it keeps everything."""
    source: PolicySource
    """Where the policy comes from."""


@dataclass(frozen=True)
class SetRetentionResult:
    """What `setRetention` answers."""

    policy: RetentionPolicy
    """The policy. Without any rule it keeps everything."""
    source: PolicySource
    """Where the policy comes from."""


@dataclass(frozen=True)
class PreviewRetentionResult:
    """What `previewRetention` answers."""

    decisions: List[PreviewRetentionDecision]
    """A decision for each backup, the newest first."""
    freed_bytes: int
    """How many bytes of storage `applyRetention` would free."""
    recent_removals: Optional[int] = None
    """How many of the backups that would be removed are less than a day old."""


@dataclass(frozen=True)
class ApplyRetentionResult:
    """What `applyRetention` answers."""

    removed: List[str]
    """The ids of the backups that were removed."""
    freed_bytes: int
    """How many bytes of storage that freed."""


@dataclass(frozen=True)
class GetStatusResult:
    """What `getStatus` answers."""

    summary: GetStatusSummary
    """All of it in short."""
    server_version: str
    """The version of the server."""
    sqlite_version: str
    """The version of SQLite that it links."""
    database: GetStatusDatabase
    """The live database."""
    last_success: Optional[Backup]
    """The latest backup of this database that completed, whose file is there, and that no
    verification found damaged; null if there is none. Neither an import nor a safety backup.
    """
    last_attempt: Optional[Backup]
    """The latest backup that was asked for or scheduled, whatever became of it; null if there is
    none. Neither an import nor a safety backup.
    """
    next_run: Optional[Timestamp]
    """When the schedule is next due; null if there is none."""
    storage: List[GetStatusStorage]
    """The places where backups are kept."""
    counts: GetStatusCounts
    """How many backups of each outcome there are."""
    operation: Optional[RunningOperation]
    """The operation that holds the database; null if there is none."""
    warnings: List[HealthWarning]
    """What needs attention. Empty if nothing does."""


@dataclass(frozen=True)
class ListActivityResult:
    """What `listActivity` answers."""

    activity: List[Activity]
    """The entries of this page."""
    next_cursor: Optional[str]
    """Where the next page begins; null on the last one."""
    total: int
    """How many entries pass the filters, on all pages together."""
    sealed: Optional[ListActivitySealed] = None
    """Older entries that are no longer listed. Absent if there are none."""

PingResult = Dict[str, Any]
"""What `ping` answers."""

ShutdownResult = None
"""What `shutdown` answers."""

RestoreBackupResult = RestoreOutcome
"""What `restoreBackup` answers."""

RollbackRestoreResult = RestoreOutcome
"""What `rollbackRestore` answers."""

METHODS: Mapping[str, MethodInfo] = {
    "initialize": MethodInfo(
        "none",
        False,
        False,
        InitializeResult,
    ),
    "ping": MethodInfo(
        "none",
        False,
        False,
        PingResult,
    ),
    "rpc.discover": MethodInfo(
        "none",
        False,
        False,
        DiscoverResult,
    ),
    "shutdown": MethodInfo(
        "none",
        False,
        False,
        ShutdownResult,
    ),
    "createBackup": MethodInfo(
        "edit",
        True,
        True,
        CreateBackupResult,
    ),
    "listBackups": MethodInfo(
        "view",
        True,
        False,
        ListBackupsResult,
    ),
    "getBackup": MethodInfo(
        "view",
        True,
        False,
        GetBackupResult,
    ),
    "verifyBackup": MethodInfo(
        "edit",
        True,
        True,
        VerifyBackupResult,
    ),
    "deleteBackup": MethodInfo(
        "edit",
        True,
        False,
        DeleteBackupResult,
    ),
    "updateBackup": MethodInfo(
        "edit",
        True,
        False,
        UpdateBackupResult,
    ),
    "exportBackup": MethodInfo(
        "edit",
        True,
        True,
        ExportBackupResult,
    ),
    "importBackup": MethodInfo(
        "edit",
        True,
        True,
        ImportBackupResult,
    ),
    "previewRestore": MethodInfo(
        "edit",
        True,
        True,
        PreviewRestoreResult,
    ),
    "restoreBackup": MethodInfo(
        "edit",
        True,
        True,
        RestoreBackupResult,
    ),
    "rollbackRestore": MethodInfo(
        "edit",
        True,
        True,
        RollbackRestoreResult,
    ),
    "listRestores": MethodInfo(
        "view",
        True,
        False,
        ListRestoresResult,
    ),
    "requestResetOtp": MethodInfo(
        "reset",
        True,
        True,
        RequestResetOtpResult,
    ),
    "verifyResetOtp": MethodInfo(
        "reset",
        True,
        True,
        VerifyResetOtpResult,
    ),
    "factoryReset": MethodInfo(
        "reset",
        True,
        True,
        FactoryResetResult,
    ),
    "getSchedule": MethodInfo(
        "view",
        True,
        False,
        GetScheduleResult,
    ),
    "setSchedule": MethodInfo(
        "edit",
        True,
        False,
        SetScheduleResult,
    ),
    "getRetention": MethodInfo(
        "view",
        True,
        False,
        GetRetentionResult,
    ),
    "setRetention": MethodInfo(
        "edit",
        True,
        False,
        SetRetentionResult,
    ),
    "previewRetention": MethodInfo(
        "view",
        True,
        False,
        PreviewRetentionResult,
    ),
    "applyRetention": MethodInfo(
        "edit",
        True,
        False,
        ApplyRetentionResult,
    ),
    "getStatus": MethodInfo(
        "view",
        True,
        False,
        GetStatusResult,
    ),
    "listActivity": MethodInfo(
        "view",
        True,
        False,
        ListActivityResult,
    ),
}
"""The methods by their names on the wire, with what a client has to know of each."""


class AsyncMethods(ABC):
    """The methods of the service. Each gives a call, to be awaited."""

    @abstractmethod
    def _begin(
        self,
        method: str,
        params: Dict[str, Any],
        result: Any,
        on_progress: Optional[OnProgress],
        timeout: Timeout,
        nullable: Tuple[str, ...] = (),
    ) -> Call[Any]: ...

    def ping(
        self,
        *,
        timeout: Timeout = UNSET,
    ) -> Call[PingResult]:
        """Answers at once, whatever else is running.

        No permission is needed.
        """
        return self._begin(
            "ping",
            {},
            PingResult,
            None,
            timeout,
        )

    def discover(
        self,
        *,
        timeout: Timeout = UNSET,
    ) -> Call[DiscoverResult]:
        """Returns the OpenRPC document of the service.

        No permission is needed.
        """
        return self._begin(
            "rpc.discover",
            {},
            DiscoverResult,
            None,
            timeout,
        )

    def create_backup(
        self,
        *,
        format: Optional[BackupFormat] = None,
        label: Optional[str] = None,
        encrypt: Optional[bool] = None,
        verify: Optional[bool] = None,
        compression: Optional[CompressionAlgorithm] = None,
        database: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[CreateBackupResult]:
        """Makes a backup of the live database.

        The application may read and write meanwhile; the backup holds the state of one moment.
        Answers when the backup has finished. Its entry is in the catalog, `running`, from the
        start, so a caller that went away finds the outcome in `listBackups`. Needs the
        permission to edit.

        - `format`: What to store it as; `archive` by default.
        - `label`: A label that people read.
        - `encrypt`: Whether to encrypt it. By default it is, where keys are configured.
        - `verify`: Whether to verify it at once by a trial restore; true by default.
        - `compression`: How to compress an archive; `zstd` by default. The formats `sql` and
          `json` are always `gzip`.
        - `database`: The name of the database, where there are several.
        - `idempotency_key`: A value of the client’s choice. A second call with the same one
          makes no second backup, and returns the outcome of the first; one whose process ended
          before it did is tried again.
        """
        return self._begin(
            "createBackup",
            {
                "format": format,
                "label": label,
                "encrypt": encrypt,
                "verify": verify,
                "compression": compression,
                "database": database,
                "idempotencyKey": idempotency_key,
                "auth": auth,
            },
            CreateBackupResult,
            on_progress,
            timeout,
        )

    def list_backups(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        order: Optional[SortOrder] = None,
        status: Optional[BackupStatus] = None,
        type: Optional[BackupType] = None,
        format: Optional[BackupFormat] = None,
        database: Optional[str] = None,
        since: Optional[Timestamp] = None,
        until: Optional[Timestamp] = None,
        query: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[ListBackupsResult]:
        """Lists the backups of the catalog, a page at a time.

        Needs the permission to view.

        - `limit`: How many entries to return at most; 50 by default.
        - `cursor`: Where to go on: the `nextCursor` of the page before, called with the same
          filters and order.
        - `order`: The order; `newest` by default.
        - `status`: Only those of this status.
        - `type`: Only those of this type.
        - `format`: Only those of this format.
        - `database`: Only those of this database.
        - `since`: Only those created at this time or later.
        - `until`: Only those created before this time.
        - `query`: Only those whose label, file name or id contains this text, whatever the case.
        """
        return self._begin(
            "listBackups",
            {
                "limit": limit,
                "cursor": cursor,
                "order": order,
                "status": status,
                "type": type,
                "format": format,
                "database": database,
                "since": since,
                "until": until,
                "query": query,
                "auth": auth,
            },
            ListBackupsResult,
            None,
            timeout,
        )

    def get_backup(
        self,
        id: str,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[GetBackupResult]:
        """Returns one backup and its manifest.

        Needs the permission to view.

        - `id`: The id of the backup.
        """
        return self._begin(
            "getBackup",
            {
                "id": id,
                "auth": auth,
            },
            GetBackupResult,
            None,
            timeout,
        )

    def verify_backup(
        self,
        id: str,
        *,
        depth: Optional[VerificationDepth] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[VerifyBackupResult]:
        """Verifies a backup. Damage is the error `backupCorrupt`, which says which part, what
        was expected and what was found.

        Needs the permission to edit.

        - `id`: The id of the backup.
        - `depth`: How thoroughly; `restore` by default.
        """
        return self._begin(
            "verifyBackup",
            {
                "id": id,
                "depth": depth,
                "auth": auth,
            },
            VerifyBackupResult,
            on_progress,
            timeout,
        )

    def delete_backup(
        self,
        id: str,
        *,
        force: Optional[bool] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[DeleteBackupResult]:
        """Deletes a backup from every storage, and from the catalog. It cannot be undone.

        A pinned backup is not deleted until it is unpinned. The newest proven backup, and a
        safety backup that a roll back still needs, are deleted with `force` alone. The safety
        backup of a factory reset is unpinned and deleted by who may reset. Needs the permission
        to edit.

        - `id`: The id of the backup.
        - `force`: Whether the newest proven backup, or a safety backup that a roll back still
          needs, is deleted as well; false by default. True needs the permission to reset.
        """
        return self._begin(
            "deleteBackup",
            {
                "id": id,
                "force": force,
                "auth": auth,
            },
            DeleteBackupResult,
            None,
            timeout,
        )

    def update_backup(
        self,
        id: str,
        *,
        label: Union[str, None, Unset] = UNSET,
        pinned: Optional[bool] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[UpdateBackupResult]:
        """Changes the label of a backup, or whether it is pinned.

        Needs the permission to edit.

        - `id`: The id of the backup.
        - `label`: The new label; null takes it away; absent leaves it as it is.
        - `pinned`: Whether the backup is kept whatever the retention policy says; absent leaves
          it as it is.
        """
        return self._begin(
            "updateBackup",
            {
                "id": id,
                "label": label,
                "pinned": pinned,
                "auth": auth,
            },
            UpdateBackupResult,
            None,
            timeout,
            ("label",),
        )

    def export_backup(
        self,
        id: str,
        destination: str,
        *,
        format: Optional[ExportFormat] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[ExportBackupResult]:
        """Writes a backup out as a file, in the format that it is stored in or in another one.

        The file gets its name when it is complete; a file that is there already is never
        replaced. Needs the permission to edit.

        - `id`: The id of the backup.
        - `destination`: Where to write it: a path in one of the folders of the setting
          `exportFolders`. One that does not begin with a slash starts from the first of them. A
          folder stands for a file in it that has the backup’s own name.
        - `format`: What to write it as; by default what it is stored as.
        """
        return self._begin(
            "exportBackup",
            {
                "id": id,
                "destination": destination,
                "format": format,
                "auth": auth,
            },
            ExportBackupResult,
            on_progress,
            timeout,
        )

    def import_backup(
        self,
        path: str,
        *,
        label: Optional[str] = None,
        member: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[ImportBackupResult]:
        """Takes a file in as a backup: one that Strongroom has written, a SQL dump, a JSON
        document or a SQLite database file.

        The live database is not touched. What the file is, its content tells, and not its name.
        Of a ZIP or tar file, the one database in it is taken. Needs the permission to edit.

        - `path`: The file: a path in one of the folders of the setting `importFolders`. One that
          does not begin with a slash starts from the first of them.
        - `label`: A label that people read.
        - `member`: The file to take from a ZIP or tar file, by its path in it. Needed only where
          there is more than one database in it.
        """
        return self._begin(
            "importBackup",
            {
                "path": path,
                "label": label,
                "member": member,
                "auth": auth,
            },
            ImportBackupResult,
            on_progress,
            timeout,
        )

    def preview_restore(
        self,
        id: str,
        *,
        at: Optional[Timestamp] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[PreviewRestoreResult]:
        """Finds out what a restore would do, and gives the token that allows it. Changes
        nothing.

        Needs the permission to edit.

        - `id`: The id of the backup.
        - `at`: A moment to restore to, where backups are continuous.
        """
        return self._begin(
            "previewRestore",
            {
                "id": id,
                "at": at,
                "auth": auth,
            },
            PreviewRestoreResult,
            on_progress,
            timeout,
        )

    def restore_backup(
        self,
        id: str,
        confirmation_token: str,
        *,
        allow_schema_change: Optional[bool] = None,
        replace_damaged: Optional[bool] = None,
        at: Optional[Timestamp] = None,
        idempotency_key: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[RestoreBackupResult]:
        """Replaces the contents of the live database by those of a backup.

        The application may be running: its other connections see the old database or the
        restored one, never a mixture. A safety backup is made first. Until the replacement is
        committed a failure leaves the database as it was; a failure after it rolls the database
        back. Needs the permission to edit.

        - `id`: The id of the backup.
        - `confirmation_token`: The token from `previewRestore` of the backup to restore.
        - `allow_schema_change`: Whether the restore may change the schema; false by default.
        - `replace_damaged`: Whether a database that cannot be read is set aside, with its log,
          index and journal, and the backup takes its place; false by default. The application
          must be restarted after it.
        - `at`: A moment to restore to, where backups are continuous.
        - `idempotency_key`: A value of the client’s choice. A second call with the same one
          restores nothing, and returns the outcome of the first.
        """
        return self._begin(
            "restoreBackup",
            {
                "id": id,
                "confirmationToken": confirmation_token,
                "allowSchemaChange": allow_schema_change,
                "replaceDamaged": replace_damaged,
                "at": at,
                "idempotencyKey": idempotency_key,
                "auth": auth,
            },
            RestoreBackupResult,
            on_progress,
            timeout,
        )

    def rollback_restore(
        self,
        restore_id: str,
        confirmation_token: str,
        *,
        allow_schema_change: Optional[bool] = None,
        replace_damaged: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[RollbackRestoreResult]:
        """Undoes a restore, by restoring the safety backup made before it.

        The application may be running: its other connections see the old database or the
        restored one, never a mixture. A safety backup is made first. Until the replacement is
        committed a failure leaves the database as it was; a failure after it rolls the database
        back. Needs the permission to edit.

        - `restore_id`: The id of the restore to undo.
        - `confirmation_token`: The token from `previewRestore` of the safety backup of that
          restore.
        - `allow_schema_change`: Whether the restore may change the schema; false by default.
        - `replace_damaged`: Whether a database that cannot be read is set aside, with its log,
          index and journal, and the backup takes its place; false by default. The application
          must be restarted after it.
        - `idempotency_key`: A value of the client’s choice. A second call with the same one
          restores nothing, and returns the outcome of the first.
        """
        return self._begin(
            "rollbackRestore",
            {
                "restoreId": restore_id,
                "confirmationToken": confirmation_token,
                "allowSchemaChange": allow_schema_change,
                "replaceDamaged": replace_damaged,
                "idempotencyKey": idempotency_key,
                "auth": auth,
            },
            RollbackRestoreResult,
            on_progress,
            timeout,
        )

    def list_restores(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        order: Optional[SortOrder] = None,
        status: Optional[RestoreStatus] = None,
        backup_id: Optional[str] = None,
        database: Optional[str] = None,
        since: Optional[Timestamp] = None,
        until: Optional[Timestamp] = None,
        query: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[ListRestoresResult]:
        """Lists the restores that were made or tried, a page at a time.

        Needs the permission to view.

        - `limit`: How many entries to return at most; 50 by default.
        - `cursor`: Where to go on: the `nextCursor` of the page before, called with the same
          filters and order.
        - `order`: The order; `newest` by default.
        - `status`: Only those of this status.
        - `backup_id`: Only those of this backup.
        - `database`: Only those of this database.
        - `since`: Only those created at this time or later.
        - `until`: Only those created before this time.
        - `query`: Only those whose file name or id contains this text, whatever the case.
        """
        return self._begin(
            "listRestores",
            {
                "limit": limit,
                "cursor": cursor,
                "order": order,
                "status": status,
                "backupId": backup_id,
                "database": database,
                "since": since,
                "until": until,
                "query": query,
                "auth": auth,
            },
            ListRestoresResult,
            None,
            timeout,
        )

    def request_reset_otp(
        self,
        *,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[RequestResetOtpResult]:
        """Mails a one-time code that begins a factory reset.

        The code goes to the address that the service itself trusts: that of the verified
        identity, or what the configuration says (`reset.recipients`, `reset.recipientQuery`). A
        new code voids the one before; the count of wrong ones goes on. At most one a minute and
        five an hour. Needs the permission to reset.
        """
        return self._begin(
            "requestResetOtp",
            {
                "auth": auth,
            },
            RequestResetOtpResult,
            on_progress,
            timeout,
        )

    def verify_reset_otp(
        self,
        challenge_id: str,
        code: str,
        *,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[VerifyResetOtpResult]:
        """Exchanges a mailed code for the token that a factory reset takes, and shows what it
        would do.

        Five wrong codes, over all challenges of the person, end the challenge. An unknown
        challenge, another person’s, a used and an expired one are told like a wrong code. Needs
        the permission to reset.

        - `challenge_id`: The challenge, from `requestResetOtp`.
        - `code`: The digits of the mail. Spaces among them are left out.
        """
        return self._begin(
            "verifyResetOtp",
            {
                "challengeId": challenge_id,
                "code": code,
                "auth": auth,
            },
            VerifyResetOtpResult,
            on_progress,
            timeout,
        )

    def factory_reset(
        self,
        reset_token: str,
        confirmation: str,
        *,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> Call[FactoryResetResult]:
        """Deletes all data of the database except what is configured to be kept.

        A proven safety backup, pinned, is made before, while writers wait. All rows go in one
        transaction: a failure at any point leaves all of the data or the completed reset.
        Restoring the safety backup brings everything back. Needs the permission to reset.

        - `reset_token`: The token, from `verifyResetOtp`.
        - `confirmation`: The phrase, as the person typed it. A wrong one does not spend the
          token; the third does.
        """
        return self._begin(
            "factoryReset",
            {
                "resetToken": reset_token,
                "confirmation": confirmation,
                "auth": auth,
            },
            FactoryResetResult,
            on_progress,
            timeout,
        )

    def get_schedule(
        self,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[GetScheduleResult]:
        """Tells when backups are made without being asked for.

        Until a schedule is set it is `off`. Needs the permission to view.
        """
        return self._begin(
            "getSchedule",
            {
                "auth": auth,
            },
            GetScheduleResult,
            None,
            timeout,
        )

    def set_schedule(
        self,
        schedule: Schedule,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[SetScheduleResult]:
        """Sets when backups are made without being asked for.

        The schedule is checked as a whole, and replaces the one before as a whole. Needs the
        permission to edit.

        - `schedule`: The new schedule.
        """
        return self._begin(
            "setSchedule",
            {
                "schedule": schedule,
                "auth": auth,
            },
            SetScheduleResult,
            None,
            timeout,
        )

    def get_retention(
        self,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[GetRetentionResult]:
        """Tells which automatic backups are kept.

        Until a policy is set, everything is kept. Needs the permission to view.
        """
        return self._begin(
            "getRetention",
            {
                "auth": auth,
            },
            GetRetentionResult,
            None,
            timeout,
        )

    def set_retention(
        self,
        policy: RetentionPolicy,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[SetRetentionResult]:
        """Sets which automatic backups are kept.

        The policy is checked as a whole, and replaces the one before as a whole. Nothing is
        removed by this call. Needs the permission to edit.

        - `policy`: The new policy.
        """
        return self._begin(
            "setRetention",
            {
                "policy": policy,
                "auth": auth,
            },
            SetRetentionResult,
            None,
            timeout,
        )

    def preview_retention(
        self,
        *,
        policy: Optional[RetentionPolicy] = None,
        storage: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[PreviewRetentionResult]:
        """Tells for every backup whether the retention policy keeps it, and why.

        Nothing is removed. Periods are those of the time zone of the schedule. Needs the
        permission to view.

        - `policy`: A policy to try instead of the one that is set.
        - `storage`: The name of the storage; the only one if absent.
        """
        return self._begin(
            "previewRetention",
            {
                "policy": policy,
                "storage": storage,
                "auth": auth,
            },
            PreviewRetentionResult,
            None,
            timeout,
        )

    def apply_retention(
        self,
        *,
        policy: Optional[RetentionPolicy] = None,
        storage: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[ApplyRetentionResult]:
        """Removes the backups that the retention policy does not keep.

        They are the ones that `previewRetention` names, the oldest first. Nothing is removed if
        the last run failed, or if the storage cannot be listed. A backup that `deleteBackup`
        would refuse to delete is kept. It cannot be undone. Needs the permission to edit.

        - `policy`: A policy to apply instead of the one that is set.
        - `storage`: The name of the storage; the only one if absent.
        """
        return self._begin(
            "applyRetention",
            {
                "policy": policy,
                "storage": storage,
                "auth": auth,
            },
            ApplyRetentionResult,
            None,
            timeout,
        )

    def get_status(
        self,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[GetStatusResult]:
        """Tells how things stand: the last success, the next run, the storages, and what needs
        attention.

        Needs the permission to view.
        """
        return self._begin(
            "getStatus",
            {
                "auth": auth,
            },
            GetStatusResult,
            None,
            timeout,
        )

    def list_activity(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        order: Optional[SortOrder] = None,
        action: Optional[str] = None,
        outcome: Optional[ActivityOutcome] = None,
        actor_id: Optional[str] = None,
        database: Optional[str] = None,
        since: Optional[Timestamp] = None,
        until: Optional[Timestamp] = None,
        query: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> Call[ListActivityResult]:
        """Lists the audit log, a page at a time: who did what, when, with what outcome.

        The log belongs to the database: whoever may view sees the entries of all actors, those
        of other tenants among them. Needs the permission to view.

        - `limit`: How many entries to return at most; 50 by default.
        - `cursor`: Where to go on: the `nextCursor` of the page before, called with the same
          filters and order.
        - `order`: The order; `newest` by default.
        - `action`: Only those of this action, such as `restoreBackup`.
        - `outcome`: Only those of this outcome.
        - `actor_id`: Only those of the actor with this id.
        - `database`: Only those of this database.
        - `since`: Only those created at this time or later.
        - `until`: Only those created before this time.
        - `query`: Only those whose action, actor, error message or ids contain this text,
          whatever the case.
        """
        return self._begin(
            "listActivity",
            {
                "limit": limit,
                "cursor": cursor,
                "order": order,
                "action": action,
                "outcome": outcome,
                "actorId": actor_id,
                "database": database,
                "since": since,
                "until": until,
                "query": query,
                "auth": auth,
            },
            ListActivityResult,
            None,
            timeout,
        )


class BlockingMethods(ABC):
    """The methods of the service. Each returns when it has its result."""

    @abstractmethod
    def _call(
        self,
        method: str,
        params: Dict[str, Any],
        result: Any,
        on_progress: Optional[OnProgress],
        timeout: Timeout,
        nullable: Tuple[str, ...] = (),
    ) -> Any: ...

    def ping(
        self,
        *,
        timeout: Timeout = UNSET,
    ) -> PingResult:
        """Answers at once, whatever else is running.

        No permission is needed.
        """
        result: PingResult = self._call(
            "ping",
            {},
            PingResult,
            None,
            timeout,
        )
        return result

    def discover(
        self,
        *,
        timeout: Timeout = UNSET,
    ) -> DiscoverResult:
        """Returns the OpenRPC document of the service.

        No permission is needed.
        """
        result: DiscoverResult = self._call(
            "rpc.discover",
            {},
            DiscoverResult,
            None,
            timeout,
        )
        return result

    def create_backup(
        self,
        *,
        format: Optional[BackupFormat] = None,
        label: Optional[str] = None,
        encrypt: Optional[bool] = None,
        verify: Optional[bool] = None,
        compression: Optional[CompressionAlgorithm] = None,
        database: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> CreateBackupResult:
        """Makes a backup of the live database.

        The application may read and write meanwhile; the backup holds the state of one moment.
        Answers when the backup has finished. Its entry is in the catalog, `running`, from the
        start, so a caller that went away finds the outcome in `listBackups`. Needs the
        permission to edit.

        - `format`: What to store it as; `archive` by default.
        - `label`: A label that people read.
        - `encrypt`: Whether to encrypt it. By default it is, where keys are configured.
        - `verify`: Whether to verify it at once by a trial restore; true by default.
        - `compression`: How to compress an archive; `zstd` by default. The formats `sql` and
          `json` are always `gzip`.
        - `database`: The name of the database, where there are several.
        - `idempotency_key`: A value of the client’s choice. A second call with the same one
          makes no second backup, and returns the outcome of the first; one whose process ended
          before it did is tried again.
        """
        result: CreateBackupResult = self._call(
            "createBackup",
            {
                "format": format,
                "label": label,
                "encrypt": encrypt,
                "verify": verify,
                "compression": compression,
                "database": database,
                "idempotencyKey": idempotency_key,
                "auth": auth,
            },
            CreateBackupResult,
            on_progress,
            timeout,
        )
        return result

    def list_backups(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        order: Optional[SortOrder] = None,
        status: Optional[BackupStatus] = None,
        type: Optional[BackupType] = None,
        format: Optional[BackupFormat] = None,
        database: Optional[str] = None,
        since: Optional[Timestamp] = None,
        until: Optional[Timestamp] = None,
        query: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> ListBackupsResult:
        """Lists the backups of the catalog, a page at a time.

        Needs the permission to view.

        - `limit`: How many entries to return at most; 50 by default.
        - `cursor`: Where to go on: the `nextCursor` of the page before, called with the same
          filters and order.
        - `order`: The order; `newest` by default.
        - `status`: Only those of this status.
        - `type`: Only those of this type.
        - `format`: Only those of this format.
        - `database`: Only those of this database.
        - `since`: Only those created at this time or later.
        - `until`: Only those created before this time.
        - `query`: Only those whose label, file name or id contains this text, whatever the case.
        """
        result: ListBackupsResult = self._call(
            "listBackups",
            {
                "limit": limit,
                "cursor": cursor,
                "order": order,
                "status": status,
                "type": type,
                "format": format,
                "database": database,
                "since": since,
                "until": until,
                "query": query,
                "auth": auth,
            },
            ListBackupsResult,
            None,
            timeout,
        )
        return result

    def get_backup(
        self,
        id: str,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> GetBackupResult:
        """Returns one backup and its manifest.

        Needs the permission to view.

        - `id`: The id of the backup.
        """
        result: GetBackupResult = self._call(
            "getBackup",
            {
                "id": id,
                "auth": auth,
            },
            GetBackupResult,
            None,
            timeout,
        )
        return result

    def verify_backup(
        self,
        id: str,
        *,
        depth: Optional[VerificationDepth] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> VerifyBackupResult:
        """Verifies a backup. Damage is the error `backupCorrupt`, which says which part, what
        was expected and what was found.

        Needs the permission to edit.

        - `id`: The id of the backup.
        - `depth`: How thoroughly; `restore` by default.
        """
        result: VerifyBackupResult = self._call(
            "verifyBackup",
            {
                "id": id,
                "depth": depth,
                "auth": auth,
            },
            VerifyBackupResult,
            on_progress,
            timeout,
        )
        return result

    def delete_backup(
        self,
        id: str,
        *,
        force: Optional[bool] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> DeleteBackupResult:
        """Deletes a backup from every storage, and from the catalog. It cannot be undone.

        A pinned backup is not deleted until it is unpinned. The newest proven backup, and a
        safety backup that a roll back still needs, are deleted with `force` alone. The safety
        backup of a factory reset is unpinned and deleted by who may reset. Needs the permission
        to edit.

        - `id`: The id of the backup.
        - `force`: Whether the newest proven backup, or a safety backup that a roll back still
          needs, is deleted as well; false by default. True needs the permission to reset.
        """
        result: DeleteBackupResult = self._call(
            "deleteBackup",
            {
                "id": id,
                "force": force,
                "auth": auth,
            },
            DeleteBackupResult,
            None,
            timeout,
        )
        return result

    def update_backup(
        self,
        id: str,
        *,
        label: Union[str, None, Unset] = UNSET,
        pinned: Optional[bool] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> UpdateBackupResult:
        """Changes the label of a backup, or whether it is pinned.

        Needs the permission to edit.

        - `id`: The id of the backup.
        - `label`: The new label; null takes it away; absent leaves it as it is.
        - `pinned`: Whether the backup is kept whatever the retention policy says; absent leaves
          it as it is.
        """
        result: UpdateBackupResult = self._call(
            "updateBackup",
            {
                "id": id,
                "label": label,
                "pinned": pinned,
                "auth": auth,
            },
            UpdateBackupResult,
            None,
            timeout,
            ("label",),
        )
        return result

    def export_backup(
        self,
        id: str,
        destination: str,
        *,
        format: Optional[ExportFormat] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> ExportBackupResult:
        """Writes a backup out as a file, in the format that it is stored in or in another one.

        The file gets its name when it is complete; a file that is there already is never
        replaced. Needs the permission to edit.

        - `id`: The id of the backup.
        - `destination`: Where to write it: a path in one of the folders of the setting
          `exportFolders`. One that does not begin with a slash starts from the first of them. A
          folder stands for a file in it that has the backup’s own name.
        - `format`: What to write it as; by default what it is stored as.
        """
        result: ExportBackupResult = self._call(
            "exportBackup",
            {
                "id": id,
                "destination": destination,
                "format": format,
                "auth": auth,
            },
            ExportBackupResult,
            on_progress,
            timeout,
        )
        return result

    def import_backup(
        self,
        path: str,
        *,
        label: Optional[str] = None,
        member: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> ImportBackupResult:
        """Takes a file in as a backup: one that Strongroom has written, a SQL dump, a JSON
        document or a SQLite database file.

        The live database is not touched. What the file is, its content tells, and not its name.
        Of a ZIP or tar file, the one database in it is taken. Needs the permission to edit.

        - `path`: The file: a path in one of the folders of the setting `importFolders`. One that
          does not begin with a slash starts from the first of them.
        - `label`: A label that people read.
        - `member`: The file to take from a ZIP or tar file, by its path in it. Needed only where
          there is more than one database in it.
        """
        result: ImportBackupResult = self._call(
            "importBackup",
            {
                "path": path,
                "label": label,
                "member": member,
                "auth": auth,
            },
            ImportBackupResult,
            on_progress,
            timeout,
        )
        return result

    def preview_restore(
        self,
        id: str,
        *,
        at: Optional[Timestamp] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> PreviewRestoreResult:
        """Finds out what a restore would do, and gives the token that allows it. Changes
        nothing.

        Needs the permission to edit.

        - `id`: The id of the backup.
        - `at`: A moment to restore to, where backups are continuous.
        """
        result: PreviewRestoreResult = self._call(
            "previewRestore",
            {
                "id": id,
                "at": at,
                "auth": auth,
            },
            PreviewRestoreResult,
            on_progress,
            timeout,
        )
        return result

    def restore_backup(
        self,
        id: str,
        confirmation_token: str,
        *,
        allow_schema_change: Optional[bool] = None,
        replace_damaged: Optional[bool] = None,
        at: Optional[Timestamp] = None,
        idempotency_key: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> RestoreBackupResult:
        """Replaces the contents of the live database by those of a backup.

        The application may be running: its other connections see the old database or the
        restored one, never a mixture. A safety backup is made first. Until the replacement is
        committed a failure leaves the database as it was; a failure after it rolls the database
        back. Needs the permission to edit.

        - `id`: The id of the backup.
        - `confirmation_token`: The token from `previewRestore` of the backup to restore.
        - `allow_schema_change`: Whether the restore may change the schema; false by default.
        - `replace_damaged`: Whether a database that cannot be read is set aside, with its log,
          index and journal, and the backup takes its place; false by default. The application
          must be restarted after it.
        - `at`: A moment to restore to, where backups are continuous.
        - `idempotency_key`: A value of the client’s choice. A second call with the same one
          restores nothing, and returns the outcome of the first.
        """
        result: RestoreBackupResult = self._call(
            "restoreBackup",
            {
                "id": id,
                "confirmationToken": confirmation_token,
                "allowSchemaChange": allow_schema_change,
                "replaceDamaged": replace_damaged,
                "at": at,
                "idempotencyKey": idempotency_key,
                "auth": auth,
            },
            RestoreBackupResult,
            on_progress,
            timeout,
        )
        return result

    def rollback_restore(
        self,
        restore_id: str,
        confirmation_token: str,
        *,
        allow_schema_change: Optional[bool] = None,
        replace_damaged: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> RollbackRestoreResult:
        """Undoes a restore, by restoring the safety backup made before it.

        The application may be running: its other connections see the old database or the
        restored one, never a mixture. A safety backup is made first. Until the replacement is
        committed a failure leaves the database as it was; a failure after it rolls the database
        back. Needs the permission to edit.

        - `restore_id`: The id of the restore to undo.
        - `confirmation_token`: The token from `previewRestore` of the safety backup of that
          restore.
        - `allow_schema_change`: Whether the restore may change the schema; false by default.
        - `replace_damaged`: Whether a database that cannot be read is set aside, with its log,
          index and journal, and the backup takes its place; false by default. The application
          must be restarted after it.
        - `idempotency_key`: A value of the client’s choice. A second call with the same one
          restores nothing, and returns the outcome of the first.
        """
        result: RollbackRestoreResult = self._call(
            "rollbackRestore",
            {
                "restoreId": restore_id,
                "confirmationToken": confirmation_token,
                "allowSchemaChange": allow_schema_change,
                "replaceDamaged": replace_damaged,
                "idempotencyKey": idempotency_key,
                "auth": auth,
            },
            RollbackRestoreResult,
            on_progress,
            timeout,
        )
        return result

    def list_restores(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        order: Optional[SortOrder] = None,
        status: Optional[RestoreStatus] = None,
        backup_id: Optional[str] = None,
        database: Optional[str] = None,
        since: Optional[Timestamp] = None,
        until: Optional[Timestamp] = None,
        query: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> ListRestoresResult:
        """Lists the restores that were made or tried, a page at a time.

        Needs the permission to view.

        - `limit`: How many entries to return at most; 50 by default.
        - `cursor`: Where to go on: the `nextCursor` of the page before, called with the same
          filters and order.
        - `order`: The order; `newest` by default.
        - `status`: Only those of this status.
        - `backup_id`: Only those of this backup.
        - `database`: Only those of this database.
        - `since`: Only those created at this time or later.
        - `until`: Only those created before this time.
        - `query`: Only those whose file name or id contains this text, whatever the case.
        """
        result: ListRestoresResult = self._call(
            "listRestores",
            {
                "limit": limit,
                "cursor": cursor,
                "order": order,
                "status": status,
                "backupId": backup_id,
                "database": database,
                "since": since,
                "until": until,
                "query": query,
                "auth": auth,
            },
            ListRestoresResult,
            None,
            timeout,
        )
        return result

    def request_reset_otp(
        self,
        *,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> RequestResetOtpResult:
        """Mails a one-time code that begins a factory reset.

        The code goes to the address that the service itself trusts: that of the verified
        identity, or what the configuration says (`reset.recipients`, `reset.recipientQuery`). A
        new code voids the one before; the count of wrong ones goes on. At most one a minute and
        five an hour. Needs the permission to reset.
        """
        result: RequestResetOtpResult = self._call(
            "requestResetOtp",
            {
                "auth": auth,
            },
            RequestResetOtpResult,
            on_progress,
            timeout,
        )
        return result

    def verify_reset_otp(
        self,
        challenge_id: str,
        code: str,
        *,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> VerifyResetOtpResult:
        """Exchanges a mailed code for the token that a factory reset takes, and shows what it
        would do.

        Five wrong codes, over all challenges of the person, end the challenge. An unknown
        challenge, another person’s, a used and an expired one are told like a wrong code. Needs
        the permission to reset.

        - `challenge_id`: The challenge, from `requestResetOtp`.
        - `code`: The digits of the mail. Spaces among them are left out.
        """
        result: VerifyResetOtpResult = self._call(
            "verifyResetOtp",
            {
                "challengeId": challenge_id,
                "code": code,
                "auth": auth,
            },
            VerifyResetOtpResult,
            on_progress,
            timeout,
        )
        return result

    def factory_reset(
        self,
        reset_token: str,
        confirmation: str,
        *,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> FactoryResetResult:
        """Deletes all data of the database except what is configured to be kept.

        A proven safety backup, pinned, is made before, while writers wait. All rows go in one
        transaction: a failure at any point leaves all of the data or the completed reset.
        Restoring the safety backup brings everything back. Needs the permission to reset.

        - `reset_token`: The token, from `verifyResetOtp`.
        - `confirmation`: The phrase, as the person typed it. A wrong one does not spend the
          token; the third does.
        """
        result: FactoryResetResult = self._call(
            "factoryReset",
            {
                "resetToken": reset_token,
                "confirmation": confirmation,
                "auth": auth,
            },
            FactoryResetResult,
            on_progress,
            timeout,
        )
        return result

    def get_schedule(
        self,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> GetScheduleResult:
        """Tells when backups are made without being asked for.

        Until a schedule is set it is `off`. Needs the permission to view.
        """
        result: GetScheduleResult = self._call(
            "getSchedule",
            {
                "auth": auth,
            },
            GetScheduleResult,
            None,
            timeout,
        )
        return result

    def set_schedule(
        self,
        schedule: Schedule,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> SetScheduleResult:
        """Sets when backups are made without being asked for.

        The schedule is checked as a whole, and replaces the one before as a whole. Needs the
        permission to edit.

        - `schedule`: The new schedule.
        """
        result: SetScheduleResult = self._call(
            "setSchedule",
            {
                "schedule": schedule,
                "auth": auth,
            },
            SetScheduleResult,
            None,
            timeout,
        )
        return result

    def get_retention(
        self,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> GetRetentionResult:
        """Tells which automatic backups are kept.

        Until a policy is set, everything is kept. Needs the permission to view.
        """
        result: GetRetentionResult = self._call(
            "getRetention",
            {
                "auth": auth,
            },
            GetRetentionResult,
            None,
            timeout,
        )
        return result

    def set_retention(
        self,
        policy: RetentionPolicy,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> SetRetentionResult:
        """Sets which automatic backups are kept.

        The policy is checked as a whole, and replaces the one before as a whole. Nothing is
        removed by this call. Needs the permission to edit.

        - `policy`: The new policy.
        """
        result: SetRetentionResult = self._call(
            "setRetention",
            {
                "policy": policy,
                "auth": auth,
            },
            SetRetentionResult,
            None,
            timeout,
        )
        return result

    def preview_retention(
        self,
        *,
        policy: Optional[RetentionPolicy] = None,
        storage: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> PreviewRetentionResult:
        """Tells for every backup whether the retention policy keeps it, and why.

        Nothing is removed. Periods are those of the time zone of the schedule. Needs the
        permission to view.

        - `policy`: A policy to try instead of the one that is set.
        - `storage`: The name of the storage; the only one if absent.
        """
        result: PreviewRetentionResult = self._call(
            "previewRetention",
            {
                "policy": policy,
                "storage": storage,
                "auth": auth,
            },
            PreviewRetentionResult,
            None,
            timeout,
        )
        return result

    def apply_retention(
        self,
        *,
        policy: Optional[RetentionPolicy] = None,
        storage: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> ApplyRetentionResult:
        """Removes the backups that the retention policy does not keep.

        They are the ones that `previewRetention` names, the oldest first. Nothing is removed if
        the last run failed, or if the storage cannot be listed. A backup that `deleteBackup`
        would refuse to delete is kept. It cannot be undone. Needs the permission to edit.

        - `policy`: A policy to apply instead of the one that is set.
        - `storage`: The name of the storage; the only one if absent.
        """
        result: ApplyRetentionResult = self._call(
            "applyRetention",
            {
                "policy": policy,
                "storage": storage,
                "auth": auth,
            },
            ApplyRetentionResult,
            None,
            timeout,
        )
        return result

    def get_status(
        self,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> GetStatusResult:
        """Tells how things stand: the last success, the next run, the storages, and what needs
        attention.

        Needs the permission to view.
        """
        result: GetStatusResult = self._call(
            "getStatus",
            {
                "auth": auth,
            },
            GetStatusResult,
            None,
            timeout,
        )
        return result

    def list_activity(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        order: Optional[SortOrder] = None,
        action: Optional[str] = None,
        outcome: Optional[ActivityOutcome] = None,
        actor_id: Optional[str] = None,
        database: Optional[str] = None,
        since: Optional[Timestamp] = None,
        until: Optional[Timestamp] = None,
        query: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> ListActivityResult:
        """Lists the audit log, a page at a time: who did what, when, with what outcome.

        The log belongs to the database: whoever may view sees the entries of all actors, those
        of other tenants among them. Needs the permission to view.

        - `limit`: How many entries to return at most; 50 by default.
        - `cursor`: Where to go on: the `nextCursor` of the page before, called with the same
          filters and order.
        - `order`: The order; `newest` by default.
        - `action`: Only those of this action, such as `restoreBackup`.
        - `outcome`: Only those of this outcome.
        - `actor_id`: Only those of the actor with this id.
        - `database`: Only those of this database.
        - `since`: Only those created at this time or later.
        - `until`: Only those created before this time.
        - `query`: Only those whose action, actor, error message or ids contain this text,
          whatever the case.
        """
        result: ListActivityResult = self._call(
            "listActivity",
            {
                "limit": limit,
                "cursor": cursor,
                "order": order,
                "action": action,
                "outcome": outcome,
                "actorId": actor_id,
                "database": database,
                "since": since,
                "until": until,
                "query": query,
                "auth": auth,
            },
            ListActivityResult,
            None,
            timeout,
        )
        return result


class BlockingCalls(ABC):
    """The methods of the service. Each gives a call that goes on by itself: ask it for its
    result, iterate over its progress, or cancel it.
    """

    @abstractmethod
    def _begin(
        self,
        method: str,
        params: Dict[str, Any],
        result: Any,
        on_progress: Optional[OnProgress],
        timeout: Timeout,
        nullable: Tuple[str, ...] = (),
    ) -> BlockingCall[Any]: ...

    def ping(
        self,
        *,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[PingResult]:
        """Answers at once, whatever else is running.

        No permission is needed.
        """
        return self._begin(
            "ping",
            {},
            PingResult,
            None,
            timeout,
        )

    def discover(
        self,
        *,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[DiscoverResult]:
        """Returns the OpenRPC document of the service.

        No permission is needed.
        """
        return self._begin(
            "rpc.discover",
            {},
            DiscoverResult,
            None,
            timeout,
        )

    def create_backup(
        self,
        *,
        format: Optional[BackupFormat] = None,
        label: Optional[str] = None,
        encrypt: Optional[bool] = None,
        verify: Optional[bool] = None,
        compression: Optional[CompressionAlgorithm] = None,
        database: Optional[str] = None,
        idempotency_key: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[CreateBackupResult]:
        """Makes a backup of the live database.

        The application may read and write meanwhile; the backup holds the state of one moment.
        Answers when the backup has finished. Its entry is in the catalog, `running`, from the
        start, so a caller that went away finds the outcome in `listBackups`. Needs the
        permission to edit.

        - `format`: What to store it as; `archive` by default.
        - `label`: A label that people read.
        - `encrypt`: Whether to encrypt it. By default it is, where keys are configured.
        - `verify`: Whether to verify it at once by a trial restore; true by default.
        - `compression`: How to compress an archive; `zstd` by default. The formats `sql` and
          `json` are always `gzip`.
        - `database`: The name of the database, where there are several.
        - `idempotency_key`: A value of the client’s choice. A second call with the same one
          makes no second backup, and returns the outcome of the first; one whose process ended
          before it did is tried again.
        """
        return self._begin(
            "createBackup",
            {
                "format": format,
                "label": label,
                "encrypt": encrypt,
                "verify": verify,
                "compression": compression,
                "database": database,
                "idempotencyKey": idempotency_key,
                "auth": auth,
            },
            CreateBackupResult,
            on_progress,
            timeout,
        )

    def list_backups(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        order: Optional[SortOrder] = None,
        status: Optional[BackupStatus] = None,
        type: Optional[BackupType] = None,
        format: Optional[BackupFormat] = None,
        database: Optional[str] = None,
        since: Optional[Timestamp] = None,
        until: Optional[Timestamp] = None,
        query: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[ListBackupsResult]:
        """Lists the backups of the catalog, a page at a time.

        Needs the permission to view.

        - `limit`: How many entries to return at most; 50 by default.
        - `cursor`: Where to go on: the `nextCursor` of the page before, called with the same
          filters and order.
        - `order`: The order; `newest` by default.
        - `status`: Only those of this status.
        - `type`: Only those of this type.
        - `format`: Only those of this format.
        - `database`: Only those of this database.
        - `since`: Only those created at this time or later.
        - `until`: Only those created before this time.
        - `query`: Only those whose label, file name or id contains this text, whatever the case.
        """
        return self._begin(
            "listBackups",
            {
                "limit": limit,
                "cursor": cursor,
                "order": order,
                "status": status,
                "type": type,
                "format": format,
                "database": database,
                "since": since,
                "until": until,
                "query": query,
                "auth": auth,
            },
            ListBackupsResult,
            None,
            timeout,
        )

    def get_backup(
        self,
        id: str,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[GetBackupResult]:
        """Returns one backup and its manifest.

        Needs the permission to view.

        - `id`: The id of the backup.
        """
        return self._begin(
            "getBackup",
            {
                "id": id,
                "auth": auth,
            },
            GetBackupResult,
            None,
            timeout,
        )

    def verify_backup(
        self,
        id: str,
        *,
        depth: Optional[VerificationDepth] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[VerifyBackupResult]:
        """Verifies a backup. Damage is the error `backupCorrupt`, which says which part, what
        was expected and what was found.

        Needs the permission to edit.

        - `id`: The id of the backup.
        - `depth`: How thoroughly; `restore` by default.
        """
        return self._begin(
            "verifyBackup",
            {
                "id": id,
                "depth": depth,
                "auth": auth,
            },
            VerifyBackupResult,
            on_progress,
            timeout,
        )

    def delete_backup(
        self,
        id: str,
        *,
        force: Optional[bool] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[DeleteBackupResult]:
        """Deletes a backup from every storage, and from the catalog. It cannot be undone.

        A pinned backup is not deleted until it is unpinned. The newest proven backup, and a
        safety backup that a roll back still needs, are deleted with `force` alone. The safety
        backup of a factory reset is unpinned and deleted by who may reset. Needs the permission
        to edit.

        - `id`: The id of the backup.
        - `force`: Whether the newest proven backup, or a safety backup that a roll back still
          needs, is deleted as well; false by default. True needs the permission to reset.
        """
        return self._begin(
            "deleteBackup",
            {
                "id": id,
                "force": force,
                "auth": auth,
            },
            DeleteBackupResult,
            None,
            timeout,
        )

    def update_backup(
        self,
        id: str,
        *,
        label: Union[str, None, Unset] = UNSET,
        pinned: Optional[bool] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[UpdateBackupResult]:
        """Changes the label of a backup, or whether it is pinned.

        Needs the permission to edit.

        - `id`: The id of the backup.
        - `label`: The new label; null takes it away; absent leaves it as it is.
        - `pinned`: Whether the backup is kept whatever the retention policy says; absent leaves
          it as it is.
        """
        return self._begin(
            "updateBackup",
            {
                "id": id,
                "label": label,
                "pinned": pinned,
                "auth": auth,
            },
            UpdateBackupResult,
            None,
            timeout,
            ("label",),
        )

    def export_backup(
        self,
        id: str,
        destination: str,
        *,
        format: Optional[ExportFormat] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[ExportBackupResult]:
        """Writes a backup out as a file, in the format that it is stored in or in another one.

        The file gets its name when it is complete; a file that is there already is never
        replaced. Needs the permission to edit.

        - `id`: The id of the backup.
        - `destination`: Where to write it: a path in one of the folders of the setting
          `exportFolders`. One that does not begin with a slash starts from the first of them. A
          folder stands for a file in it that has the backup’s own name.
        - `format`: What to write it as; by default what it is stored as.
        """
        return self._begin(
            "exportBackup",
            {
                "id": id,
                "destination": destination,
                "format": format,
                "auth": auth,
            },
            ExportBackupResult,
            on_progress,
            timeout,
        )

    def import_backup(
        self,
        path: str,
        *,
        label: Optional[str] = None,
        member: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[ImportBackupResult]:
        """Takes a file in as a backup: one that Strongroom has written, a SQL dump, a JSON
        document or a SQLite database file.

        The live database is not touched. What the file is, its content tells, and not its name.
        Of a ZIP or tar file, the one database in it is taken. Needs the permission to edit.

        - `path`: The file: a path in one of the folders of the setting `importFolders`. One that
          does not begin with a slash starts from the first of them.
        - `label`: A label that people read.
        - `member`: The file to take from a ZIP or tar file, by its path in it. Needed only where
          there is more than one database in it.
        """
        return self._begin(
            "importBackup",
            {
                "path": path,
                "label": label,
                "member": member,
                "auth": auth,
            },
            ImportBackupResult,
            on_progress,
            timeout,
        )

    def preview_restore(
        self,
        id: str,
        *,
        at: Optional[Timestamp] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[PreviewRestoreResult]:
        """Finds out what a restore would do, and gives the token that allows it. Changes
        nothing.

        Needs the permission to edit.

        - `id`: The id of the backup.
        - `at`: A moment to restore to, where backups are continuous.
        """
        return self._begin(
            "previewRestore",
            {
                "id": id,
                "at": at,
                "auth": auth,
            },
            PreviewRestoreResult,
            on_progress,
            timeout,
        )

    def restore_backup(
        self,
        id: str,
        confirmation_token: str,
        *,
        allow_schema_change: Optional[bool] = None,
        replace_damaged: Optional[bool] = None,
        at: Optional[Timestamp] = None,
        idempotency_key: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[RestoreBackupResult]:
        """Replaces the contents of the live database by those of a backup.

        The application may be running: its other connections see the old database or the
        restored one, never a mixture. A safety backup is made first. Until the replacement is
        committed a failure leaves the database as it was; a failure after it rolls the database
        back. Needs the permission to edit.

        - `id`: The id of the backup.
        - `confirmation_token`: The token from `previewRestore` of the backup to restore.
        - `allow_schema_change`: Whether the restore may change the schema; false by default.
        - `replace_damaged`: Whether a database that cannot be read is set aside, with its log,
          index and journal, and the backup takes its place; false by default. The application
          must be restarted after it.
        - `at`: A moment to restore to, where backups are continuous.
        - `idempotency_key`: A value of the client’s choice. A second call with the same one
          restores nothing, and returns the outcome of the first.
        """
        return self._begin(
            "restoreBackup",
            {
                "id": id,
                "confirmationToken": confirmation_token,
                "allowSchemaChange": allow_schema_change,
                "replaceDamaged": replace_damaged,
                "at": at,
                "idempotencyKey": idempotency_key,
                "auth": auth,
            },
            RestoreBackupResult,
            on_progress,
            timeout,
        )

    def rollback_restore(
        self,
        restore_id: str,
        confirmation_token: str,
        *,
        allow_schema_change: Optional[bool] = None,
        replace_damaged: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[RollbackRestoreResult]:
        """Undoes a restore, by restoring the safety backup made before it.

        The application may be running: its other connections see the old database or the
        restored one, never a mixture. A safety backup is made first. Until the replacement is
        committed a failure leaves the database as it was; a failure after it rolls the database
        back. Needs the permission to edit.

        - `restore_id`: The id of the restore to undo.
        - `confirmation_token`: The token from `previewRestore` of the safety backup of that
          restore.
        - `allow_schema_change`: Whether the restore may change the schema; false by default.
        - `replace_damaged`: Whether a database that cannot be read is set aside, with its log,
          index and journal, and the backup takes its place; false by default. The application
          must be restarted after it.
        - `idempotency_key`: A value of the client’s choice. A second call with the same one
          restores nothing, and returns the outcome of the first.
        """
        return self._begin(
            "rollbackRestore",
            {
                "restoreId": restore_id,
                "confirmationToken": confirmation_token,
                "allowSchemaChange": allow_schema_change,
                "replaceDamaged": replace_damaged,
                "idempotencyKey": idempotency_key,
                "auth": auth,
            },
            RollbackRestoreResult,
            on_progress,
            timeout,
        )

    def list_restores(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        order: Optional[SortOrder] = None,
        status: Optional[RestoreStatus] = None,
        backup_id: Optional[str] = None,
        database: Optional[str] = None,
        since: Optional[Timestamp] = None,
        until: Optional[Timestamp] = None,
        query: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[ListRestoresResult]:
        """Lists the restores that were made or tried, a page at a time.

        Needs the permission to view.

        - `limit`: How many entries to return at most; 50 by default.
        - `cursor`: Where to go on: the `nextCursor` of the page before, called with the same
          filters and order.
        - `order`: The order; `newest` by default.
        - `status`: Only those of this status.
        - `backup_id`: Only those of this backup.
        - `database`: Only those of this database.
        - `since`: Only those created at this time or later.
        - `until`: Only those created before this time.
        - `query`: Only those whose file name or id contains this text, whatever the case.
        """
        return self._begin(
            "listRestores",
            {
                "limit": limit,
                "cursor": cursor,
                "order": order,
                "status": status,
                "backupId": backup_id,
                "database": database,
                "since": since,
                "until": until,
                "query": query,
                "auth": auth,
            },
            ListRestoresResult,
            None,
            timeout,
        )

    def request_reset_otp(
        self,
        *,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[RequestResetOtpResult]:
        """Mails a one-time code that begins a factory reset.

        The code goes to the address that the service itself trusts: that of the verified
        identity, or what the configuration says (`reset.recipients`, `reset.recipientQuery`). A
        new code voids the one before; the count of wrong ones goes on. At most one a minute and
        five an hour. Needs the permission to reset.
        """
        return self._begin(
            "requestResetOtp",
            {
                "auth": auth,
            },
            RequestResetOtpResult,
            on_progress,
            timeout,
        )

    def verify_reset_otp(
        self,
        challenge_id: str,
        code: str,
        *,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[VerifyResetOtpResult]:
        """Exchanges a mailed code for the token that a factory reset takes, and shows what it
        would do.

        Five wrong codes, over all challenges of the person, end the challenge. An unknown
        challenge, another person’s, a used and an expired one are told like a wrong code. Needs
        the permission to reset.

        - `challenge_id`: The challenge, from `requestResetOtp`.
        - `code`: The digits of the mail. Spaces among them are left out.
        """
        return self._begin(
            "verifyResetOtp",
            {
                "challengeId": challenge_id,
                "code": code,
                "auth": auth,
            },
            VerifyResetOtpResult,
            on_progress,
            timeout,
        )

    def factory_reset(
        self,
        reset_token: str,
        confirmation: str,
        *,
        auth: Optional[Auth] = None,
        on_progress: Optional[OnProgress] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[FactoryResetResult]:
        """Deletes all data of the database except what is configured to be kept.

        A proven safety backup, pinned, is made before, while writers wait. All rows go in one
        transaction: a failure at any point leaves all of the data or the completed reset.
        Restoring the safety backup brings everything back. Needs the permission to reset.

        - `reset_token`: The token, from `verifyResetOtp`.
        - `confirmation`: The phrase, as the person typed it. A wrong one does not spend the
          token; the third does.
        """
        return self._begin(
            "factoryReset",
            {
                "resetToken": reset_token,
                "confirmation": confirmation,
                "auth": auth,
            },
            FactoryResetResult,
            on_progress,
            timeout,
        )

    def get_schedule(
        self,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[GetScheduleResult]:
        """Tells when backups are made without being asked for.

        Until a schedule is set it is `off`. Needs the permission to view.
        """
        return self._begin(
            "getSchedule",
            {
                "auth": auth,
            },
            GetScheduleResult,
            None,
            timeout,
        )

    def set_schedule(
        self,
        schedule: Schedule,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[SetScheduleResult]:
        """Sets when backups are made without being asked for.

        The schedule is checked as a whole, and replaces the one before as a whole. Needs the
        permission to edit.

        - `schedule`: The new schedule.
        """
        return self._begin(
            "setSchedule",
            {
                "schedule": schedule,
                "auth": auth,
            },
            SetScheduleResult,
            None,
            timeout,
        )

    def get_retention(
        self,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[GetRetentionResult]:
        """Tells which automatic backups are kept.

        Until a policy is set, everything is kept. Needs the permission to view.
        """
        return self._begin(
            "getRetention",
            {
                "auth": auth,
            },
            GetRetentionResult,
            None,
            timeout,
        )

    def set_retention(
        self,
        policy: RetentionPolicy,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[SetRetentionResult]:
        """Sets which automatic backups are kept.

        The policy is checked as a whole, and replaces the one before as a whole. Nothing is
        removed by this call. Needs the permission to edit.

        - `policy`: The new policy.
        """
        return self._begin(
            "setRetention",
            {
                "policy": policy,
                "auth": auth,
            },
            SetRetentionResult,
            None,
            timeout,
        )

    def preview_retention(
        self,
        *,
        policy: Optional[RetentionPolicy] = None,
        storage: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[PreviewRetentionResult]:
        """Tells for every backup whether the retention policy keeps it, and why.

        Nothing is removed. Periods are those of the time zone of the schedule. Needs the
        permission to view.

        - `policy`: A policy to try instead of the one that is set.
        - `storage`: The name of the storage; the only one if absent.
        """
        return self._begin(
            "previewRetention",
            {
                "policy": policy,
                "storage": storage,
                "auth": auth,
            },
            PreviewRetentionResult,
            None,
            timeout,
        )

    def apply_retention(
        self,
        *,
        policy: Optional[RetentionPolicy] = None,
        storage: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[ApplyRetentionResult]:
        """Removes the backups that the retention policy does not keep.

        They are the ones that `previewRetention` names, the oldest first. Nothing is removed if
        the last run failed, or if the storage cannot be listed. A backup that `deleteBackup`
        would refuse to delete is kept. It cannot be undone. Needs the permission to edit.

        - `policy`: A policy to apply instead of the one that is set.
        - `storage`: The name of the storage; the only one if absent.
        """
        return self._begin(
            "applyRetention",
            {
                "policy": policy,
                "storage": storage,
                "auth": auth,
            },
            ApplyRetentionResult,
            None,
            timeout,
        )

    def get_status(
        self,
        *,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[GetStatusResult]:
        """Tells how things stand: the last success, the next run, the storages, and what needs
        attention.

        Needs the permission to view.
        """
        return self._begin(
            "getStatus",
            {
                "auth": auth,
            },
            GetStatusResult,
            None,
            timeout,
        )

    def list_activity(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        order: Optional[SortOrder] = None,
        action: Optional[str] = None,
        outcome: Optional[ActivityOutcome] = None,
        actor_id: Optional[str] = None,
        database: Optional[str] = None,
        since: Optional[Timestamp] = None,
        until: Optional[Timestamp] = None,
        query: Optional[str] = None,
        auth: Optional[Auth] = None,
        timeout: Timeout = UNSET,
    ) -> BlockingCall[ListActivityResult]:
        """Lists the audit log, a page at a time: who did what, when, with what outcome.

        The log belongs to the database: whoever may view sees the entries of all actors, those
        of other tenants among them. Needs the permission to view.

        - `limit`: How many entries to return at most; 50 by default.
        - `cursor`: Where to go on: the `nextCursor` of the page before, called with the same
          filters and order.
        - `order`: The order; `newest` by default.
        - `action`: Only those of this action, such as `restoreBackup`.
        - `outcome`: Only those of this outcome.
        - `actor_id`: Only those of the actor with this id.
        - `database`: Only those of this database.
        - `since`: Only those created at this time or later.
        - `until`: Only those created before this time.
        - `query`: Only those whose action, actor, error message or ids contain this text,
          whatever the case.
        """
        return self._begin(
            "listActivity",
            {
                "limit": limit,
                "cursor": cursor,
                "order": order,
                "action": action,
                "outcome": outcome,
                "actorId": actor_id,
                "database": database,
                "since": since,
                "until": until,
                "query": query,
                "auth": auth,
            },
            ListActivityResult,
            None,
            timeout,
        )

__all__ = [
    "ApplyRetentionResult",
    "AsyncMethods",
    "BlockingCalls",
    "BlockingMethods",
    "CreateBackupResult",
    "DeleteBackupResult",
    "DiscoverResult",
    "ExportBackupResult",
    "FactoryResetResult",
    "GetBackupResult",
    "GetRetentionResult",
    "GetScheduleResult",
    "GetStatusResult",
    "ImportBackupResult",
    "InitializeResult",
    "ListActivityResult",
    "ListBackupsResult",
    "ListRestoresResult",
    "METHODS",
    "PingResult",
    "PreviewRestoreResult",
    "PreviewRetentionResult",
    "RequestResetOtpResult",
    "RestoreBackupResult",
    "RollbackRestoreResult",
    "SetRetentionResult",
    "SetScheduleResult",
    "ShutdownResult",
    "UpdateBackupResult",
    "VerifyBackupResult",
    "VerifyResetOtpResult",
]
