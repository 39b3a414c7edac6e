// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.
import type { Call } from "../call.js";
import type { CallOptions } from "../options.js";
import type {
  Activity,
  ActivityOutcome,
  Auth,
  Backup,
  BackupFormat,
  BackupStatus,
  BackupType,
  Capabilities,
  Checksum,
  ClientInfo,
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
} from "./types.js";

/** The params of `initialize`. */
export interface InitializeParams {
  /** What the client is. */
  clientInfo?: ClientInfo | undefined;
  /** The identity for every call on this connection that names none of its own. */
  auth?: Auth | undefined;
}

/** The params of `ping`. */
export type PingParams = Record<string, never>;

/** The params of `rpc.discover`. */
export type DiscoverParams = Record<string, never>;

/** The params of `shutdown`. */
export type ShutdownParams = Record<string, never>;

/** The params of `createBackup`. */
export interface CreateBackupParams {
  /** What to store it as; `archive` by default. */
  format?: BackupFormat | undefined;
  /** A label that people read. */
  label?: string | undefined;
  /** Whether to encrypt it. By default it is, where keys are configured. */
  encrypt?: boolean | undefined;
  /** Whether to verify it at once by a trial restore; true by default. */
  verify?: boolean | undefined;
  /**
   * How to compress an archive; `zstd` by default. The formats `sql` and `json` are always `gzip`.
   */
  compression?: CompressionAlgorithm | undefined;
  /** The name of the database, where there are several. */
  database?: string | undefined;
  /**
   * A value of the client’s choice. A second call with the same one makes no second backup, and
   * returns the outcome of the first; one whose process ended before it did is tried again.
   */
  idempotencyKey?: string | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `listBackups`. */
export interface ListBackupsParams {
  /** How many entries to return at most; 50 by default. */
  limit?: number | undefined;
  /**
   * Where to go on: the `nextCursor` of the page before, called with the same filters and order.
   */
  cursor?: string | undefined;
  /** The order; `newest` by default. */
  order?: SortOrder | undefined;
  /** Only those of this status. */
  status?: BackupStatus | undefined;
  /** Only those of this type. */
  type?: BackupType | undefined;
  /** Only those of this format. */
  format?: BackupFormat | undefined;
  /** Only those of this database. */
  database?: string | undefined;
  /** Only those created at this time or later. */
  since?: Timestamp | undefined;
  /** Only those created before this time. */
  until?: Timestamp | undefined;
  /** Only those whose label, file name or id contains this text, whatever the case. */
  query?: string | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `getBackup`. */
export interface GetBackupParams {
  /** The id of the backup. */
  id: string;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `verifyBackup`. */
export interface VerifyBackupParams {
  /** The id of the backup. */
  id: string;
  /** How thoroughly; `restore` by default. */
  depth?: VerificationDepth | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `deleteBackup`. */
export interface DeleteBackupParams {
  /** The id of the backup. */
  id: string;
  /**
   * Whether the newest proven backup, or a safety backup that a roll back still needs, is deleted
   * as well; false by default. True needs the permission to reset.
   */
  force?: boolean | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `updateBackup`. */
export interface UpdateBackupParams {
  /** The id of the backup. */
  id: string;
  /** The new label; null takes it away; absent leaves it as it is. */
  label?: string | null | undefined;
  /** Whether the backup is kept whatever the retention policy says; absent leaves it as it is. */
  pinned?: boolean | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `exportBackup`. */
export interface ExportBackupParams {
  /** The id of the backup. */
  id: string;
  /**
   * Where to write it: a path in one of the folders of the setting `exportFolders`. One that does
   * not begin with a slash starts from the first of them. A folder stands for a file in it that has
   * the backup’s own name.
   */
  destination: string;
  /** What to write it as; by default what it is stored as. */
  format?: ExportFormat | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `importBackup`. */
export interface ImportBackupParams {
  /**
   * The file: a path in one of the folders of the setting `importFolders`. One that does not begin
   * with a slash starts from the first of them.
   */
  path: string;
  /** A label that people read. */
  label?: string | undefined;
  /**
   * The file to take from a ZIP or tar file, by its path in it. Needed only where there is more
   * than one database in it.
   */
  member?: string | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `previewRestore`. */
export interface PreviewRestoreParams {
  /** The id of the backup. */
  id: string;
  /** A moment to restore to, where backups are continuous. */
  at?: Timestamp | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `restoreBackup`. */
export interface RestoreBackupParams {
  /** The id of the backup. */
  id: string;
  /** The token from `previewRestore` of the backup to restore. */
  confirmationToken: string;
  /** Whether the restore may change the schema; false by default. */
  allowSchemaChange?: boolean | undefined;
  /**
   * Whether a database that cannot be read is set aside, with its log, index and journal, and the
   * backup takes its place; false by default. The application must be restarted after it.
   */
  replaceDamaged?: boolean | undefined;
  /** A moment to restore to, where backups are continuous. */
  at?: Timestamp | undefined;
  /**
   * A value of the client’s choice. A second call with the same one restores nothing, and returns
   * the outcome of the first.
   */
  idempotencyKey?: string | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `rollbackRestore`. */
export interface RollbackRestoreParams {
  /** The id of the restore to undo. */
  restoreId: string;
  /** The token from `previewRestore` of the safety backup of that restore. */
  confirmationToken: string;
  /** Whether the restore may change the schema; false by default. */
  allowSchemaChange?: boolean | undefined;
  /**
   * Whether a database that cannot be read is set aside, with its log, index and journal, and the
   * backup takes its place; false by default. The application must be restarted after it.
   */
  replaceDamaged?: boolean | undefined;
  /**
   * A value of the client’s choice. A second call with the same one restores nothing, and returns
   * the outcome of the first.
   */
  idempotencyKey?: string | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `listRestores`. */
export interface ListRestoresParams {
  /** How many entries to return at most; 50 by default. */
  limit?: number | undefined;
  /**
   * Where to go on: the `nextCursor` of the page before, called with the same filters and order.
   */
  cursor?: string | undefined;
  /** The order; `newest` by default. */
  order?: SortOrder | undefined;
  /** Only those of this status. */
  status?: RestoreStatus | undefined;
  /** Only those of this backup. */
  backupId?: string | undefined;
  /** Only those of this database. */
  database?: string | undefined;
  /** Only those created at this time or later. */
  since?: Timestamp | undefined;
  /** Only those created before this time. */
  until?: Timestamp | undefined;
  /** Only those whose file name or id contains this text, whatever the case. */
  query?: string | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `requestResetOtp`. */
export interface RequestResetOtpParams {
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `verifyResetOtp`. */
export interface VerifyResetOtpParams {
  /** The challenge, from `requestResetOtp`. */
  challengeId: string;
  /** The digits of the mail. Spaces among them are left out. */
  code: string;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `factoryReset`. */
export interface FactoryResetParams {
  /** The token, from `verifyResetOtp`. */
  resetToken: string;
  /** The phrase, as the person typed it. A wrong one does not spend the token; the third does. */
  confirmation: string;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `getSchedule`. */
export interface GetScheduleParams {
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `setSchedule`. */
export interface SetScheduleParams {
  /** The new schedule. */
  schedule: Schedule;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `getRetention`. */
export interface GetRetentionParams {
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `setRetention`. */
export interface SetRetentionParams {
  /** The new policy. */
  policy: RetentionPolicy;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `previewRetention`. */
export interface PreviewRetentionParams {
  /** A policy to try instead of the one that is set. */
  policy?: RetentionPolicy | undefined;
  /** The name of the storage; the only one if absent. */
  storage?: string | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `applyRetention`. */
export interface ApplyRetentionParams {
  /** A policy to apply instead of the one that is set. */
  policy?: RetentionPolicy | undefined;
  /** The name of the storage; the only one if absent. */
  storage?: string | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `getStatus`. */
export interface GetStatusParams {
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** The params of `listActivity`. */
export interface ListActivityParams {
  /** How many entries to return at most; 50 by default. */
  limit?: number | undefined;
  /**
   * Where to go on: the `nextCursor` of the page before, called with the same filters and order.
   */
  cursor?: string | undefined;
  /** The order; `newest` by default. */
  order?: SortOrder | undefined;
  /** Only those of this action, such as `restoreBackup`. */
  action?: string | undefined;
  /** Only those of this outcome. */
  outcome?: ActivityOutcome | undefined;
  /** Only those of the actor with this id. */
  actorId?: string | undefined;
  /** Only those of this database. */
  database?: string | undefined;
  /** Only those created at this time or later. */
  since?: Timestamp | undefined;
  /** Only those created before this time. */
  until?: Timestamp | undefined;
  /** Only those whose action, actor, error message or ids contain this text, whatever the case. */
  query?: string | undefined;
  /** Who is asking; without it, the identity of the client counts. */
  auth?: Auth | undefined;
}

/** What `initialize` answers. */
export interface InitializeResult {
  /** What the server is. */
  serverInfo: ServerInfo;
  /** What it can do. */
  capabilities: Capabilities;
}

/** What the document is about. */
export interface DiscoverResultInfo {
  /** The name of the service. */
  title: string;
  /** The version of the contract. */
  version: string;
}

/** The methods. */
export interface DiscoverResultMethodsItem {
  /** The name of the method. */
  name: string;
}

/** What `rpc.discover` answers. */
export interface DiscoverResult {
  /** The version of the OpenRPC specification. */
  openrpc: string;
  /** What the document is about. */
  info: DiscoverResultInfo;
  /** The methods. */
  methods: DiscoverResultMethodsItem[];
  [key: string]: unknown;
}

/** What `createBackup` answers. */
export interface CreateBackupResult {
  /** The finished backup. */
  backup: Backup;
}

/** What `listBackups` answers. */
export interface ListBackupsResult {
  /** The entries of this page. */
  backups: Backup[];
  /** Where the next page begins; null on the last one. */
  nextCursor: string | null;
  /** How many entries pass the filters, on all pages together. */
  total: number;
  /** Backup files that the catalog does not know. Absent if there are none. */
  uncatalogued?: ListBackupsUncatalogued;
}

/** What `getBackup` answers. */
export interface GetBackupResult {
  /** The entry of the catalog. */
  backup: Backup;
  /**
   * What the backup says of itself; null while there is none, because it is running or has failed.
   */
  manifest: Manifest | null;
}

/** What `verifyBackup` answers. */
export interface VerifyBackupResult {
  /** What was found. */
  report: VerificationReport;
}

/** What `deleteBackup` answers. */
export interface DeleteBackupResult {
  /** True. */
  deleted: boolean;
  /** How many bytes of storage that freed. */
  freedBytes: number;
}

/** What `updateBackup` answers. */
export interface UpdateBackupResult {
  /** The backup as it is now. */
  backup: Backup;
}

/** What `exportBackup` answers. */
export interface ExportBackupResult {
  /** The path of the file, absolute and without symbolic links. */
  path: string;
  /** Its size in bytes. */
  size: number;
  /** The hash of its bytes. */
  checksum: Checksum;
}

/** What `importBackup` answers. */
export interface ImportBackupResult {
  /** The backup that the file has become. */
  backup: Backup;
}

/** What `previewRestore` answers. */
export interface PreviewRestoreResult {
  /** What the restore would do. */
  report: RestorePreview;
  /** What `restoreBackup` needs. It is good once, for this backup, for the same actor. */
  confirmationToken: string;
  /** Until when the token is good. */
  expiresAt: Timestamp;
}

/** What `listRestores` answers. */
export interface ListRestoresResult {
  /** The entries of this page. */
  restores: Restore[];
  /** Where the next page begins; null on the last one. */
  nextCursor: string | null;
  /** How many entries pass the filters, on all pages together. */
  total: number;
}

/** What `requestResetOtp` answers. */
export interface RequestResetOtpResult {
  /** What `verifyResetOtp` takes together with the code. */
  challengeId: string;
  /** Where the code went, masked, such as `s•••@example.com`; several are separated by commas. */
  sentTo: string;
  /** Until when the code can be used. */
  expiresAt: Timestamp;
  /** After how many seconds another code may be requested. */
  resendAfter: number;
  /** How many wrong codes are left before no more are accepted. */
  attemptsLeft: number;
}

/** What `verifyResetOtp` answers. */
export interface VerifyResetOtpResult {
  /**
   * Allows one factory reset by this person, of this database, as long as neither its schema nor
   * its restores change.
   */
  resetToken: string;
  /** Until when the token can be used. */
  expiresAt: Timestamp;
  /** What the person has to type. */
  confirmationPhrase: string;
  /** What would go and what would stay, by table. */
  preview: ResetPreviewTable[];
  /** What the person should know beside it. Empty if there is nothing. */
  warnings: string[];
}

/** What `factoryReset` answers. */
export interface FactoryResetResult {
  /** What was done. */
  reset: Reset;
  /** What brings everything back: preview and restore it. */
  safetyBackup: Backup;
  /** How many rows were deleted, by table. */
  deleted: DeletedRows[];
  /** Whether the host application should be restarted. */
  restartRequired: boolean;
  /** How long the application could not write; absent where that is not known. */
  writersHeldMs?: number;
}

/** What `getSchedule` answers. */
export interface GetScheduleResult {
  /** The schedule, with its defaults filled in. */
  schedule: Schedule;
  /** The schedule in words, such as `every day at 02:30, Asia/Karachi`. */
  description: string;
  /** When the next five runs start. Empty if the schedule is `off`. */
  nextRuns: Timestamp[];
  /** Where the schedule comes from. */
  source: PolicySource;
}

/** What `setSchedule` answers. */
export interface SetScheduleResult {
  /** The schedule, with its defaults filled in. */
  schedule: Schedule;
  /** The schedule in words, such as `every day at 02:30, Asia/Karachi`. */
  description: string;
  /** When the next five runs start. Empty if the schedule is `off`. */
  nextRuns: Timestamp[];
  /** Where the schedule comes from. */
  source: PolicySource;
}

/** What `getRetention` answers. */
export interface GetRetentionResult {
  /** The policy. Without any rule it keeps everything. */
  policy: RetentionPolicy;
  /** Where the policy comes from. */
  source: PolicySource;
}

/** What `setRetention` answers. */
export interface SetRetentionResult {
  /** The policy. Without any rule it keeps everything. */
  policy: RetentionPolicy;
  /** Where the policy comes from. */
  source: PolicySource;
}

/** What `previewRetention` answers. */
export interface PreviewRetentionResult {
  /** A decision for each backup, the newest first. */
  decisions: PreviewRetentionDecision[];
  /** How many bytes of storage `applyRetention` would free. */
  freedBytes: number;
  /** How many of the backups that would be removed are less than a day old. */
  recentRemovals?: number;
}

/** What `applyRetention` answers. */
export interface ApplyRetentionResult {
  /** The ids of the backups that were removed. */
  removed: string[];
  /** How many bytes of storage that freed. */
  freedBytes: number;
}

/** What `getStatus` answers. */
export interface GetStatusResult {
  /** All of it in short. */
  summary: GetStatusSummary;
  /** The version of the server. */
  serverVersion: string;
  /** The version of SQLite that it links. */
  sqliteVersion: string;
  /** The live database. */
  database: GetStatusDatabase;
  /**
   * The latest backup of this database that completed, whose file is there, and that no
   * verification found damaged; null if there is none. Neither an import nor a safety backup.
   */
  lastSuccess: Backup | null;
  /**
   * The latest backup that was asked for or scheduled, whatever became of it; null if there is
   * none. Neither an import nor a safety backup.
   */
  lastAttempt: Backup | null;
  /** When the schedule is next due; null if there is none. */
  nextRun: Timestamp | null;
  /** The places where backups are kept. */
  storage: GetStatusStorage[];
  /** How many backups of each outcome there are. */
  counts: GetStatusCounts;
  /** The operation that holds the database; null if there is none. */
  operation: RunningOperation | null;
  /** What needs attention. Empty if nothing does. */
  warnings: HealthWarning[];
}

/** What `listActivity` answers. */
export interface ListActivityResult {
  /** The entries of this page. */
  activity: Activity[];
  /** Where the next page begins; null on the last one. */
  nextCursor: string | null;
  /** How many entries pass the filters, on all pages together. */
  total: number;
  /** Older entries that are no longer listed. Absent if there are none. */
  sealed?: ListActivitySealed;
}

/** What `ping` answers. */
export type PingResult = Record<string, unknown>;

/** What `shutdown` answers. */
export type ShutdownResult = null;

/** What `restoreBackup` answers. */
export type RestoreBackupResult = RestoreOutcome;

/** What `rollbackRestore` answers. */
export type RollbackRestoreResult = RestoreOutcome;

/** The methods by their names on the wire. */
export interface MethodMap {
  initialize: {
    params: InitializeParams;
    result: InitializeResult;
  };
  ping: {
    params: PingParams;
    result: PingResult;
  };
  "rpc.discover": {
    params: DiscoverParams;
    result: DiscoverResult;
  };
  shutdown: {
    params: ShutdownParams;
    result: ShutdownResult;
  };
  createBackup: {
    params: CreateBackupParams;
    result: CreateBackupResult;
  };
  listBackups: {
    params: ListBackupsParams;
    result: ListBackupsResult;
  };
  getBackup: {
    params: GetBackupParams;
    result: GetBackupResult;
  };
  verifyBackup: {
    params: VerifyBackupParams;
    result: VerifyBackupResult;
  };
  deleteBackup: {
    params: DeleteBackupParams;
    result: DeleteBackupResult;
  };
  updateBackup: {
    params: UpdateBackupParams;
    result: UpdateBackupResult;
  };
  exportBackup: {
    params: ExportBackupParams;
    result: ExportBackupResult;
  };
  importBackup: {
    params: ImportBackupParams;
    result: ImportBackupResult;
  };
  previewRestore: {
    params: PreviewRestoreParams;
    result: PreviewRestoreResult;
  };
  restoreBackup: {
    params: RestoreBackupParams;
    result: RestoreBackupResult;
  };
  rollbackRestore: {
    params: RollbackRestoreParams;
    result: RollbackRestoreResult;
  };
  listRestores: {
    params: ListRestoresParams;
    result: ListRestoresResult;
  };
  requestResetOtp: {
    params: RequestResetOtpParams;
    result: RequestResetOtpResult;
  };
  verifyResetOtp: {
    params: VerifyResetOtpParams;
    result: VerifyResetOtpResult;
  };
  factoryReset: {
    params: FactoryResetParams;
    result: FactoryResetResult;
  };
  getSchedule: {
    params: GetScheduleParams;
    result: GetScheduleResult;
  };
  setSchedule: {
    params: SetScheduleParams;
    result: SetScheduleResult;
  };
  getRetention: {
    params: GetRetentionParams;
    result: GetRetentionResult;
  };
  setRetention: {
    params: SetRetentionParams;
    result: SetRetentionResult;
  };
  previewRetention: {
    params: PreviewRetentionParams;
    result: PreviewRetentionResult;
  };
  applyRetention: {
    params: ApplyRetentionParams;
    result: ApplyRetentionResult;
  };
  getStatus: {
    params: GetStatusParams;
    result: GetStatusResult;
  };
  listActivity: {
    params: ListActivityParams;
    result: ListActivityResult;
  };
}

/** The name of a method. */
export type MethodName = keyof MethodMap;

/** What a client has to know of a method. */
export interface MethodInfo {
  /** What the caller needs. */
  readonly permission: "none" | "view" | "edit" | "reset";
  /** Whether it takes `auth`. */
  readonly takesAuth: boolean;
  /** Whether it takes a `progressToken`. */
  readonly reportsProgress: boolean;
}

/** The methods, with what a client has to know of each. */
export const methodTable: Readonly<Record<MethodName, MethodInfo>> = {
  initialize: {
    permission: "none",
    takesAuth: false,
    reportsProgress: false,
  },
  ping: {
    permission: "none",
    takesAuth: false,
    reportsProgress: false,
  },
  "rpc.discover": {
    permission: "none",
    takesAuth: false,
    reportsProgress: false,
  },
  shutdown: {
    permission: "none",
    takesAuth: false,
    reportsProgress: false,
  },
  createBackup: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: true,
  },
  listBackups: {
    permission: "view",
    takesAuth: true,
    reportsProgress: false,
  },
  getBackup: {
    permission: "view",
    takesAuth: true,
    reportsProgress: false,
  },
  verifyBackup: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: true,
  },
  deleteBackup: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: false,
  },
  updateBackup: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: false,
  },
  exportBackup: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: true,
  },
  importBackup: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: true,
  },
  previewRestore: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: true,
  },
  restoreBackup: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: true,
  },
  rollbackRestore: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: true,
  },
  listRestores: {
    permission: "view",
    takesAuth: true,
    reportsProgress: false,
  },
  requestResetOtp: {
    permission: "reset",
    takesAuth: true,
    reportsProgress: true,
  },
  verifyResetOtp: {
    permission: "reset",
    takesAuth: true,
    reportsProgress: true,
  },
  factoryReset: {
    permission: "reset",
    takesAuth: true,
    reportsProgress: true,
  },
  getSchedule: {
    permission: "view",
    takesAuth: true,
    reportsProgress: false,
  },
  setSchedule: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: false,
  },
  getRetention: {
    permission: "view",
    takesAuth: true,
    reportsProgress: false,
  },
  setRetention: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: false,
  },
  previewRetention: {
    permission: "view",
    takesAuth: true,
    reportsProgress: false,
  },
  applyRetention: {
    permission: "edit",
    takesAuth: true,
    reportsProgress: false,
  },
  getStatus: {
    permission: "view",
    takesAuth: true,
    reportsProgress: false,
  },
  listActivity: {
    permission: "view",
    takesAuth: true,
    reportsProgress: false,
  },
};

/**
 * The methods of the service, typed, on top of one untyped call.
 *
 * Each answers with a `Call`: a promise of the result that can be cancelled and watched.
 *
 * What all params have to be besides is the type parameter.
 */
export abstract class Methods<Also = unknown> {
  /** Calls a method by its name on the wire. */
  abstract call<M extends MethodName>(
    method: M,
    params?: MethodMap[M]["params"] & Also,
    options?: CallOptions,
  ): Call<MethodMap[M]["result"]>;

  /**
   * Answers at once, whatever else is running.
   *
   * No permission is needed.
   */
  ping(
    params?: PingParams & Also,
    options?: CallOptions,
  ): Call<PingResult> {
    return this.call("ping", params, options);
  }

  /**
   * Returns the OpenRPC document of the service.
   *
   * No permission is needed.
   */
  discover(
    params?: DiscoverParams & Also,
    options?: CallOptions,
  ): Call<DiscoverResult> {
    return this.call("rpc.discover", params, options);
  }

  /**
   * Makes a backup of the live database.
   *
   * The application may read and write meanwhile; the backup holds the state of one moment. Answers
   * when the backup has finished. Its entry is in the catalog, `running`, from the start, so a
   * caller that went away finds the outcome in `listBackups`. Needs the permission to edit.
   */
  createBackup(
    params?: CreateBackupParams & Also,
    options?: CallOptions,
  ): Call<CreateBackupResult> {
    return this.call("createBackup", params, options);
  }

  /**
   * Lists the backups of the catalog, a page at a time.
   *
   * Needs the permission to view.
   */
  listBackups(
    params?: ListBackupsParams & Also,
    options?: CallOptions,
  ): Call<ListBackupsResult> {
    return this.call("listBackups", params, options);
  }

  /**
   * Returns one backup and its manifest.
   *
   * Needs the permission to view.
   */
  getBackup(
    params: GetBackupParams & Also,
    options?: CallOptions,
  ): Call<GetBackupResult> {
    return this.call("getBackup", params, options);
  }

  /**
   * Verifies a backup. Damage is the error `backupCorrupt`, which says which part, what was
   * expected and what was found.
   *
   * Needs the permission to edit.
   */
  verifyBackup(
    params: VerifyBackupParams & Also,
    options?: CallOptions,
  ): Call<VerifyBackupResult> {
    return this.call("verifyBackup", params, options);
  }

  /**
   * Deletes a backup from every storage, and from the catalog. It cannot be undone.
   *
   * A pinned backup is not deleted until it is unpinned. The newest proven backup, and a safety
   * backup that a roll back still needs, are deleted with `force` alone. The safety backup of a
   * factory reset is unpinned and deleted by who may reset. Needs the permission to edit.
   */
  deleteBackup(
    params: DeleteBackupParams & Also,
    options?: CallOptions,
  ): Call<DeleteBackupResult> {
    return this.call("deleteBackup", params, options);
  }

  /**
   * Changes the label of a backup, or whether it is pinned.
   *
   * Needs the permission to edit.
   */
  updateBackup(
    params: UpdateBackupParams & Also,
    options?: CallOptions,
  ): Call<UpdateBackupResult> {
    return this.call("updateBackup", params, options);
  }

  /**
   * Writes a backup out as a file, in the format that it is stored in or in another one.
   *
   * The file gets its name when it is complete; a file that is there already is never replaced.
   * Needs the permission to edit.
   */
  exportBackup(
    params: ExportBackupParams & Also,
    options?: CallOptions,
  ): Call<ExportBackupResult> {
    return this.call("exportBackup", params, options);
  }

  /**
   * Takes a file in as a backup: one that Strongroom has written, a SQL dump, a JSON document or a
   * SQLite database file.
   *
   * The live database is not touched. What the file is, its content tells, and not its name. Of a
   * ZIP or tar file, the one database in it is taken. Needs the permission to edit.
   */
  importBackup(
    params: ImportBackupParams & Also,
    options?: CallOptions,
  ): Call<ImportBackupResult> {
    return this.call("importBackup", params, options);
  }

  /**
   * Finds out what a restore would do, and gives the token that allows it. Changes nothing.
   *
   * Needs the permission to edit.
   */
  previewRestore(
    params: PreviewRestoreParams & Also,
    options?: CallOptions,
  ): Call<PreviewRestoreResult> {
    return this.call("previewRestore", params, options);
  }

  /**
   * Replaces the contents of the live database by those of a backup.
   *
   * The application may be running: its other connections see the old database or the restored one,
   * never a mixture. A safety backup is made first. Until the replacement is committed a failure
   * leaves the database as it was; a failure after it rolls the database back. Needs the permission
   * to edit.
   */
  restoreBackup(
    params: RestoreBackupParams & Also,
    options?: CallOptions,
  ): Call<RestoreBackupResult> {
    return this.call("restoreBackup", params, options);
  }

  /**
   * Undoes a restore, by restoring the safety backup made before it.
   *
   * The application may be running: its other connections see the old database or the restored one,
   * never a mixture. A safety backup is made first. Until the replacement is committed a failure
   * leaves the database as it was; a failure after it rolls the database back. Needs the permission
   * to edit.
   */
  rollbackRestore(
    params: RollbackRestoreParams & Also,
    options?: CallOptions,
  ): Call<RollbackRestoreResult> {
    return this.call("rollbackRestore", params, options);
  }

  /**
   * Lists the restores that were made or tried, a page at a time.
   *
   * Needs the permission to view.
   */
  listRestores(
    params?: ListRestoresParams & Also,
    options?: CallOptions,
  ): Call<ListRestoresResult> {
    return this.call("listRestores", params, options);
  }

  /**
   * Mails a one-time code that begins a factory reset.
   *
   * The code goes to the address that the service itself trusts: that of the verified identity, or
   * what the configuration says (`reset.recipients`, `reset.recipientQuery`). A new code voids the
   * one before; the count of wrong ones goes on. At most one a minute and five an hour. Needs the
   * permission to reset.
   */
  requestResetOtp(
    params?: RequestResetOtpParams & Also,
    options?: CallOptions,
  ): Call<RequestResetOtpResult> {
    return this.call("requestResetOtp", params, options);
  }

  /**
   * Exchanges a mailed code for the token that a factory reset takes, and shows what it would do.
   *
   * Five wrong codes, over all challenges of the person, end the challenge. An unknown challenge,
   * another person’s, a used and an expired one are told like a wrong code. Needs the permission to
   * reset.
   */
  verifyResetOtp(
    params: VerifyResetOtpParams & Also,
    options?: CallOptions,
  ): Call<VerifyResetOtpResult> {
    return this.call("verifyResetOtp", params, options);
  }

  /**
   * Deletes all data of the database except what is configured to be kept.
   *
   * A proven safety backup, pinned, is made before, while writers wait. All rows go in one
   * transaction: a failure at any point leaves all of the data or the completed reset. Restoring
   * the safety backup brings everything back. Needs the permission to reset.
   */
  factoryReset(
    params: FactoryResetParams & Also,
    options?: CallOptions,
  ): Call<FactoryResetResult> {
    return this.call("factoryReset", params, options);
  }

  /**
   * Tells when backups are made without being asked for.
   *
   * Until a schedule is set it is `off`. Needs the permission to view.
   */
  getSchedule(
    params?: GetScheduleParams & Also,
    options?: CallOptions,
  ): Call<GetScheduleResult> {
    return this.call("getSchedule", params, options);
  }

  /**
   * Sets when backups are made without being asked for.
   *
   * The schedule is checked as a whole, and replaces the one before as a whole. Needs the
   * permission to edit.
   */
  setSchedule(
    params: SetScheduleParams & Also,
    options?: CallOptions,
  ): Call<SetScheduleResult> {
    return this.call("setSchedule", params, options);
  }

  /**
   * Tells which automatic backups are kept.
   *
   * Until a policy is set, everything is kept. Needs the permission to view.
   */
  getRetention(
    params?: GetRetentionParams & Also,
    options?: CallOptions,
  ): Call<GetRetentionResult> {
    return this.call("getRetention", params, options);
  }

  /**
   * Sets which automatic backups are kept.
   *
   * The policy is checked as a whole, and replaces the one before as a whole. Nothing is removed by
   * this call. Needs the permission to edit.
   */
  setRetention(
    params: SetRetentionParams & Also,
    options?: CallOptions,
  ): Call<SetRetentionResult> {
    return this.call("setRetention", params, options);
  }

  /**
   * Tells for every backup whether the retention policy keeps it, and why.
   *
   * Nothing is removed. Periods are those of the time zone of the schedule. Needs the permission to
   * view.
   */
  previewRetention(
    params?: PreviewRetentionParams & Also,
    options?: CallOptions,
  ): Call<PreviewRetentionResult> {
    return this.call("previewRetention", params, options);
  }

  /**
   * Removes the backups that the retention policy does not keep.
   *
   * They are the ones that `previewRetention` names, the oldest first. Nothing is removed if the
   * last run failed, or if the storage cannot be listed. A backup that `deleteBackup` would refuse
   * to delete is kept. It cannot be undone. Needs the permission to edit.
   */
  applyRetention(
    params?: ApplyRetentionParams & Also,
    options?: CallOptions,
  ): Call<ApplyRetentionResult> {
    return this.call("applyRetention", params, options);
  }

  /**
   * Tells how things stand: the last success, the next run, the storages, and what needs attention.
   *
   * Needs the permission to view.
   */
  getStatus(
    params?: GetStatusParams & Also,
    options?: CallOptions,
  ): Call<GetStatusResult> {
    return this.call("getStatus", params, options);
  }

  /**
   * Lists the audit log, a page at a time: who did what, when, with what outcome.
   *
   * The log belongs to the database: whoever may view sees the entries of all actors, those of
   * other tenants among them. Needs the permission to view.
   */
  listActivity(
    params?: ListActivityParams & Also,
    options?: CallOptions,
  ): Call<ListActivityResult> {
    return this.call("listActivity", params, options);
  }
}
