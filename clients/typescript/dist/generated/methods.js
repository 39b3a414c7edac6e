/** The methods, with what a client has to know of each. */
export const methodTable = {
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
export class Methods {
    /**
     * Answers at once, whatever else is running.
     *
     * No permission is needed.
     */
    ping(params, options) {
        return this.call("ping", params, options);
    }
    /**
     * Returns the OpenRPC document of the service.
     *
     * No permission is needed.
     */
    discover(params, options) {
        return this.call("rpc.discover", params, options);
    }
    /**
     * Makes a backup of the live database.
     *
     * The application may read and write meanwhile; the backup holds the state of one moment. Answers
     * when the backup has finished. Its entry is in the catalog, `running`, from the start, so a
     * caller that went away finds the outcome in `listBackups`. Needs the permission to edit.
     */
    createBackup(params, options) {
        return this.call("createBackup", params, options);
    }
    /**
     * Lists the backups of the catalog, a page at a time.
     *
     * Needs the permission to view.
     */
    listBackups(params, options) {
        return this.call("listBackups", params, options);
    }
    /**
     * Returns one backup and its manifest.
     *
     * Needs the permission to view.
     */
    getBackup(params, options) {
        return this.call("getBackup", params, options);
    }
    /**
     * Verifies a backup. Damage is the error `backupCorrupt`, which says which part, what was
     * expected and what was found.
     *
     * Needs the permission to edit.
     */
    verifyBackup(params, options) {
        return this.call("verifyBackup", params, options);
    }
    /**
     * Deletes a backup from every storage, and from the catalog. It cannot be undone.
     *
     * A pinned backup is not deleted until it is unpinned. The newest proven backup, and a safety
     * backup that a roll back still needs, are deleted with `force` alone. The safety backup of a
     * factory reset is unpinned and deleted by who may reset. Needs the permission to edit.
     */
    deleteBackup(params, options) {
        return this.call("deleteBackup", params, options);
    }
    /**
     * Changes the label of a backup, or whether it is pinned.
     *
     * Needs the permission to edit.
     */
    updateBackup(params, options) {
        return this.call("updateBackup", params, options);
    }
    /**
     * Writes a backup out as a file, in the format that it is stored in or in another one.
     *
     * The file gets its name when it is complete; a file that is there already is never replaced.
     * Needs the permission to edit.
     */
    exportBackup(params, options) {
        return this.call("exportBackup", params, options);
    }
    /**
     * Takes a file in as a backup: one that Strongroom has written, a SQL dump, a JSON document or a
     * SQLite database file.
     *
     * The live database is not touched. What the file is, its content tells, and not its name. Of a
     * ZIP or tar file, the one database in it is taken. Needs the permission to edit.
     */
    importBackup(params, options) {
        return this.call("importBackup", params, options);
    }
    /**
     * Finds out what a restore would do, and gives the token that allows it. Changes nothing.
     *
     * Needs the permission to edit.
     */
    previewRestore(params, options) {
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
    restoreBackup(params, options) {
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
    rollbackRestore(params, options) {
        return this.call("rollbackRestore", params, options);
    }
    /**
     * Lists the restores that were made or tried, a page at a time.
     *
     * Needs the permission to view.
     */
    listRestores(params, options) {
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
    requestResetOtp(params, options) {
        return this.call("requestResetOtp", params, options);
    }
    /**
     * Exchanges a mailed code for the token that a factory reset takes, and shows what it would do.
     *
     * Five wrong codes, over all challenges of the person, end the challenge. An unknown challenge,
     * another person’s, a used and an expired one are told like a wrong code. Needs the permission to
     * reset.
     */
    verifyResetOtp(params, options) {
        return this.call("verifyResetOtp", params, options);
    }
    /**
     * Deletes all data of the database except what is configured to be kept.
     *
     * A proven safety backup, pinned, is made before, while writers wait. All rows go in one
     * transaction: a failure at any point leaves all of the data or the completed reset. Restoring
     * the safety backup brings everything back. Needs the permission to reset.
     */
    factoryReset(params, options) {
        return this.call("factoryReset", params, options);
    }
    /**
     * Tells when backups are made without being asked for.
     *
     * Until a schedule is set it is `off`. Needs the permission to view.
     */
    getSchedule(params, options) {
        return this.call("getSchedule", params, options);
    }
    /**
     * Sets when backups are made without being asked for.
     *
     * The schedule is checked as a whole, and replaces the one before as a whole. Needs the
     * permission to edit.
     */
    setSchedule(params, options) {
        return this.call("setSchedule", params, options);
    }
    /**
     * Tells which automatic backups are kept.
     *
     * Until a policy is set, everything is kept. Needs the permission to view.
     */
    getRetention(params, options) {
        return this.call("getRetention", params, options);
    }
    /**
     * Sets which automatic backups are kept.
     *
     * The policy is checked as a whole, and replaces the one before as a whole. Nothing is removed by
     * this call. Needs the permission to edit.
     */
    setRetention(params, options) {
        return this.call("setRetention", params, options);
    }
    /**
     * Tells for every backup whether the retention policy keeps it, and why.
     *
     * Nothing is removed. Periods are those of the time zone of the schedule. Needs the permission to
     * view.
     */
    previewRetention(params, options) {
        return this.call("previewRetention", params, options);
    }
    /**
     * Removes the backups that the retention policy does not keep.
     *
     * They are the ones that `previewRetention` names, the oldest first. Nothing is removed if the
     * last run failed, or if the storage cannot be listed. A backup that `deleteBackup` would refuse
     * to delete is kept. It cannot be undone. Needs the permission to edit.
     */
    applyRetention(params, options) {
        return this.call("applyRetention", params, options);
    }
    /**
     * Tells how things stand: the last success, the next run, the storages, and what needs attention.
     *
     * Needs the permission to view.
     */
    getStatus(params, options) {
        return this.call("getStatus", params, options);
    }
    /**
     * Lists the audit log, a page at a time: who did what, when, with what outcome.
     *
     * The log belongs to the database: whoever may view sees the entries of all actors, those of
     * other tenants among them. Needs the permission to view.
     */
    listActivity(params, options) {
        return this.call("listActivity", params, options);
    }
}
