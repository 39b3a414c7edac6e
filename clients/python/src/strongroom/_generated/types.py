# Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Dict, List, Literal, Optional, Union

ActivityOutcome = Literal[
    "succeeded",
    "failed",
    "refused",
    "cancelled",
    "interrupted",
    "started",
]
"""How an action that the audit log names ended.

- `succeeded`: Done as asked.
- `failed`: Ended with an error; see `error`.
- `refused`: Not allowed: no identity, no permission, or a confirmation or code that does not
  count.
- `cancelled`: Stopped because the caller wished so.
- `interrupted`: The process ended before the action did.
- `started`: About to begin; a later entry says how it ended.
"""

RunReason = Literal[
    "scheduled",
    "missed",
]
"""Why the schedule made a backup.

- `scheduled`: It was due.
- `missed`: It was due earlier, when no process was there to make it.
"""

BackupFormat = Literal[
    "archive",
    "sql",
    "json",
    "incremental",
]
"""What a backup is stored as.

- `archive`: One self-contained compressed file: the image of the database, and its manifest.
- `sql`: SQL statements which rebuild the database, compressed by gzip.
- `json`: One JSON document with the schema and all rows, compressed by gzip.
- `incremental`: A snapshot in a repository which stores only what has changed.
"""

ProofDepth = Literal[
    "stored",
    "restored",
    "full",
]
"""How thoroughly a backup was checked.

- `stored`: The stored bytes are the ones that were written.
- `restored`: It was restored on trial, and the structure of the database checked.
- `full`: It was restored on trial, and every index entry compared with its row.
"""

BackupStatus = Literal[
    "running",
    "completed",
    "failed",
    "interrupted",
    "cancelled",
]
"""How far a backup has come.

- `running`: In progress.
- `completed`: Finished, and there to restore from.
- `failed`: Ended with an error; see `error`. Nothing was stored.
- `interrupted`: The process ended before the backup did. Nothing was stored.
- `cancelled`: Stopped because the caller wished so. Nothing was stored.
"""

BackupType = Literal[
    "manual",
    "automatic",
    "safety",
    "import",
]
"""What caused a backup.

- `manual`: A person asked for it.
- `automatic`: The schedule was due.
- `safety`: Made by the service itself, before a restore or a reset.
- `import`: Taken in from a file, whose name is in `importedFrom`.
"""

ChecksumAlgorithm = Literal[
    "sha256",
]
"""A hash function.

- `sha256`: SHA-256, FIPS 180-4.
"""

CompressionAlgorithm = Literal[
    "zstd",
    "gzip",
]
"""How the bytes of a backup are compressed.

- `zstd`: Zstandard, RFC 8878. The default.
- `gzip`: gzip, RFC 1952: larger and slower, but every system can unpack it.
"""

DatabaseHolds = Literal[
    "before",
    "backup",
    "unknown",
]
"""Which data the database has after a restore that did not complete.

- `before`: The data from before the restore.
- `backup`: The data of the backup.
- `unknown`: It could not be found out. A preview compares the database with a backup.
"""

ErrorKind = Literal[
    "parseError",
    "invalidRequest",
    "methodNotFound",
    "invalidParams",
    "internalError",
    "serverOverloaded",
    "cancelled",
    "unauthenticated",
    "permissionDenied",
    "notFound",
    "busy",
    "confirmationInvalid",
    "otpInvalid",
    "otpExpired",
    "rateLimited",
    "backupCorrupt",
    "incompatible",
    "databaseUnavailable",
    "storageUnavailable",
    "storageFull",
    "mailUnavailable",
    "notConfigured",
]
"""What kind of error; `code` follows from it."""

ExportFormat = Literal[
    "archive",
    "sql",
    "json",
    "sqlite",
]
"""What a backup can be written out as.

- `archive`: One self-contained compressed file: the image of the database, and its manifest.
- `sql`: SQL statements which rebuild the database, compressed with gzip.
- `json`: JSON documents of all rows, compressed with gzip.
- `sqlite`: A SQLite database file, as it is.
"""

GetStatusHealthState = Literal[
    "ok",
    "warning",
    "critical",
]
"""How things stand as a whole.

- `ok`: Nothing needs attention.
- `warning`: A person should look into something soon.
- `critical`: A person should act now.
"""

JournalMode = Literal[
    "delete",
    "truncate",
    "persist",
    "memory",
    "wal",
    "off",
]
"""How SQLite makes the transactions of a database atomic: [`PRAGMA
journal_mode`](https://sqlite.org/pragma.html#pragma_journal_mode).

- `delete`: A rollback journal, deleted at commit.
- `truncate`: A rollback journal, truncated at commit.
- `persist`: A rollback journal, its header overwritten at commit.
- `memory`: A rollback journal in memory.
- `wal`: A write-ahead log.
- `off`: None.
"""

ManifestAutoVacuum = Literal[
    "none",
    "full",
    "incremental",
]
"""What becomes of free pages: [`PRAGMA
auto_vacuum`](https://sqlite.org/pragma.html#pragma_auto_vacuum).

- `none`: They stay in the file.
- `full`: They leave the file at each commit.
- `incremental`: They leave the file on demand.
"""

ManifestEngine = Literal[
    "sqlite",
]
"""A database engine.

- `sqlite`: [SQLite 3](https://sqlite.org/fileformat2.html).
"""

ManifestTextEncoding = Literal[
    "UTF-8",
    "UTF-16le",
    "UTF-16be",
]
"""How a database stores text: [`PRAGMA
encoding`](https://sqlite.org/pragma.html#pragma_encoding).

- `UTF-8`: UTF-8.
- `UTF-16le`: UTF-16, the low byte first.
- `UTF-16be`: UTF-16, the high byte first.
"""

MessageFraming = Literal[
    "newline",
    "contentLength",
]
"""How one message is told from the next. The server recognises it from the first bytes that
arrive.

- `newline`: One message a line, ended by LF or CRLF.
- `contentLength`: `Content-Length` headers: the base protocol of the [Language Server
  Protocol](https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol).
"""

PolicySource = Literal[
    "settings",
    "configuration",
]
"""Who decides a schedule or a policy.

- `settings`: It was set by a call, or not at all.
- `configuration`: The configuration file decides it.
"""

ProgressUnit = Literal[
    "bytes",
    "pages",
    "rows",
    "tables",
    "steps",
]
"""What progress is counted in.

- `bytes`: Bytes.
- `pages`: Pages of the database.
- `rows`: Rows.
- `tables`: Tables.
- `steps`: Steps of the operation.
"""

ResetStatus = Literal[
    "running",
    "completed",
    "failed",
    "interrupted",
]
"""How far a factory reset has come.

- `running`: In progress.
- `completed`: The data is deleted.
- `failed`: Ended with an error; see `error`. All data is there.
- `interrupted`: The process ended before the reset did. All data is there.
"""

RestartRequiredReason = Literal[
    "restore",
    "rollback",
    "reset",
]
"""What replaced the database.

- `restore`: A restore.
- `rollback`: The roll-back of a restore.
- `reset`: A factory reset.
"""

RestoreMethod = Literal[
    "rows",
    "image",
    "replace",
]
"""How a restore puts the data of the backup in place.

- `rows`: Row by row, in one transaction.
- `image`: The whole database, in one transaction.
- `replace`: The files of a database that cannot be read are set aside, and the backup takes
  their place.
"""

RestorePreviewRowMatching = Literal[
    "primaryKey",
    "rowid",
    "count",
    "identical",
]
"""How the rows of a table were matched with those of the backup.

- `primaryKey`: By primary key.
- `rowid`: By [rowid](https://sqlite.org/rowidtable.html).
- `count`: Not at all: only their numbers were compared. `added` and `removed` are the least that
  is possible.
- `identical`: No need to: the tables are the same.
"""

RestorePreviewSchemaDifferenceKind = Literal[
    "missingTable",
    "extraTable",
    "changedTable",
    "missingIndex",
    "extraIndex",
    "changedIndex",
    "missingView",
    "extraView",
    "changedView",
    "missingTrigger",
    "extraTrigger",
    "changedTrigger",
    "changedSetting",
]
"""What kind of difference; `missing` means that the backup lacks what the database has, `extra`
the opposite.

- `missingTable`: The database has the table, the backup does not.
- `extraTable`: The backup has the table, the database does not.
- `changedTable`: The table is defined differently.
- `missingIndex`: The database has the index, the backup does not.
- `extraIndex`: The backup has the index, the database does not.
- `changedIndex`: The index is defined differently.
- `missingView`: The database has the view, the backup does not.
- `extraView`: The backup has the view, the database does not.
- `changedView`: The view is defined differently.
- `missingTrigger`: The database has the trigger, the backup does not.
- `extraTrigger`: The backup has the trigger, the database does not.
- `changedTrigger`: The trigger is defined differently.
- `changedSetting`: A setting of the database itself is another one: `encoding`, as which text is
  stored.
"""

RestoreStatus = Literal[
    "running",
    "completed",
    "failed",
    "interrupted",
    "cancelled",
]
"""How far a restore has come.

- `running`: In progress.
- `completed`: The database is that of the backup.
- `failed`: Ended with an error; see `error`. The database is as it was before, unless
  `databaseHolds` says otherwise.
- `interrupted`: The process ended before the restore did. The database is as it was before, or
  that of the backup, never in between; `databaseHolds` says which.
- `cancelled`: Stopped because the caller wished so. The database is as it was before.
"""

ScheduleFrequency = Literal[
    "off",
    "hourly",
    "daily",
    "weekly",
    "monthly",
    "cron",
]
"""How often backups are made without being asked for.

- `off`: Never.
- `hourly`: Every hour, at `minute`.
- `daily`: Every day, at `at`.
- `weekly`: On `dayOfWeek`, at `at`.
- `monthly`: On `dayOfMonth`, at `at`.
- `cron`: As `cron` says.
"""

SortOrder = Literal[
    "newest",
    "oldest",
]
"""The order of a list, by time of creation.

- `newest`: The latest first. The default.
- `oldest`: The earliest first.
"""

VerificationDepth = Literal[
    "checksum",
    "restore",
]
"""How thoroughly a backup is verified.

- `checksum`: The stored bytes are read and hashed.
- `restore`: A full trial restore into a scratch file, which is then checked as a database. The
  default.
"""

VerificationStepName = Literal[
    "checksum",
    "manifest",
    "extract",
    "integrityCheck",
    "quickCheck",
    "foreignKeyCheck",
    "rowCounts",
]
"""What a step checks.

- `checksum`: The stored bytes have the recorded hash.
- `manifest`: The manifest is complete, and agrees with the catalog and with the contents.
- `extract`: The backup can be unpacked, and the image has the recorded size and hash.
- `integrityCheck`: [`PRAGMA
  integrity_check`](https://sqlite.org/pragma.html#pragma_integrity_check).
- `quickCheck`: [`PRAGMA quick_check`](https://sqlite.org/pragma.html#pragma_quick_check).
- `foreignKeyCheck`: [`PRAGMA
  foreign_key_check`](https://sqlite.org/pragma.html#pragma_foreign_key_check).
- `rowCounts`: Every table has the recorded number of rows.
"""

WarningSeverity = Literal[
    "info",
    "warning",
    "critical",
]
"""How much a warning matters.

- `info`: Good to know. Nobody has to do anything.
- `warning`: A person should look into it soon.
- `critical`: A restore may be impossible, or data is at risk. A person should act now.
"""


@dataclass(frozen=True)
class Activity:
    """An entry of the audit log: who did what, when, with what outcome. Entries are never
    changed or removed, and each holds the hash of the one before it.
    """

    sequence: int
    """The number of the entry: 1, 2, 3 and so on, without a gap."""
    id: str
    """Opaque. Ids sort as the entries were written."""
    created_at: Timestamp
    """When the entry was written, which is when the action ended."""
    action: str
    """What was done or asked for: the name of a method, or `rebuildCatalog`. More may be added."""
    outcome: ActivityOutcome
    """How it ended."""
    actor: Optional[ActorSummary]
    """Who asked for it; null if that is not known, or if the service did it on its own."""
    database: str
    """The name of the database."""
    targets: List[ActivityTarget]
    """What it was done to or with. Empty if it did not come that far."""
    error: Optional[Failure]
    """Why it failed or was refused; otherwise null."""
    duration_ms: Optional[int]
    """How long it took, in milliseconds; null if not known."""
    previous: str
    """The hash of the entry before, 64 hexadecimal digits; zeros for the first one."""
    hash: str
    """The SHA-256 hash of `previous` and the stored document of this entry."""
    repeats: Optional[ActivityRepeats] = None
    """The refusals that this entry stands for. Absent from an entry for one action."""
    proof: Optional[ActivityProof] = None
    """How a backup was proven. Absent from an entry of anything else."""


@dataclass(frozen=True)
class ActivityProof:
    """A trial restore that a backup has passed."""

    backup_id: str
    """The id of the backup."""
    depth: ProofDepth
    """How thoroughly it was checked."""
    checksum: Checksum
    """The hash of the file that was checked."""
    limited: Optional[bool] = None
    """Whether some parts could not be checked, or rows break rules of the schema. Absent if not."""


@dataclass(frozen=True)
class ActivityRepeats:
    """Further refusals of the same actor, method and kind, recorded together."""

    count: int
    """How many there were after the one that has an entry of its own."""
    from_: Timestamp
    """When the first of them came."""
    to: Timestamp
    """When the last of them came."""


@dataclass(frozen=True)
class ActivityTarget:
    """Something that an action was done to or with."""

    type: str
    """What it is: `backup`, `safetyBackup`, `restore`, `rollbackOf` (the restore that is
    undone), `challenge` or `reset`. More may be added.
    """
    id: str
    """Its id."""


@dataclass(frozen=True)
class Actor:
    """The person on whose behalf the host application calls, already authenticated by it."""

    id: str
    """The id of the person in the host application."""
    role: str
    """`SUPER_ADMIN`, `ADMIN`, `BRANCH_MANAGER`, `STAFF` or `VIEWER`. Any other has no access."""
    email: Optional[str] = None
    """The address of the person."""
    name: Optional[str] = None
    """The name of the person."""
    status: Optional[str] = None
    """The state of the account. Any but `ACTIVE` has no access."""
    tenant_id: Optional[str] = None
    """The tenant that the person belongs to."""
    permissions: Optional[ActorPermissions] = None
    """Levels given to the person by name; without, the level follows from the role."""


@dataclass(frozen=True)
class ActorPermissions:
    """The levels given to a person."""

    backup: Optional[str] = None
    """On backups: `FULL_ACCESS`, `EDIT`, `VIEW_ONLY`, `NO_ACCESS` or `NOT_SHOW`. FULL_ACCESS
    given to anyone but a SUPER_ADMIN counts as EDIT.
    """


@dataclass(frozen=True)
class ActorSummary:
    """Who did something: what is kept of the actor in records."""

    id: str
    """The id of the actor, as the host application knows it."""
    role: str
    """The role which the actor had at that time."""
    name: Optional[str] = None
    """The name of the actor, where it was given."""


@dataclass(frozen=True)
class Backup:
    """An entry of the catalog of backups."""

    id: str
    """Opaque. Ids sort by time of creation."""
    file_name: str
    """The name of the file that holds the backup, without its folder."""
    file_size: int
    """The size of that file in bytes; 0 until the backup has completed."""
    backup_date: Timestamp
    """The moment whose state of the database the backup holds; until that is known, the start.
    Of an import it is what the file says of itself, or else when the file was last changed.
    """
    is_automatic: bool
    """Whether the schedule made it: `type` is `automatic`."""
    created_at: Timestamp
    """When the entry was created."""
    type: BackupType
    """What caused the backup."""
    status: BackupStatus
    """How far it has come."""
    format: BackupFormat
    """What it is stored as."""
    database: str
    """The name of the database."""
    encrypted: bool
    """Whether the stored bytes are encrypted."""
    checksum: Optional[Checksum]
    """The hash of the stored file; null until the backup has completed."""
    verified_at: Optional[Timestamp]
    """When the backup last passed a verification; null if it never did."""
    proof: Optional[BackupProof]
    """How it was checked last; null if it never was, or was found damaged."""
    label: Optional[str]
    """The name that a person gave it; null if none."""
    pinned: bool
    """Whether it is kept whatever the retention policy says."""
    created_by: Optional[ActorSummary]
    """Who asked for it; null if the service made it on its own."""
    duration_ms: Optional[int]
    """How long it took, in milliseconds; null while it is running."""
    table_count: Optional[int]
    """The number of tables in it; null until known."""
    row_count: Optional[int]
    """The number of rows in all its tables; null until known."""
    locations: List[BackupLocation]
    """Where the bytes are. Empty until the backup has completed."""
    error: Optional[Failure]
    """Why it failed, was cancelled or was interrupted; of a completed backup, what a
    verification found wrong with it; otherwise null.
    """
    imported_from: Optional[str] = None
    """The name of the file that an import was taken in from, without its folder; absent for any
    other type.
    """
    passed_over: Optional[List[PassedOver]] = None
    """What of an imported file was of no use to a new database and was passed over. Absent if
    nothing was.
    """
    started_because: Optional[RunReason] = None
    """Why the schedule made it: `scheduled` at its time, or `missed` later, as no process was
    there at its time. Absent for any other type.
    """
    rebuilt_at: Optional[Timestamp] = None
    """When the entry was made from the file alone, as the catalog was rebuilt; otherwise absent.
    Whether the backup was verified before is then not known, unless `verifiedAt` says so.
    """


@dataclass(frozen=True)
class BackupProof:
    """What is known of a backup from the last time that it was checked."""

    depth: ProofDepth
    """How thoroughly it was checked."""
    at: Timestamp
    """When the check began."""
    limits: Optional[List[str]] = None
    """What could not be checked, and why, a plain sentence each. Absent if all was."""
    findings: Optional[List[str]] = None
    """Rows that break rules of the application’s schema, a plain sentence for each rule. They
    are no damage. Absent if there are none.
    """


@dataclass(frozen=True)
class BackupLocation:
    """A place where the bytes of a backup are."""

    storage: str
    """The name of the storage."""
    key: str
    """The name of the object in that storage."""


@dataclass(frozen=True)
class Capabilities:
    """What the server can do."""

    framing: List[MessageFraming]
    """The framings that it recognises."""
    methods: List[str]
    """The methods that it answers."""
    formats: List[BackupFormat]
    """The formats in which it makes backups."""
    compressions: List[CompressionAlgorithm]
    """The compressions that it can use."""
    events: List[str]
    """The notifications that it sends on its own."""
    limits: CapabilitiesLimits
    """What it accepts at most."""


@dataclass(frozen=True)
class CapabilitiesLimits:
    """What the server accepts at most."""

    message_bytes: int
    """The size of a message in bytes."""
    requests_in_progress: int
    """How many requests are worked on at once, those among them whose replies are unread. Others
    wait their turn.
    """
    queued_request_bytes: Optional[int] = None
    """How many bytes of requests may wait, each counted with 512 bytes more than its message.
    Another one is the error `serverOverloaded`.
    """


@dataclass(frozen=True)
class Checksum:
    """A hash of bytes."""

    algorithm: ChecksumAlgorithm
    """The hash function."""
    value: str
    """The hash in lower-case hexadecimal."""


@dataclass(frozen=True)
class ClientInfo:
    """What the client is. It appears in the log only."""

    name: str
    """The name of the program."""
    version: Optional[str] = None
    """Its version."""


@dataclass(frozen=True)
class DeletedRows:
    """How many rows of a table a factory reset deleted."""

    table: str
    """The name of the table."""
    rows: int
    """How many rows."""


@dataclass(frozen=True)
class Failure:
    """Why an operation failed, as kept in records."""

    kind: ErrorKind
    """The kind of error: the `data.kind` of the reply to the call which failed."""
    message: str
    """One plain sentence."""
    hint: Optional[str] = None
    """What can be done about it, where something can."""


@dataclass(frozen=True)
class GetStatusCounts:
    """How many backups of each outcome the catalog has."""

    completed: int
    """Finished."""
    failed: int
    """Ended with an error."""
    interrupted: int
    """Cut off by the end of the process."""
    cancelled: int
    """Stopped because the caller wished so."""
    safety: int
    """How many of the completed ones are safety backups."""
    imported: int
    """How many of the completed ones are imports."""


@dataclass(frozen=True)
class GetStatusDatabase:
    """The live database."""

    name: str
    """Its name."""
    file_name: str
    """The name of its file, without the folder."""
    exists: bool
    """Whether the file exists."""
    size: int
    """The size of the file in bytes; 0 if there is none."""
    journal_mode: Optional[JournalMode]
    """Its journal mode; null if it could not be read."""
    wal_size: int
    """The size of its write-ahead log in bytes; 0 if there is none."""
    seen_at: Optional[Timestamp] = None
    """When `journalMode` was read: earlier than now if the application holds a lock on the
    database. Left out if it could not be read.
    """


@dataclass(frozen=True)
class GetStatusProven:
    """How many backups of this database a trial restore has proven."""

    count: int
    """Those whose files are there, and that no later verification found damaged."""
    of: int
    """Of so many completed ones."""
    oldest: Optional[Timestamp]
    """When the oldest of those that count was made; null if there is none."""


@dataclass(frozen=True)
class GetStatusStorage:
    """A place where backups are kept."""

    name: str
    """Its name in the configuration."""
    type: str
    """`folder` or `s3`. More may be added."""
    used: Optional[int]
    """Bytes that backups take there; null if it could not be reached."""
    free: Optional[int]
    """Bytes that are free there; null if there is no such limit, or it is not known."""
    reachable: bool
    """Whether it could be reached just now."""


@dataclass(frozen=True)
class GetStatusStorageUse:
    """How full a place is where backups are kept."""

    name: str
    """Its name in the configuration."""
    type: str
    """`folder` or `s3`. More may be added."""
    used: Optional[int]
    """Bytes that backups take there; null if it could not be reached."""
    free: Optional[int]
    """Bytes that are free there; null if there is no such limit, or it is not known."""
    full_on: Optional[Timestamp]
    """When it will be full if backups are made as in the last 30 days. Null if there are none
    over at least a day, or if it will take more than ten years.
    """


@dataclass(frozen=True)
class GetStatusSummary:
    """How things stand, in short."""

    state: GetStatusHealthState
    """The gravest of all warnings decides."""
    text: str
    """One or two plain sentences."""
    last_success: Optional[Timestamp]
    """When the latest backup was made whose file is there and was not found damaged; null if
    there is none.
    """
    last_proven: Optional[Timestamp]
    """When the latest proven backup was made; null if there is none."""
    next_run: Optional[Timestamp]
    """When the schedule is next due; null if there is none."""
    proven: GetStatusProven
    """How many backups a trial restore has proven."""
    storage: List[GetStatusStorageUse]
    """The places where backups are kept."""


@dataclass(frozen=True)
class HealthWarning:
    """Something about the database or its backups that a person should know."""

    kind: str
    """A stable name, such as `backupOverdue`, `backupFailed`, `backupMissing`, `backupCorrupt`,
    `storageUnavailable`, `storageFilling`, `databaseDamaged`, `databaseLocked`, `auditDamaged`
    or `sqliteDefect`. More may be added.
    """
    severity: WarningSeverity
    """How much it matters."""
    message: str
    """One plain sentence."""
    hint: Optional[str] = None
    """What can be done about it."""
    since: Optional[Timestamp] = None
    """When it began. Left out if that is not known."""


@dataclass(frozen=True)
class ListActivitySealed:
    """Older entries that were moved out of the log into files beside it."""

    entries: int
    """How many there are: those from 1 to this number."""
    files: int
    """How many files hold them. Files that were removed as configured do not count."""
    hint: str
    """How to read them."""


@dataclass(frozen=True)
class ListBackupsUncatalogued:
    """Backup files in the storage that are not in the catalog: those that were copied from
    another machine, say.
    """

    count: int
    """How many there are."""
    hint: str
    """What to do about them."""


@dataclass(frozen=True)
class Manifest:
    """The description of one backup, kept in it as `manifest.json`."""

    format_version: int
    """The version of the format of the backup: 1, or 2 for one that has `parts`. A reader
    refuses a version that it does not know.
    """
    id: str
    """The id of the backup."""
    created_at: Timestamp
    """The moment whose state of the database the backup holds."""
    type: BackupType
    """What caused the backup."""
    format: BackupFormat
    """What the backup is stored as."""
    generator: ManifestGenerator
    """The program that made the backup."""
    source: ManifestSource
    """Where the data come from."""
    database: ManifestDatabase
    """The properties of the database file."""
    schema: ManifestSchema
    """The schema of the database."""
    tables: List[ManifestTable]
    """The tables, sorted by name."""
    table_count: int
    """The number of tables."""
    row_count: int
    """The number of rows in all tables."""
    compression: ManifestCompression
    """How the content is compressed."""
    label: Optional[str] = None
    """The name that a person gave the backup when it was made."""
    migrations: Optional[ManifestMigrations] = None
    """The migrations that had been applied, where the application keeps a table of them."""
    uncounted_tables: Optional[List[str]] = None
    """Tables whose rows could not be counted, as SQLite did not understand their definitions.
    They are not among `tables`. Absent if there are none.
    """
    image: Optional[ManifestImage] = None
    """The image of the database, as it is once unpacked. Absent for the formats `sql` and
    `json`, whose content is rows.
    """
    parts: Optional[List[ManifestPart]] = None
    """The files of the archive but the manifest, where there are more than the image: together
    they are the database. `database` then describes the whole, and `tables` the rows at the
    moment when the backup began.
    """
    content: Optional[ManifestContent] = None
    """What tells the content of a backup of the formats `sql` and `json` from any other."""
    created_by: Optional[ActorSummary] = None
    """Who asked for the backup; absent if the service made it on its own."""
    imported_from: Optional[str] = None
    """The name of the file that an imported backup was taken in from, without its folder."""
    passed_over: Optional[List[PassedOver]] = None
    """What of an imported file was of no use to a new database and was passed over. Absent if
    nothing was.
    """
    is_partial: Optional[bool] = None
    """True for a document without a schema: a restore lays its rows over the tables that the
    database has, and leaves those that the document does not name as they are.
    """


@dataclass(frozen=True)
class ManifestCompression:
    """How the content of a backup is compressed."""

    algorithm: CompressionAlgorithm
    """The algorithm."""
    level: int
    """The level, on the scale of that algorithm."""


@dataclass(frozen=True)
class ManifestContent:
    """The rows of a backup that has no image."""

    checksum: Checksum
    """The hash over all rows, in the order in which the backup holds them."""


@dataclass(frozen=True)
class ManifestDatabase:
    """The properties of a database file."""

    engine: ManifestEngine
    """The database engine."""
    page_size: int
    """The size of a page in bytes."""
    page_count: int
    """The number of pages."""
    encoding: ManifestTextEncoding
    """How text is stored."""
    auto_vacuum: ManifestAutoVacuum
    """What becomes of free pages."""
    journal_mode: JournalMode
    """The journal mode that the database had. The image itself is in mode `delete`."""
    application_id: int
    """[`PRAGMA application_id`](https://sqlite.org/pragma.html#pragma_application_id)."""
    user_version: int
    """[`PRAGMA user_version`](https://sqlite.org/pragma.html#pragma_user_version)."""
    sqlite_version: str
    """The version of SQLite that read the database."""
    schema_version: Optional[int] = None
    """[`PRAGMA schema_version`](https://sqlite.org/pragma.html#pragma_schema_version)."""


@dataclass(frozen=True)
class ManifestGenerator:
    """A program and its version."""

    name: str
    """The name of the program: `strongroom`."""
    version: str
    """Its version."""


@dataclass(frozen=True)
class ManifestImage:
    """The image of a database in a backup."""

    file_name: str
    """Its name in the archive: `database.sqlite`."""
    size: int
    """Its size in bytes, unpacked."""
    checksum: Checksum
    """The hash of its bytes, unpacked."""


@dataclass(frozen=True)
class ManifestMigration:
    """A migration that has been applied."""

    name: str
    """The name of the migration."""
    checksum: Optional[str] = None
    """The checksum of its script, as the table has it."""
    finished_at: Optional[Timestamp] = None
    """When it finished."""


@dataclass(frozen=True)
class ManifestMigrations:
    """The migrations of an application."""

    table: str
    """The table that lists them, such as `_prisma_migrations`."""
    applied: List[ManifestMigration]
    """Those that had finished, in order."""
    pending: int
    """How many had begun, and neither finished nor been rolled back."""


@dataclass(frozen=True)
class ManifestPart:
    """A file in the archive of a backup."""

    file_name: str
    """Its name in the archive: `database.sqlite`, or `database.sqlite-wal` for a [write-ahead
    log](https://sqlite.org/fileformat2.html#walformat) with the pages in which the database is
    not the image.
    """
    size: int
    """Its size in bytes, unpacked."""
    checksum: Checksum
    """The hash of its bytes, unpacked."""


@dataclass(frozen=True)
class ManifestSchema:
    """The schema of a database."""

    fingerprint: str
    """`sha256:` and the hash of the normalised definitions of all tables, indexes, views and
    triggers. Two databases of the same schema have the same one.
    """


@dataclass(frozen=True)
class ManifestSource:
    """Where the data of a backup come from."""

    name: str
    """The name of the database."""
    file_name: Optional[str] = None
    """The name of the database file, without its folder."""
    host: Optional[str] = None
    """The name of the machine."""


@dataclass(frozen=True)
class ManifestTable:
    """A table and its size."""

    name: str
    """The name of the table."""
    rows: int
    """The number of its rows."""


@dataclass(frozen=True)
class PassedOver:
    """A kind of statement or file that an import passed over, and how often."""

    what: str
    """The statement, such as `PRAGMA journal_mode` or `DROP TABLE`, or `other file` of a ZIP or
    tar file.
    """
    count: int
    """How many of them there were."""


@dataclass(frozen=True)
class PreviewRetentionDecision:
    """Whether a backup is kept, and why."""

    backup: PreviewRetentionEntry
    """The backup."""
    keep: bool
    """Whether it is kept."""
    reasons: List[str]
    """Why, a plain sentence each. At least one."""


@dataclass(frozen=True)
class PreviewRetentionEntry:
    """A backup by what tells it apart."""

    id: str
    """The id of the backup."""
    file_name: str
    """The name of its file."""
    backup_date: Timestamp
    """The moment whose data it holds."""
    file_size: int
    """The size of its file in bytes."""


@dataclass(frozen=True)
class ProgressValue:
    """How far an operation has come."""

    phase: str
    """A stable name of the part in progress: `snapshot`, `compress`, `extract`, `verify`,
    `checksum`, `check`, `compare`, `restore`, `export` or `reset`. More may be added, and one
    may come again: a restore makes and verifies a backup first.
    """
    completed: int
    """How much of the whole operation is done. It never falls, and runs to `total` once."""
    total: int
    """How much there is in all, the same from the first value to the last: the size that the
    first phase counts, for each share of the work.
    """
    unit: ProgressUnit
    """What is counted."""
    message: Optional[str] = None
    """The same in words for a person."""


@dataclass(frozen=True)
class Reset:
    """One factory reset."""

    id: str
    """Opaque. Ids sort by time of creation."""
    created_at: Timestamp
    """When it began."""
    reset_date: Timestamp
    """When the data was deleted; until then, the start."""
    status: ResetStatus
    """How far it has come."""
    database: str
    """The name of the database."""
    requested_by: Optional[ActorSummary]
    """Who asked for it; null if not known."""
    safety_backup_id: Optional[str]
    """The id of the backup made just before; null if the reset ended sooner."""
    deleted_rows: Optional[int]
    """How many rows were deleted; null until they are."""
    duration_ms: Optional[int]
    """How long it took, in milliseconds; null while it is running."""
    warnings: List[str]
    """What did not go as it should after the data was deleted. Empty if nothing."""
    error: Optional[Failure]
    """Why it failed or was interrupted; otherwise null."""


@dataclass(frozen=True)
class ResetPreviewTable:
    """What a factory reset would do to a table."""

    table: str
    """The name of the table."""
    rows: int
    """How many rows it has now."""
    kept: int
    """How many of them stay."""
    deleted: int
    """How many of them go."""


@dataclass(frozen=True)
class Restore:
    """An entry of the history of restores."""

    id: str
    """Opaque. Ids sort by time of creation."""
    backup_id: str
    """The id of the backup that was restored."""
    file_name: str
    """The name of the file of that backup."""
    restore_date: Timestamp
    """When the database became that of the backup; until then, the start."""
    created_at: Timestamp
    """When the entry was created."""
    status: RestoreStatus
    """How far it has come."""
    database: str
    """The name of the database."""
    restored_by: Optional[ActorSummary]
    """Who asked for it; null if not known."""
    safety_backup_id: Optional[str]
    """The id of the backup made just before; null if there was no database before, or none that
    could be read, or the restore ended sooner.
    """
    rollback_of: Optional[str]
    """The id of the restore that this one undoes; null if it is not a roll-back."""
    validation: Optional[RestoreValidation]
    """The checks of the restored database; null until they have run."""
    duration_ms: Optional[int]
    """How long it took, in milliseconds; null while it is running."""
    error: Optional[Failure]
    """Why it failed, was cancelled or was interrupted; otherwise null."""
    method: Optional[RestoreMethod] = None
    """How the data was put in place. Absent in entries of version 1.0."""
    set_aside: Optional[List[str]] = None
    """The paths of the files that were in the way, under the names to which they were moved.
    Absent if there were none.
    """
    database_holds: Optional[DatabaseHolds] = None
    """Which data the database has. Absent for a restore that completed or is running."""
    log_bytes_left: Optional[int] = None
    """The bytes of the write-ahead log that could not be copied into the database yet, as a
    reader still saw older data. The application's next checkpoint copies them. Absent if there
    are none.
    """


@dataclass(frozen=True)
class RestoreOutcome:
    """The result of `restoreBackup` and of `rollbackRestore`."""

    restore: Restore
    """The entry in the history of restores."""
    safety_backup: Optional[Backup]
    """The backup made just before, from which the restore can be rolled back; null only if there
    was no database before, or none that could be read.
    """
    restart_required: bool
    """Whether the host application should be restarted."""
    timings: RestoreOutcomeTimings
    """How long each part took."""


@dataclass(frozen=True)
class RestoreOutcomeTimings:
    """How long the parts of a restore took, in milliseconds."""

    safety_backup_ms: int
    """The safety backup; 0 if there was nothing to back up."""
    restore_ms: int
    """Replacing the contents of the database, with the wait for the application's lock."""
    preview_ms: Optional[int] = None
    """The check that the confirmation still holds."""
    prepare_ms: Optional[int] = None
    """Unpacking the backup and checking it, with the database untouched."""
    writers_held_ms: Optional[int] = None
    """How long the application could not write; absent where there was no database."""
    verify_ms: Optional[int] = None
    """Checking the database afterwards."""
    total_ms: Optional[int] = None
    """All of it."""


@dataclass(frozen=True)
class RestorePreview:
    """What a restore would do, found without doing it."""

    backup_id: str
    """The id of the backup."""
    valid: bool
    """Whether the backup passed every check, and so can be restored."""
    target: RestorePreviewTarget
    """The database as it is now."""
    schema: RestorePreviewSchemaComparison
    """How the schema of the backup differs from that of the database."""
    tables: List[RestorePreviewTableComparison]
    """Every table of either, sorted by name."""
    totals: RestorePreviewTotals
    """The sums over all tables."""
    space: RestorePreviewSpace
    """The room that the restore needs on the disk."""
    requires_schema_change: bool
    """Whether the restore changes the schema, and so needs `allowSchemaChange`."""
    warnings: List[str]
    """What the person should know first, a plain sentence each."""
    kept_tables: Optional[List[str]] = None
    """The tables which the backup does not name, and which the restore leaves as they are.
    Absent for a backup of a whole database.
    """
    plan: Optional[RestorePreviewPlan] = None
    """How the restore would be done."""


@dataclass(frozen=True)
class RestorePreviewMigrationComparison:
    """The migrations that only one of two databases has."""

    only_in_backup: List[str]
    """Applied in the backup only."""
    only_in_database: List[str]
    """Applied in the database only."""


@dataclass(frozen=True)
class RestorePreviewPlan:
    """How a restore would be done."""

    method: RestoreMethod
    """The way. `replace` needs the parameter `replaceDamaged`."""
    reason: str
    """Why this way, a plain sentence."""
    log_bytes: int
    """Bytes that the database’s log or journal grows by."""
    needs_bytes: int
    """Bytes that the restore needs on the disk at its peak."""


@dataclass(frozen=True)
class RestorePreviewSchemaComparison:
    """How the schema of a backup differs from that of the database."""

    same: bool
    """Whether there is no difference."""
    differences: List[RestorePreviewSchemaDifference]
    """The differences, sorted by kind and name."""
    migrations: Optional[RestorePreviewMigrationComparison] = None
    """The migrations that only one of the two has. Absent if neither keeps a table of them."""


@dataclass(frozen=True)
class RestorePreviewSchemaDifference:
    """One difference between two schemas."""

    kind: RestorePreviewSchemaDifferenceKind
    """What kind of difference."""
    name: str
    """The name of the table, index, view, trigger or setting."""
    detail: str
    """The difference in one plain sentence, such as the columns that only one of the two has."""


@dataclass(frozen=True)
class RestorePreviewSpace:
    """Room on the disk, in bytes."""

    needed: int
    """What the restore needs at its peak, the safety backup included."""
    free: int
    """What is free."""


@dataclass(frozen=True)
class RestorePreviewTableComparison:
    """How the rows of a table would change."""

    name: str
    """The name of the table."""
    rows_now: Optional[int]
    """Rows in the database now; null if it has no such table."""
    rows_in_backup: Optional[int]
    """Rows in the backup; null if it has no such table."""
    added: Optional[int]
    """Rows that the restore would bring in: in the backup, and not now in the database. Null if
    the rows could not be read.
    """
    removed: Optional[int]
    """Rows that the restore would take away: now in the database, and not in the backup. Null if
    the rows could not be read.
    """
    changed: Optional[int]
    """Rows in both whose values differ; null if the rows could not be matched one by one."""
    compared_by: RestorePreviewRowMatching
    """How the rows were matched."""


@dataclass(frozen=True)
class RestorePreviewTarget:
    """The database that a restore would replace."""

    exists: bool
    """Whether there is one."""
    size: int
    """Its size in bytes; 0 if there is none."""


@dataclass(frozen=True)
class RestorePreviewTotals:
    """Rows of all tables."""

    rows_now: Optional[int]
    """Rows in the database now; null if it cannot be read."""
    rows_in_backup: int
    """Rows in the backup."""
    added: Optional[int]
    """Rows that the restore would bring in; null if the rows of some table could not be read."""
    removed: Optional[int]
    """Rows that the restore would take away; null if the rows of some table could not be read."""
    changed: Optional[int]
    """Rows in both whose values differ; null if the rows of some table could not be matched one
    by one.
    """


@dataclass(frozen=True)
class RestoreValidation:
    """The checks of a database after a restore."""

    ok: bool
    """Whether every step passed."""
    steps: List[VerificationStep]
    """The checks in the order in which they ran."""


@dataclass(frozen=True)
class RetentionPolicy:
    """Which automatic backups are kept. A rule counts periods in which there is a proven backup,
    and keeps the newest backup of each. A backup is kept if any rule keeps it. Manual, imported
    and pinned backups are kept whatever the rules say, and so is the newest proven backup. A
    policy without any field keeps everything.
    """

    keep_last: Optional[int] = None
    """How many of the newest backups are kept."""
    keep_hourly: Optional[int] = None
    """For how many hours one backup each is kept."""
    keep_daily: Optional[int] = None
    """For how many days one backup each is kept."""
    keep_weekly: Optional[int] = None
    """For how many weeks one backup each is kept. A week begins on Monday, as ISO 8601 has it."""
    keep_monthly: Optional[int] = None
    """For how many months one backup each is kept."""
    keep_yearly: Optional[int] = None
    """For how many years one backup each is kept."""
    keep_within: Optional[str] = None
    """How far back from the newest proven automatic backup all backups are kept: an ISO 8601
    duration such as `P7D`.
    """
    keep_safety: Optional[str] = None
    """For how long safety backups are kept: an ISO 8601 duration. `P30D` if absent. One that a
    restore can still be undone by is kept longer.
    """
    max_bytes: Optional[int] = None
    """How many bytes the automatic backups may use together. The oldest are removed first, even
    if a rule keeps them. 0 counts as absent.
    """


@dataclass(frozen=True)
class RunningOperation:
    """The operation that holds the database."""

    name: str
    """The method, such as `createBackup`."""
    since: Timestamp
    """Since when."""
    holder: str
    """Who asked for it, or which process runs it, in words for a person."""
    phase: Optional[str] = None
    """Which part of it runs, such as `compress`. Left out before its first progress."""
    completed: Optional[int] = None
    """How much of `total` is done. Left out before its first progress."""
    total: Optional[int] = None
    """How much there is to do. Left out before its first progress."""
    unit: Optional[ProgressUnit] = None
    """In which unit `completed` and `total` count. Left out before its first progress."""


@dataclass(frozen=True)
class Schedule:
    """When backups are made without being asked for. A field that `frequency` does not use is
    refused.

    Times are those of a clock on the wall in `timeZone`. Where the clock is put forward and
    skips the time, the backup is made as soon as the gap ends. Where the clock is put back and
    shows the time twice, it is made the first time. A schedule that has a run in every hour
    follows the elapsed time instead: it has no run in an hour that the clock skips, and one in
    each of two hours of the same name.
    """

    frequency: ScheduleFrequency
    """How often."""
    at: Optional[str] = None
    """The time of day, such as `02:30`: of `daily`, `weekly` and `monthly`. `00:00` if absent."""
    minute: Optional[int] = None
    """The minute of the hour: of `hourly`. 0 if absent."""
    day_of_week: Optional[int] = None
    """The day of the week, Monday being 1: of `weekly`. 1 if absent."""
    day_of_month: Optional[int] = None
    """The day of the month: of `monthly`. In a shorter month it is the last day. 1 if absent."""
    cron: Optional[str] = None
    """Five fields as in crontab(5): minute, hour, day of month, month, day of week. Needed by
    `cron`. A day matches if it matches the day of the month or the day of the week; if one of
    the two begins with `*`, it has to match both.
    """
    time_zone: Optional[str] = None
    """The name of a time zone in the IANA database, such as `Asia/Karachi`. `UTC` if absent."""
    format: Optional[BackupFormat] = None
    """What the backups are stored as. The default format if absent."""
    jitter_seconds: Optional[int] = None
    """By how many seconds a run may start late. The delay differs from run to run and from
    database to database. 0 if absent.
    """


@dataclass(frozen=True)
class ServerInfo:
    """What the server is."""

    name: str
    """`strongroom`."""
    version: str
    """Its version."""


@dataclass(frozen=True)
class VerificationReport:
    """What a verification found."""

    backup_id: str
    """The id of the backup."""
    depth: VerificationDepth
    """How thoroughly it was verified."""
    ok: bool
    """Whether the backup can be relied on: every step passed."""
    checked_at: Timestamp
    """When the verification began."""
    duration_ms: int
    """How long it took, in milliseconds."""
    steps: List[VerificationStep]
    """The checks in the order in which they ran. After one that failed, those which need its
    result are left out.
    """
    findings: List[str]
    """What was found wrong or odd, a plain sentence each. Empty if nothing was."""
    foreign_key_violations: Optional[VerificationReportForeignKeyViolations] = None
    """The rows that break a foreign key. Absent if that was not checked."""
    limits: Optional[List[str]] = None
    """What could not be checked, and why, a plain sentence each. Absent if all was."""


@dataclass(frozen=True)
class VerificationReportForeignKeyViolations:
    """The rows that break a foreign key."""

    total: int
    """How many there are."""
    in_source: bool
    """Whether the database had as many when it was backed up. They are no damage to the backup
    then.
    """


@dataclass(frozen=True)
class VerificationStep:
    """One check."""

    name: VerificationStepName
    """What was checked."""
    ok: bool
    """Whether it passed."""
    duration_ms: int
    """How long it took, in milliseconds."""
    detail: Optional[str] = None
    """What was found, where there is more to say."""


@dataclass(frozen=True)
class AuthActor:
    """Only where the configuration says `auth.mode = "trusted"`, which is the default: the host
    application has already authenticated the person.
    """

    actor: Actor
    """Only where the configuration says `auth.mode = "trusted"`, which is the default: the host
    application has already authenticated the person.
    """


@dataclass(frozen=True)
class AuthToken:
    """A JSON Web Token; the only form taken where the configuration says `auth.mode = "jwt"`."""

    token: str = field(repr=False)
    """A JSON Web Token; the only form taken where the configuration says `auth.mode = "jwt"`."""

Auth = Union[AuthActor, AuthToken]
"""Who is asking, in exactly one of two forms. What role a person has, and the level given by
`permissions.backup` or else following from the role, decide what is allowed: `view` needs any
level but NO_ACCESS and NOT_SHOW; `edit` needs EDIT or FULL_ACCESS; ADMIN and SUPER_ADMIN always
have both.
"""

StringOrInteger = Union[str, int]
"""A value of the client’s choice that comes back unchanged."""

Timestamp = datetime
"""ISO 8601 in UTC with milliseconds. In params any RFC 3339 date and time is taken, whatever its
offset and decimals.
"""

__all__ = [
    "Activity",
    "ActivityOutcome",
    "ActivityProof",
    "ActivityRepeats",
    "ActivityTarget",
    "Actor",
    "ActorPermissions",
    "ActorSummary",
    "Auth",
    "AuthActor",
    "AuthToken",
    "Backup",
    "BackupFormat",
    "BackupLocation",
    "BackupProof",
    "BackupStatus",
    "BackupType",
    "Capabilities",
    "CapabilitiesLimits",
    "Checksum",
    "ChecksumAlgorithm",
    "ClientInfo",
    "CompressionAlgorithm",
    "DatabaseHolds",
    "DeletedRows",
    "ErrorKind",
    "ExportFormat",
    "Failure",
    "GetStatusCounts",
    "GetStatusDatabase",
    "GetStatusHealthState",
    "GetStatusProven",
    "GetStatusStorage",
    "GetStatusStorageUse",
    "GetStatusSummary",
    "HealthWarning",
    "JournalMode",
    "ListActivitySealed",
    "ListBackupsUncatalogued",
    "Manifest",
    "ManifestAutoVacuum",
    "ManifestCompression",
    "ManifestContent",
    "ManifestDatabase",
    "ManifestEngine",
    "ManifestGenerator",
    "ManifestImage",
    "ManifestMigration",
    "ManifestMigrations",
    "ManifestPart",
    "ManifestSchema",
    "ManifestSource",
    "ManifestTable",
    "ManifestTextEncoding",
    "MessageFraming",
    "PassedOver",
    "PolicySource",
    "PreviewRetentionDecision",
    "PreviewRetentionEntry",
    "ProgressUnit",
    "ProgressValue",
    "ProofDepth",
    "Reset",
    "ResetPreviewTable",
    "ResetStatus",
    "RestartRequiredReason",
    "Restore",
    "RestoreMethod",
    "RestoreOutcome",
    "RestoreOutcomeTimings",
    "RestorePreview",
    "RestorePreviewMigrationComparison",
    "RestorePreviewPlan",
    "RestorePreviewRowMatching",
    "RestorePreviewSchemaComparison",
    "RestorePreviewSchemaDifference",
    "RestorePreviewSchemaDifferenceKind",
    "RestorePreviewSpace",
    "RestorePreviewTableComparison",
    "RestorePreviewTarget",
    "RestorePreviewTotals",
    "RestoreStatus",
    "RestoreValidation",
    "RetentionPolicy",
    "RunReason",
    "RunningOperation",
    "Schedule",
    "ScheduleFrequency",
    "ServerInfo",
    "SortOrder",
    "StringOrInteger",
    "Timestamp",
    "VerificationDepth",
    "VerificationReport",
    "VerificationReportForeignKeyViolations",
    "VerificationStep",
    "VerificationStepName",
    "WarningSeverity",
]
