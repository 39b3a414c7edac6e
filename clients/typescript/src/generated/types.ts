// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

/**
 * An entry of the audit log: who did what, when, with what outcome. Entries are never changed or
 * removed, and each holds the hash of the one before it.
 */
export interface Activity {
  /** The number of the entry: 1, 2, 3 and so on, without a gap. */
  sequence: number;
  /** Opaque. Ids sort as the entries were written. */
  id: string;
  /** When the entry was written, which is when the action ended. */
  createdAt: Timestamp;
  /** What was done or asked for: the name of a method, or `rebuildCatalog`. More may be added. */
  action: string;
  /** How it ended. */
  outcome: ActivityOutcome;
  /** Who asked for it; null if that is not known, or if the service did it on its own. */
  actor: ActorSummary | null;
  /** The name of the database. */
  database: string;
  /** What it was done to or with. Empty if it did not come that far. */
  targets: ActivityTarget[];
  /** Why it failed or was refused; otherwise null. */
  error: Failure | null;
  /** How long it took, in milliseconds; null if not known. */
  durationMs: number | null;
  /** The refusals that this entry stands for. Absent from an entry for one action. */
  repeats?: ActivityRepeats;
  /** How a backup was proven. Absent from an entry of anything else. */
  proof?: ActivityProof;
  /** The hash of the entry before, 64 hexadecimal digits; zeros for the first one. */
  previous: string;
  /** The SHA-256 hash of `previous` and the stored document of this entry. */
  hash: string;
}

/**
 * How an action that the audit log names ended.
 *
 * - `succeeded`: Done as asked.
 * - `failed`: Ended with an error; see `error`.
 * - `refused`: Not allowed: no identity, no permission, or a confirmation or code that does not
 *   count.
 * - `cancelled`: Stopped because the caller wished so.
 * - `interrupted`: The process ended before the action did.
 * - `started`: About to begin; a later entry says how it ended.
 */
export type ActivityOutcome =
  | "succeeded"
  | "failed"
  | "refused"
  | "cancelled"
  | "interrupted"
  | "started";

/** A trial restore that a backup has passed. */
export interface ActivityProof {
  /** The id of the backup. */
  backupId: string;
  /** How thoroughly it was checked. */
  depth: ProofDepth;
  /** The hash of the file that was checked. */
  checksum: Checksum;
  /** Whether some parts could not be checked, or rows break rules of the schema. Absent if not. */
  limited?: boolean;
}

/** Further refusals of the same actor, method and kind, recorded together. */
export interface ActivityRepeats {
  /** How many there were after the one that has an entry of its own. */
  count: number;
  /** When the first of them came. */
  from: Timestamp;
  /** When the last of them came. */
  to: Timestamp;
}

/** Something that an action was done to or with. */
export interface ActivityTarget {
  /**
   * What it is: `backup`, `safetyBackup`, `restore`, `rollbackOf` (the restore that is undone),
   * `challenge` or `reset`. More may be added.
   */
  type: string;
  /** Its id. */
  id: string;
}

/** The person on whose behalf the host application calls, already authenticated by it. */
export interface Actor {
  /** The id of the person in the host application. */
  id: string;
  /** `SUPER_ADMIN`, `ADMIN`, `BRANCH_MANAGER`, `STAFF` or `VIEWER`. Any other has no access. */
  role: string;
  /** The address of the person. */
  email?: string;
  /** The name of the person. */
  name?: string;
  /** The state of the account. Any but `ACTIVE` has no access. */
  status?: string;
  /** The tenant that the person belongs to. */
  tenantId?: string;
  /** Levels given to the person by name; without, the level follows from the role. */
  permissions?: ActorPermissions;
}

/** The levels given to a person. */
export interface ActorPermissions {
  /**
   * On backups: `FULL_ACCESS`, `EDIT`, `VIEW_ONLY`, `NO_ACCESS` or `NOT_SHOW`. FULL_ACCESS given to
   * anyone but a SUPER_ADMIN counts as EDIT.
   */
  backup?: string;
}

/** Who did something: what is kept of the actor in records. */
export interface ActorSummary {
  /** The id of the actor, as the host application knows it. */
  id: string;
  /** The role which the actor had at that time. */
  role: string;
  /** The name of the actor, where it was given. */
  name?: string;
}

/**
 * Who is asking, in exactly one of two forms. What role a person has, and the level given by
 * `permissions.backup` or else following from the role, decide what is allowed: `view` needs any
 * level but NO_ACCESS and NOT_SHOW; `edit` needs EDIT or FULL_ACCESS; ADMIN and SUPER_ADMIN always
 * have both.
 */
export type Auth = AuthActor | AuthToken;

/** An entry of the catalog of backups. */
export interface Backup {
  /** Opaque. Ids sort by time of creation. */
  id: string;
  /** The name of the file that holds the backup, without its folder. */
  fileName: string;
  /** The size of that file in bytes; 0 until the backup has completed. */
  fileSize: number;
  /**
   * The moment whose state of the database the backup holds; until that is known, the start. Of an
   * import it is what the file says of itself, or else when the file was last changed.
   */
  backupDate: Timestamp;
  /** Whether the schedule made it: `type` is `automatic`. */
  isAutomatic: boolean;
  /** When the entry was created. */
  createdAt: Timestamp;
  /** What caused the backup. */
  type: BackupType;
  /** How far it has come. */
  status: BackupStatus;
  /** What it is stored as. */
  format: BackupFormat;
  /** The name of the database. */
  database: string;
  /** Whether the stored bytes are encrypted. */
  encrypted: boolean;
  /** The hash of the stored file; null until the backup has completed. */
  checksum: Checksum | null;
  /** When the backup last passed a verification; null if it never did. */
  verifiedAt: Timestamp | null;
  /** How it was checked last; null if it never was, or was found damaged. */
  proof: BackupProof | null;
  /** The name that a person gave it; null if none. */
  label: string | null;
  /** Whether it is kept whatever the retention policy says. */
  pinned: boolean;
  /** Who asked for it; null if the service made it on its own. */
  createdBy: ActorSummary | null;
  /** How long it took, in milliseconds; null while it is running. */
  durationMs: number | null;
  /** The number of tables in it; null until known. */
  tableCount: number | null;
  /** The number of rows in all its tables; null until known. */
  rowCount: number | null;
  /** Where the bytes are. Empty until the backup has completed. */
  locations: BackupLocation[];
  /**
   * Why it failed, was cancelled or was interrupted; of a completed backup, what a verification
   * found wrong with it; otherwise null.
   */
  error: Failure | null;
  /**
   * The name of the file that an import was taken in from, without its folder; absent for any other
   * type.
   */
  importedFrom?: string;
  /**
   * What of an imported file was of no use to a new database and was passed over. Absent if nothing
   * was.
   */
  passedOver?: PassedOver[];
  /**
   * Why the schedule made it: `scheduled` at its time, or `missed` later, as no process was there
   * at its time. Absent for any other type.
   */
  startedBecause?: RunReason;
  /**
   * When the entry was made from the file alone, as the catalog was rebuilt; otherwise absent.
   * Whether the backup was verified before is then not known, unless `verifiedAt` says so.
   */
  rebuiltAt?: Timestamp;
}

/**
 * Why the schedule made a backup.
 *
 * - `scheduled`: It was due.
 * - `missed`: It was due earlier, when no process was there to make it.
 */
export type RunReason =
  | "scheduled"
  | "missed";

/**
 * What a backup is stored as.
 *
 * - `archive`: One self-contained compressed file: the image of the database, and its manifest.
 * - `sql`: SQL statements which rebuild the database, compressed by gzip.
 * - `json`: One JSON document with the schema and all rows, compressed by gzip.
 * - `incremental`: A snapshot in a repository which stores only what has changed.
 */
export type BackupFormat =
  | "archive"
  | "sql"
  | "json"
  | "incremental";

/** What is known of a backup from the last time that it was checked. */
export interface BackupProof {
  /** How thoroughly it was checked. */
  depth: ProofDepth;
  /** When the check began. */
  at: Timestamp;
  /** What could not be checked, and why, a plain sentence each. Absent if all was. */
  limits?: string[];
  /**
   * Rows that break rules of the application’s schema, a plain sentence for each rule. They are no
   * damage. Absent if there are none.
   */
  findings?: string[];
}

/**
 * How thoroughly a backup was checked.
 *
 * - `stored`: The stored bytes are the ones that were written.
 * - `restored`: It was restored on trial, and the structure of the database checked.
 * - `full`: It was restored on trial, and every index entry compared with its row.
 */
export type ProofDepth =
  | "stored"
  | "restored"
  | "full";

/** A place where the bytes of a backup are. */
export interface BackupLocation {
  /** The name of the storage. */
  storage: string;
  /** The name of the object in that storage. */
  key: string;
}

/**
 * How far a backup has come.
 *
 * - `running`: In progress.
 * - `completed`: Finished, and there to restore from.
 * - `failed`: Ended with an error; see `error`. Nothing was stored.
 * - `interrupted`: The process ended before the backup did. Nothing was stored.
 * - `cancelled`: Stopped because the caller wished so. Nothing was stored.
 */
export type BackupStatus =
  | "running"
  | "completed"
  | "failed"
  | "interrupted"
  | "cancelled";

/**
 * What caused a backup.
 *
 * - `manual`: A person asked for it.
 * - `automatic`: The schedule was due.
 * - `safety`: Made by the service itself, before a restore or a reset.
 * - `import`: Taken in from a file, whose name is in `importedFrom`.
 */
export type BackupType =
  | "manual"
  | "automatic"
  | "safety"
  | "import";

/** What the server can do. */
export interface Capabilities {
  /** The framings that it recognises. */
  framing: MessageFraming[];
  /** The methods that it answers. */
  methods: string[];
  /** The formats in which it makes backups. */
  formats: BackupFormat[];
  /** The compressions that it can use. */
  compressions: CompressionAlgorithm[];
  /** The notifications that it sends on its own. */
  events: string[];
  /** What it accepts at most. */
  limits: CapabilitiesLimits;
}

/** What the server accepts at most. */
export interface CapabilitiesLimits {
  /** The size of a message in bytes. */
  messageBytes: number;
  /**
   * How many requests are worked on at once, those among them whose replies are unread. Others wait
   * their turn.
   */
  requestsInProgress: number;
  /**
   * How many bytes of requests may wait, each counted with 512 bytes more than its message. Another
   * one is the error `serverOverloaded`.
   */
  queuedRequestBytes?: number;
}

/** A hash of bytes. */
export interface Checksum {
  /** The hash function. */
  algorithm: ChecksumAlgorithm;
  /** The hash in lower-case hexadecimal. */
  value: string;
}

/**
 * A hash function.
 *
 * - `sha256`: SHA-256, FIPS 180-4.
 */
export type ChecksumAlgorithm =
  | "sha256";

/** What the client is. It appears in the log only. */
export interface ClientInfo {
  /** The name of the program. */
  name: string;
  /** Its version. */
  version?: string;
}

/**
 * How the bytes of a backup are compressed.
 *
 * - `zstd`: Zstandard, RFC 8878. The default.
 * - `gzip`: gzip, RFC 1952: larger and slower, but every system can unpack it.
 */
export type CompressionAlgorithm =
  | "zstd"
  | "gzip";

/**
 * Which data the database has after a restore that did not complete.
 *
 * - `before`: The data from before the restore.
 * - `backup`: The data of the backup.
 * - `unknown`: It could not be found out. A preview compares the database with a backup.
 */
export type DatabaseHolds =
  | "before"
  | "backup"
  | "unknown";

/** How many rows of a table a factory reset deleted. */
export interface DeletedRows {
  /** The name of the table. */
  table: string;
  /** How many rows. */
  rows: number;
}

/** What kind of error; `code` follows from it. */
export type ErrorKind =
  | "parseError"
  | "invalidRequest"
  | "methodNotFound"
  | "invalidParams"
  | "internalError"
  | "serverOverloaded"
  | "cancelled"
  | "unauthenticated"
  | "permissionDenied"
  | "notFound"
  | "busy"
  | "confirmationInvalid"
  | "otpInvalid"
  | "otpExpired"
  | "rateLimited"
  | "backupCorrupt"
  | "incompatible"
  | "databaseUnavailable"
  | "storageUnavailable"
  | "storageFull"
  | "mailUnavailable"
  | "notConfigured";

/**
 * What a backup can be written out as.
 *
 * - `archive`: One self-contained compressed file: the image of the database, and its manifest.
 * - `sql`: SQL statements which rebuild the database, compressed with gzip.
 * - `json`: JSON documents of all rows, compressed with gzip.
 * - `sqlite`: A SQLite database file, as it is.
 */
export type ExportFormat =
  | "archive"
  | "sql"
  | "json"
  | "sqlite";

/** Why an operation failed, as kept in records. */
export interface Failure {
  /** The kind of error: the `data.kind` of the reply to the call which failed. */
  kind: ErrorKind;
  /** One plain sentence. */
  message: string;
  /** What can be done about it, where something can. */
  hint?: string;
}

/** How many backups of each outcome the catalog has. */
export interface GetStatusCounts {
  /** Finished. */
  completed: number;
  /** Ended with an error. */
  failed: number;
  /** Cut off by the end of the process. */
  interrupted: number;
  /** Stopped because the caller wished so. */
  cancelled: number;
  /** How many of the completed ones are safety backups. */
  safety: number;
  /** How many of the completed ones are imports. */
  imported: number;
}

/** The live database. */
export interface GetStatusDatabase {
  /** Its name. */
  name: string;
  /** The name of its file, without the folder. */
  fileName: string;
  /** Whether the file exists. */
  exists: boolean;
  /** The size of the file in bytes; 0 if there is none. */
  size: number;
  /** Its journal mode; null if it could not be read. */
  journalMode: JournalMode | null;
  /** The size of its write-ahead log in bytes; 0 if there is none. */
  walSize: number;
  /**
   * When `journalMode` was read: earlier than now if the application holds a lock on the database.
   * Left out if it could not be read.
   */
  seenAt?: Timestamp;
}

/**
 * How things stand as a whole.
 *
 * - `ok`: Nothing needs attention.
 * - `warning`: A person should look into something soon.
 * - `critical`: A person should act now.
 */
export type GetStatusHealthState =
  | "ok"
  | "warning"
  | "critical";

/** How many backups of this database a trial restore has proven. */
export interface GetStatusProven {
  /** Those whose files are there, and that no later verification found damaged. */
  count: number;
  /** Of so many completed ones. */
  of: number;
  /** When the oldest of those that count was made; null if there is none. */
  oldest: Timestamp | null;
}

/** A place where backups are kept. */
export interface GetStatusStorage {
  /** Its name in the configuration. */
  name: string;
  /** `folder` or `s3`. More may be added. */
  type: string;
  /** Bytes that backups take there; null if it could not be reached. */
  used: number | null;
  /** Bytes that are free there; null if there is no such limit, or it is not known. */
  free: number | null;
  /** Whether it could be reached just now. */
  reachable: boolean;
}

/** How full a place is where backups are kept. */
export interface GetStatusStorageUse {
  /** Its name in the configuration. */
  name: string;
  /** `folder` or `s3`. More may be added. */
  type: string;
  /** Bytes that backups take there; null if it could not be reached. */
  used: number | null;
  /** Bytes that are free there; null if there is no such limit, or it is not known. */
  free: number | null;
  /**
   * When it will be full if backups are made as in the last 30 days. Null if there are none over at
   * least a day, or if it will take more than ten years.
   */
  fullOn: Timestamp | null;
}

/** How things stand, in short. */
export interface GetStatusSummary {
  /** The gravest of all warnings decides. */
  state: GetStatusHealthState;
  /** One or two plain sentences. */
  text: string;
  /**
   * When the latest backup was made whose file is there and was not found damaged; null if there is
   * none.
   */
  lastSuccess: Timestamp | null;
  /** When the latest proven backup was made; null if there is none. */
  lastProven: Timestamp | null;
  /** When the schedule is next due; null if there is none. */
  nextRun: Timestamp | null;
  /** How many backups a trial restore has proven. */
  proven: GetStatusProven;
  /** The places where backups are kept. */
  storage: GetStatusStorageUse[];
}

/** Something about the database or its backups that a person should know. */
export interface HealthWarning {
  /**
   * A stable name, such as `backupOverdue`, `backupFailed`, `backupMissing`, `backupCorrupt`,
   * `storageUnavailable`, `storageFilling`, `databaseDamaged`, `databaseLocked`, `auditDamaged` or
   * `sqliteDefect`. More may be added.
   */
  kind: string;
  /** How much it matters. */
  severity: WarningSeverity;
  /** One plain sentence. */
  message: string;
  /** What can be done about it. */
  hint?: string;
  /** When it began. Left out if that is not known. */
  since?: Timestamp;
}

/**
 * How SQLite makes the transactions of a database atomic: [`PRAGMA
 * journal_mode`](https://sqlite.org/pragma.html#pragma_journal_mode).
 *
 * - `delete`: A rollback journal, deleted at commit.
 * - `truncate`: A rollback journal, truncated at commit.
 * - `persist`: A rollback journal, its header overwritten at commit.
 * - `memory`: A rollback journal in memory.
 * - `wal`: A write-ahead log.
 * - `off`: None.
 */
export type JournalMode =
  | "delete"
  | "truncate"
  | "persist"
  | "memory"
  | "wal"
  | "off";

/** Older entries that were moved out of the log into files beside it. */
export interface ListActivitySealed {
  /** How many there are: those from 1 to this number. */
  entries: number;
  /** How many files hold them. Files that were removed as configured do not count. */
  files: number;
  /** How to read them. */
  hint: string;
}

/**
 * Backup files in the storage that are not in the catalog: those that were copied from another
 * machine, say.
 */
export interface ListBackupsUncatalogued {
  /** How many there are. */
  count: number;
  /** What to do about them. */
  hint: string;
}

/** The description of one backup, kept in it as `manifest.json`. */
export interface Manifest {
  /**
   * The version of the format of the backup: 1, or 2 for one that has `parts`. A reader refuses a
   * version that it does not know.
   */
  formatVersion: number;
  /** The id of the backup. */
  id: string;
  /** The moment whose state of the database the backup holds. */
  createdAt: Timestamp;
  /** The name that a person gave the backup when it was made. */
  label?: string;
  /** What caused the backup. */
  type: BackupType;
  /** What the backup is stored as. */
  format: BackupFormat;
  /** The program that made the backup. */
  generator: ManifestGenerator;
  /** Where the data come from. */
  source: ManifestSource;
  /** The properties of the database file. */
  database: ManifestDatabase;
  /** The schema of the database. */
  schema: ManifestSchema;
  /** The migrations that had been applied, where the application keeps a table of them. */
  migrations?: ManifestMigrations;
  /** The tables, sorted by name. */
  tables: ManifestTable[];
  /** The number of tables. */
  tableCount: number;
  /** The number of rows in all tables. */
  rowCount: number;
  /**
   * Tables whose rows could not be counted, as SQLite did not understand their definitions. They
   * are not among `tables`. Absent if there are none.
   */
  uncountedTables?: string[];
  /**
   * The image of the database, as it is once unpacked. Absent for the formats `sql` and `json`,
   * whose content is rows.
   */
  image?: ManifestImage;
  /**
   * The files of the archive but the manifest, where there are more than the image: together they
   * are the database. `database` then describes the whole, and `tables` the rows at the moment when
   * the backup began.
   */
  parts?: ManifestPart[];
  /** What tells the content of a backup of the formats `sql` and `json` from any other. */
  content?: ManifestContent;
  /** How the content is compressed. */
  compression: ManifestCompression;
  /** Who asked for the backup; absent if the service made it on its own. */
  createdBy?: ActorSummary;
  /** The name of the file that an imported backup was taken in from, without its folder. */
  importedFrom?: string;
  /**
   * What of an imported file was of no use to a new database and was passed over. Absent if nothing
   * was.
   */
  passedOver?: PassedOver[];
  /**
   * True for a document without a schema: a restore lays its rows over the tables that the database
   * has, and leaves those that the document does not name as they are.
   */
  isPartial?: boolean;
}

/**
 * What becomes of free pages: [`PRAGMA
 * auto_vacuum`](https://sqlite.org/pragma.html#pragma_auto_vacuum).
 *
 * - `none`: They stay in the file.
 * - `full`: They leave the file at each commit.
 * - `incremental`: They leave the file on demand.
 */
export type ManifestAutoVacuum =
  | "none"
  | "full"
  | "incremental";

/** How the content of a backup is compressed. */
export interface ManifestCompression {
  /** The algorithm. */
  algorithm: CompressionAlgorithm;
  /** The level, on the scale of that algorithm. */
  level: number;
}

/** The rows of a backup that has no image. */
export interface ManifestContent {
  /** The hash over all rows, in the order in which the backup holds them. */
  checksum: Checksum;
}

/** The properties of a database file. */
export interface ManifestDatabase {
  /** The database engine. */
  engine: ManifestEngine;
  /** The size of a page in bytes. */
  pageSize: number;
  /** The number of pages. */
  pageCount: number;
  /** How text is stored. */
  encoding: ManifestTextEncoding;
  /** What becomes of free pages. */
  autoVacuum: ManifestAutoVacuum;
  /** The journal mode that the database had. The image itself is in mode `delete`. */
  journalMode: JournalMode;
  /** [`PRAGMA application_id`](https://sqlite.org/pragma.html#pragma_application_id). */
  applicationId: number;
  /** [`PRAGMA user_version`](https://sqlite.org/pragma.html#pragma_user_version). */
  userVersion: number;
  /** [`PRAGMA schema_version`](https://sqlite.org/pragma.html#pragma_schema_version). */
  schemaVersion?: number;
  /** The version of SQLite that read the database. */
  sqliteVersion: string;
}

/**
 * A database engine.
 *
 * - `sqlite`: [SQLite 3](https://sqlite.org/fileformat2.html).
 */
export type ManifestEngine =
  | "sqlite";

/** A program and its version. */
export interface ManifestGenerator {
  /** The name of the program: `strongroom`. */
  name: string;
  /** Its version. */
  version: string;
}

/** The image of a database in a backup. */
export interface ManifestImage {
  /** Its name in the archive: `database.sqlite`. */
  fileName: string;
  /** Its size in bytes, unpacked. */
  size: number;
  /** The hash of its bytes, unpacked. */
  checksum: Checksum;
}

/** A migration that has been applied. */
export interface ManifestMigration {
  /** The name of the migration. */
  name: string;
  /** The checksum of its script, as the table has it. */
  checksum?: string;
  /** When it finished. */
  finishedAt?: Timestamp;
}

/** The migrations of an application. */
export interface ManifestMigrations {
  /** The table that lists them, such as `_prisma_migrations`. */
  table: string;
  /** Those that had finished, in order. */
  applied: ManifestMigration[];
  /** How many had begun, and neither finished nor been rolled back. */
  pending: number;
}

/** A file in the archive of a backup. */
export interface ManifestPart {
  /**
   * Its name in the archive: `database.sqlite`, or `database.sqlite-wal` for a [write-ahead
   * log](https://sqlite.org/fileformat2.html#walformat) with the pages in which the database is not
   * the image.
   */
  fileName: string;
  /** Its size in bytes, unpacked. */
  size: number;
  /** The hash of its bytes, unpacked. */
  checksum: Checksum;
}

/** The schema of a database. */
export interface ManifestSchema {
  /**
   * `sha256:` and the hash of the normalised definitions of all tables, indexes, views and
   * triggers. Two databases of the same schema have the same one.
   */
  fingerprint: string;
}

/** Where the data of a backup come from. */
export interface ManifestSource {
  /** The name of the database. */
  name: string;
  /** The name of the database file, without its folder. */
  fileName?: string;
  /** The name of the machine. */
  host?: string;
}

/** A table and its size. */
export interface ManifestTable {
  /** The name of the table. */
  name: string;
  /** The number of its rows. */
  rows: number;
}

/**
 * How a database stores text: [`PRAGMA encoding`](https://sqlite.org/pragma.html#pragma_encoding).
 *
 * - `UTF-8`: UTF-8.
 * - `UTF-16le`: UTF-16, the low byte first.
 * - `UTF-16be`: UTF-16, the high byte first.
 */
export type ManifestTextEncoding =
  | "UTF-8"
  | "UTF-16le"
  | "UTF-16be";

/**
 * How one message is told from the next. The server recognises it from the first bytes that arrive.
 *
 * - `newline`: One message a line, ended by LF or CRLF.
 * - `contentLength`: `Content-Length` headers: the base protocol of the [Language Server
 *   Protocol](https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol).
 */
export type MessageFraming =
  | "newline"
  | "contentLength";

/** A kind of statement or file that an import passed over, and how often. */
export interface PassedOver {
  /**
   * The statement, such as `PRAGMA journal_mode` or `DROP TABLE`, or `other file` of a ZIP or tar
   * file.
   */
  what: string;
  /** How many of them there were. */
  count: number;
}

/**
 * Who decides a schedule or a policy.
 *
 * - `settings`: It was set by a call, or not at all.
 * - `configuration`: The configuration file decides it.
 */
export type PolicySource =
  | "settings"
  | "configuration";

/** Whether a backup is kept, and why. */
export interface PreviewRetentionDecision {
  /** The backup. */
  backup: PreviewRetentionEntry;
  /** Whether it is kept. */
  keep: boolean;
  /** Why, a plain sentence each. At least one. */
  reasons: string[];
}

/** A backup by what tells it apart. */
export interface PreviewRetentionEntry {
  /** The id of the backup. */
  id: string;
  /** The name of its file. */
  fileName: string;
  /** The moment whose data it holds. */
  backupDate: Timestamp;
  /** The size of its file in bytes. */
  fileSize: number;
}

/**
 * What progress is counted in.
 *
 * - `bytes`: Bytes.
 * - `pages`: Pages of the database.
 * - `rows`: Rows.
 * - `tables`: Tables.
 * - `steps`: Steps of the operation.
 */
export type ProgressUnit =
  | "bytes"
  | "pages"
  | "rows"
  | "tables"
  | "steps";

/** How far an operation has come. */
export interface ProgressValue {
  /**
   * A stable name of the part in progress: `snapshot`, `compress`, `extract`, `verify`, `checksum`,
   * `check`, `compare`, `restore`, `export` or `reset`. More may be added, and one may come again:
   * a restore makes and verifies a backup first.
   */
  phase: string;
  /** How much of the whole operation is done. It never falls, and runs to `total` once. */
  completed: number;
  /**
   * How much there is in all, the same from the first value to the last: the size that the first
   * phase counts, for each share of the work.
   */
  total: number;
  /** What is counted. */
  unit: ProgressUnit;
  /** The same in words for a person. */
  message?: string;
}

/** One factory reset. */
export interface Reset {
  /** Opaque. Ids sort by time of creation. */
  id: string;
  /** When it began. */
  createdAt: Timestamp;
  /** When the data was deleted; until then, the start. */
  resetDate: Timestamp;
  /** How far it has come. */
  status: ResetStatus;
  /** The name of the database. */
  database: string;
  /** Who asked for it; null if not known. */
  requestedBy: ActorSummary | null;
  /** The id of the backup made just before; null if the reset ended sooner. */
  safetyBackupId: string | null;
  /** How many rows were deleted; null until they are. */
  deletedRows: number | null;
  /** How long it took, in milliseconds; null while it is running. */
  durationMs: number | null;
  /** What did not go as it should after the data was deleted. Empty if nothing. */
  warnings: string[];
  /** Why it failed or was interrupted; otherwise null. */
  error: Failure | null;
}

/** What a factory reset would do to a table. */
export interface ResetPreviewTable {
  /** The name of the table. */
  table: string;
  /** How many rows it has now. */
  rows: number;
  /** How many of them stay. */
  kept: number;
  /** How many of them go. */
  deleted: number;
}

/**
 * How far a factory reset has come.
 *
 * - `running`: In progress.
 * - `completed`: The data is deleted.
 * - `failed`: Ended with an error; see `error`. All data is there.
 * - `interrupted`: The process ended before the reset did. All data is there.
 */
export type ResetStatus =
  | "running"
  | "completed"
  | "failed"
  | "interrupted";

/**
 * What replaced the database.
 *
 * - `restore`: A restore.
 * - `rollback`: The roll-back of a restore.
 * - `reset`: A factory reset.
 */
export type RestartRequiredReason =
  | "restore"
  | "rollback"
  | "reset";

/** An entry of the history of restores. */
export interface Restore {
  /** Opaque. Ids sort by time of creation. */
  id: string;
  /** The id of the backup that was restored. */
  backupId: string;
  /** The name of the file of that backup. */
  fileName: string;
  /** When the database became that of the backup; until then, the start. */
  restoreDate: Timestamp;
  /** When the entry was created. */
  createdAt: Timestamp;
  /** How far it has come. */
  status: RestoreStatus;
  /** The name of the database. */
  database: string;
  /** Who asked for it; null if not known. */
  restoredBy: ActorSummary | null;
  /**
   * The id of the backup made just before; null if there was no database before, or none that could
   * be read, or the restore ended sooner.
   */
  safetyBackupId: string | null;
  /** The id of the restore that this one undoes; null if it is not a roll-back. */
  rollbackOf: string | null;
  /** The checks of the restored database; null until they have run. */
  validation: RestoreValidation | null;
  /** How long it took, in milliseconds; null while it is running. */
  durationMs: number | null;
  /** Why it failed, was cancelled or was interrupted; otherwise null. */
  error: Failure | null;
  /** How the data was put in place. Absent in entries of version 1.0. */
  method?: RestoreMethod;
  /**
   * The paths of the files that were in the way, under the names to which they were moved. Absent
   * if there were none.
   */
  setAside?: string[];
  /** Which data the database has. Absent for a restore that completed or is running. */
  databaseHolds?: DatabaseHolds;
  /**
   * The bytes of the write-ahead log that could not be copied into the database yet, as a reader
   * still saw older data. The application's next checkpoint copies them. Absent if there are none.
   */
  logBytesLeft?: number;
}

/**
 * How a restore puts the data of the backup in place.
 *
 * - `rows`: Row by row, in one transaction.
 * - `image`: The whole database, in one transaction.
 * - `replace`: The files of a database that cannot be read are set aside, and the backup takes
 *   their place.
 */
export type RestoreMethod =
  | "rows"
  | "image"
  | "replace";

/** The result of `restoreBackup` and of `rollbackRestore`. */
export interface RestoreOutcome {
  /** The entry in the history of restores. */
  restore: Restore;
  /**
   * The backup made just before, from which the restore can be rolled back; null only if there was
   * no database before, or none that could be read.
   */
  safetyBackup: Backup | null;
  /** Whether the host application should be restarted. */
  restartRequired: boolean;
  /** How long each part took. */
  timings: RestoreOutcomeTimings;
}

/** How long the parts of a restore took, in milliseconds. */
export interface RestoreOutcomeTimings {
  /** The check that the confirmation still holds. */
  previewMs?: number;
  /** The safety backup; 0 if there was nothing to back up. */
  safetyBackupMs: number;
  /** Unpacking the backup and checking it, with the database untouched. */
  prepareMs?: number;
  /** Replacing the contents of the database, with the wait for the application's lock. */
  restoreMs: number;
  /** How long the application could not write; absent where there was no database. */
  writersHeldMs?: number;
  /** Checking the database afterwards. */
  verifyMs?: number;
  /** All of it. */
  totalMs?: number;
}

/** What a restore would do, found without doing it. */
export interface RestorePreview {
  /** The id of the backup. */
  backupId: string;
  /** Whether the backup passed every check, and so can be restored. */
  valid: boolean;
  /** The database as it is now. */
  target: RestorePreviewTarget;
  /** How the schema of the backup differs from that of the database. */
  schema: RestorePreviewSchemaComparison;
  /** Every table of either, sorted by name. */
  tables: RestorePreviewTableComparison[];
  /**
   * The tables which the backup does not name, and which the restore leaves as they are. Absent for
   * a backup of a whole database.
   */
  keptTables?: string[];
  /** The sums over all tables. */
  totals: RestorePreviewTotals;
  /** The room that the restore needs on the disk. */
  space: RestorePreviewSpace;
  /** How the restore would be done. */
  plan?: RestorePreviewPlan;
  /** Whether the restore changes the schema, and so needs `allowSchemaChange`. */
  requiresSchemaChange: boolean;
  /** What the person should know first, a plain sentence each. */
  warnings: string[];
}

/** The migrations that only one of two databases has. */
export interface RestorePreviewMigrationComparison {
  /** Applied in the backup only. */
  onlyInBackup: string[];
  /** Applied in the database only. */
  onlyInDatabase: string[];
}

/** How a restore would be done. */
export interface RestorePreviewPlan {
  /** The way. `replace` needs the parameter `replaceDamaged`. */
  method: RestoreMethod;
  /** Why this way, a plain sentence. */
  reason: string;
  /** Bytes that the database’s log or journal grows by. */
  logBytes: number;
  /** Bytes that the restore needs on the disk at its peak. */
  needsBytes: number;
}

/**
 * How the rows of a table were matched with those of the backup.
 *
 * - `primaryKey`: By primary key.
 * - `rowid`: By [rowid](https://sqlite.org/rowidtable.html).
 * - `count`: Not at all: only their numbers were compared. `added` and `removed` are the least that
 *   is possible.
 * - `identical`: No need to: the tables are the same.
 */
export type RestorePreviewRowMatching =
  | "primaryKey"
  | "rowid"
  | "count"
  | "identical";

/** How the schema of a backup differs from that of the database. */
export interface RestorePreviewSchemaComparison {
  /** Whether there is no difference. */
  same: boolean;
  /** The differences, sorted by kind and name. */
  differences: RestorePreviewSchemaDifference[];
  /** The migrations that only one of the two has. Absent if neither keeps a table of them. */
  migrations?: RestorePreviewMigrationComparison;
}

/** One difference between two schemas. */
export interface RestorePreviewSchemaDifference {
  /** What kind of difference. */
  kind: RestorePreviewSchemaDifferenceKind;
  /** The name of the table, index, view, trigger or setting. */
  name: string;
  /** The difference in one plain sentence, such as the columns that only one of the two has. */
  detail: string;
}

/**
 * What kind of difference; `missing` means that the backup lacks what the database has, `extra` the
 * opposite.
 *
 * - `missingTable`: The database has the table, the backup does not.
 * - `extraTable`: The backup has the table, the database does not.
 * - `changedTable`: The table is defined differently.
 * - `missingIndex`: The database has the index, the backup does not.
 * - `extraIndex`: The backup has the index, the database does not.
 * - `changedIndex`: The index is defined differently.
 * - `missingView`: The database has the view, the backup does not.
 * - `extraView`: The backup has the view, the database does not.
 * - `changedView`: The view is defined differently.
 * - `missingTrigger`: The database has the trigger, the backup does not.
 * - `extraTrigger`: The backup has the trigger, the database does not.
 * - `changedTrigger`: The trigger is defined differently.
 * - `changedSetting`: A setting of the database itself is another one: `encoding`, as which text is
 *   stored.
 */
export type RestorePreviewSchemaDifferenceKind =
  | "missingTable"
  | "extraTable"
  | "changedTable"
  | "missingIndex"
  | "extraIndex"
  | "changedIndex"
  | "missingView"
  | "extraView"
  | "changedView"
  | "missingTrigger"
  | "extraTrigger"
  | "changedTrigger"
  | "changedSetting";

/** Room on the disk, in bytes. */
export interface RestorePreviewSpace {
  /** What the restore needs at its peak, the safety backup included. */
  needed: number;
  /** What is free. */
  free: number;
}

/** How the rows of a table would change. */
export interface RestorePreviewTableComparison {
  /** The name of the table. */
  name: string;
  /** Rows in the database now; null if it has no such table. */
  rowsNow: number | null;
  /** Rows in the backup; null if it has no such table. */
  rowsInBackup: number | null;
  /**
   * Rows that the restore would bring in: in the backup, and not now in the database. Null if the
   * rows could not be read.
   */
  added: number | null;
  /**
   * Rows that the restore would take away: now in the database, and not in the backup. Null if the
   * rows could not be read.
   */
  removed: number | null;
  /** Rows in both whose values differ; null if the rows could not be matched one by one. */
  changed: number | null;
  /** How the rows were matched. */
  comparedBy: RestorePreviewRowMatching;
}

/** The database that a restore would replace. */
export interface RestorePreviewTarget {
  /** Whether there is one. */
  exists: boolean;
  /** Its size in bytes; 0 if there is none. */
  size: number;
}

/** Rows of all tables. */
export interface RestorePreviewTotals {
  /** Rows in the database now; null if it cannot be read. */
  rowsNow: number | null;
  /** Rows in the backup. */
  rowsInBackup: number;
  /** Rows that the restore would bring in; null if the rows of some table could not be read. */
  added: number | null;
  /** Rows that the restore would take away; null if the rows of some table could not be read. */
  removed: number | null;
  /**
   * Rows in both whose values differ; null if the rows of some table could not be matched one by
   * one.
   */
  changed: number | null;
}

/**
 * How far a restore has come.
 *
 * - `running`: In progress.
 * - `completed`: The database is that of the backup.
 * - `failed`: Ended with an error; see `error`. The database is as it was before, unless
 *   `databaseHolds` says otherwise.
 * - `interrupted`: The process ended before the restore did. The database is as it was before, or
 *   that of the backup, never in between; `databaseHolds` says which.
 * - `cancelled`: Stopped because the caller wished so. The database is as it was before.
 */
export type RestoreStatus =
  | "running"
  | "completed"
  | "failed"
  | "interrupted"
  | "cancelled";

/** The checks of a database after a restore. */
export interface RestoreValidation {
  /** Whether every step passed. */
  ok: boolean;
  /** The checks in the order in which they ran. */
  steps: VerificationStep[];
}

/**
 * Which automatic backups are kept. A rule counts periods in which there is a proven backup, and
 * keeps the newest backup of each. A backup is kept if any rule keeps it. Manual, imported and
 * pinned backups are kept whatever the rules say, and so is the newest proven backup. A policy
 * without any field keeps everything.
 */
export interface RetentionPolicy {
  /** How many of the newest backups are kept. */
  keepLast?: number;
  /** For how many hours one backup each is kept. */
  keepHourly?: number;
  /** For how many days one backup each is kept. */
  keepDaily?: number;
  /** For how many weeks one backup each is kept. A week begins on Monday, as ISO 8601 has it. */
  keepWeekly?: number;
  /** For how many months one backup each is kept. */
  keepMonthly?: number;
  /** For how many years one backup each is kept. */
  keepYearly?: number;
  /**
   * How far back from the newest proven automatic backup all backups are kept: an ISO 8601 duration
   * such as `P7D`.
   */
  keepWithin?: string;
  /**
   * For how long safety backups are kept: an ISO 8601 duration. `P30D` if absent. One that a
   * restore can still be undone by is kept longer.
   */
  keepSafety?: string;
  /**
   * How many bytes the automatic backups may use together. The oldest are removed first, even if a
   * rule keeps them. 0 counts as absent.
   */
  maxBytes?: number;
}

/** The operation that holds the database. */
export interface RunningOperation {
  /** The method, such as `createBackup`. */
  name: string;
  /** Since when. */
  since: Timestamp;
  /** Who asked for it, or which process runs it, in words for a person. */
  holder: string;
  /** Which part of it runs, such as `compress`. Left out before its first progress. */
  phase?: string;
  /** How much of `total` is done. Left out before its first progress. */
  completed?: number;
  /** How much there is to do. Left out before its first progress. */
  total?: number;
  /** In which unit `completed` and `total` count. Left out before its first progress. */
  unit?: ProgressUnit;
}

/**
 * When backups are made without being asked for. A field that `frequency` does not use is refused.
 *
 * Times are those of a clock on the wall in `timeZone`. Where the clock is put forward and skips
 * the time, the backup is made as soon as the gap ends. Where the clock is put back and shows the
 * time twice, it is made the first time. A schedule that has a run in every hour follows the
 * elapsed time instead: it has no run in an hour that the clock skips, and one in each of two hours
 * of the same name.
 */
export interface Schedule {
  /** How often. */
  frequency: ScheduleFrequency;
  /** The time of day, such as `02:30`: of `daily`, `weekly` and `monthly`. `00:00` if absent. */
  at?: string;
  /** The minute of the hour: of `hourly`. 0 if absent. */
  minute?: number;
  /** The day of the week, Monday being 1: of `weekly`. 1 if absent. */
  dayOfWeek?: number;
  /** The day of the month: of `monthly`. In a shorter month it is the last day. 1 if absent. */
  dayOfMonth?: number;
  /**
   * Five fields as in crontab(5): minute, hour, day of month, month, day of week. Needed by `cron`.
   * A day matches if it matches the day of the month or the day of the week; if one of the two
   * begins with `*`, it has to match both.
   */
  cron?: string;
  /** The name of a time zone in the IANA database, such as `Asia/Karachi`. `UTC` if absent. */
  timeZone?: string;
  /** What the backups are stored as. The default format if absent. */
  format?: BackupFormat;
  /**
   * By how many seconds a run may start late. The delay differs from run to run and from database
   * to database. 0 if absent.
   */
  jitterSeconds?: number;
}

/**
 * How often backups are made without being asked for.
 *
 * - `off`: Never.
 * - `hourly`: Every hour, at `minute`.
 * - `daily`: Every day, at `at`.
 * - `weekly`: On `dayOfWeek`, at `at`.
 * - `monthly`: On `dayOfMonth`, at `at`.
 * - `cron`: As `cron` says.
 */
export type ScheduleFrequency =
  | "off"
  | "hourly"
  | "daily"
  | "weekly"
  | "monthly"
  | "cron";

/** What the server is. */
export interface ServerInfo {
  /** `strongroom`. */
  name: string;
  /** Its version. */
  version: string;
}

/**
 * The order of a list, by time of creation.
 *
 * - `newest`: The latest first. The default.
 * - `oldest`: The earliest first.
 */
export type SortOrder =
  | "newest"
  | "oldest";

/** A value of the client’s choice that comes back unchanged. */
export type StringOrInteger = string | number;

/**
 * ISO 8601 in UTC with milliseconds. In params any RFC 3339 date and time is taken, whatever its
 * offset and decimals.
 */
export type Timestamp = string;

/**
 * How thoroughly a backup is verified.
 *
 * - `checksum`: The stored bytes are read and hashed.
 * - `restore`: A full trial restore into a scratch file, which is then checked as a database. The
 *   default.
 */
export type VerificationDepth =
  | "checksum"
  | "restore";

/** What a verification found. */
export interface VerificationReport {
  /** The id of the backup. */
  backupId: string;
  /** How thoroughly it was verified. */
  depth: VerificationDepth;
  /** Whether the backup can be relied on: every step passed. */
  ok: boolean;
  /** When the verification began. */
  checkedAt: Timestamp;
  /** How long it took, in milliseconds. */
  durationMs: number;
  /**
   * The checks in the order in which they ran. After one that failed, those which need its result
   * are left out.
   */
  steps: VerificationStep[];
  /** The rows that break a foreign key. Absent if that was not checked. */
  foreignKeyViolations?: VerificationReportForeignKeyViolations;
  /** What was found wrong or odd, a plain sentence each. Empty if nothing was. */
  findings: string[];
  /** What could not be checked, and why, a plain sentence each. Absent if all was. */
  limits?: string[];
}

/** The rows that break a foreign key. */
export interface VerificationReportForeignKeyViolations {
  /** How many there are. */
  total: number;
  /**
   * Whether the database had as many when it was backed up. They are no damage to the backup then.
   */
  inSource: boolean;
}

/** One check. */
export interface VerificationStep {
  /** What was checked. */
  name: VerificationStepName;
  /** Whether it passed. */
  ok: boolean;
  /** What was found, where there is more to say. */
  detail?: string;
  /** How long it took, in milliseconds. */
  durationMs: number;
}

/**
 * What a step checks.
 *
 * - `checksum`: The stored bytes have the recorded hash.
 * - `manifest`: The manifest is complete, and agrees with the catalog and with the contents.
 * - `extract`: The backup can be unpacked, and the image has the recorded size and hash.
 * - `integrityCheck`: [`PRAGMA
 *   integrity_check`](https://sqlite.org/pragma.html#pragma_integrity_check).
 * - `quickCheck`: [`PRAGMA quick_check`](https://sqlite.org/pragma.html#pragma_quick_check).
 * - `foreignKeyCheck`: [`PRAGMA
 *   foreign_key_check`](https://sqlite.org/pragma.html#pragma_foreign_key_check).
 * - `rowCounts`: Every table has the recorded number of rows.
 */
export type VerificationStepName =
  | "checksum"
  | "manifest"
  | "extract"
  | "integrityCheck"
  | "quickCheck"
  | "foreignKeyCheck"
  | "rowCounts";

/**
 * How much a warning matters.
 *
 * - `info`: Good to know. Nobody has to do anything.
 * - `warning`: A person should look into it soon.
 * - `critical`: A restore may be impossible, or data is at risk. A person should act now.
 */
export type WarningSeverity =
  | "info"
  | "warning"
  | "critical";

/**
 * Only where the configuration says `auth.mode = "trusted"`, which is the default: the host
 * application has already authenticated the person.
 */
export interface AuthActor {
  /**
   * Only where the configuration says `auth.mode = "trusted"`, which is the default: the host
   * application has already authenticated the person.
   */
  actor: Actor;
}

/** A JSON Web Token; the only form taken where the configuration says `auth.mode = "jwt"`. */
export interface AuthToken {
  /** A JSON Web Token; the only form taken where the configuration says `auth.mode = "jwt"`. */
  token: string;
}
