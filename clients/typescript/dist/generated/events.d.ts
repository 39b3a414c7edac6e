import type { Backup, HealthWarning, Reset, RestartRequiredReason, Restore } from "./types.js";
/** What the service tells on its own, by the names on the wire. */
export interface EventMap {
    /** A backup has completed, whoever asked for it. */
    "backup/completed": {
        /** The backup. */
        backup: Backup;
    };
    /** A backup has failed; see its `error`. */
    "backup/failed": {
        /** The entry of the catalog. */
        backup: Backup;
    };
    /** A backup was stopped because the caller wished so. It is no failure. */
    "backup/cancelled": {
        /** The entry of the catalog. */
        backup: Backup;
    };
    /** The database was restored. Connections to it should be opened anew. */
    "restore/completed": {
        /** The entry in the history. */
        restore: Restore;
    };
    /** A restore has failed; see its `error`. */
    "restore/failed": {
        /** The entry in the history. */
        restore: Restore;
    };
    /** A restore was stopped because the caller wished so. It is no failure. */
    "restore/cancelled": {
        /** The entry in the history. */
        restore: Restore;
    };
    /**
     * All data was deleted except what is configured to be kept. Connections to the database should
     * be reopened.
     */
    "reset/completed": {
        /** What was done. */
        reset: Reset;
    };
    /** The host application should be restarted, because its database has been replaced. */
    "system/restartRequired": {
        /** What replaced the database. */
        reason: RestartRequiredReason;
        /** The restore that did. */
        restoreId?: string;
    };
    /** The retention policy was applied, and removed backups. */
    "retention/applied": {
        /** The ids of the backups that it removed, at least one. */
        removed: string[];
        /** What their files took, in bytes. */
        freedBytes: number;
    };
    /** Something needs attention. */
    "health/warning": {
        /** What it is. */
        warning: HealthWarning;
    };
}
/** The name of an event. */
export declare type EventName = keyof EventMap;
