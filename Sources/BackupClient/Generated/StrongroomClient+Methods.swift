// Generated from schemas/openrpc.json by `devtool clients generate`. Do not edit.

public import BackupProtocol

extension StrongroomClient {
  /// Answers at once, whatever else is running.
  public func ping(options: CallOptions = CallOptions()) async throws -> Ping.Result {
    try await call(Ping.self, .init(), options: options)
  }

  /// Returns the OpenRPC document of the service.
  public func discover(options: CallOptions = CallOptions()) async throws -> Discover.Result {
    try await call(Discover.self, .init(), options: options)
  }

  /// Makes a backup of the live database.
  public func createBackup(
    _ params: CreateBackup.Params = .init(), as auth: Auth? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> CreateBackup.Result {
    try await call(CreateBackup.self, params, as: auth, options: options)
  }

  /// Lists the backups of the catalog, a page at a time.
  public func listBackups(
    _ params: ListBackups.Params = .init(), as auth: Auth? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> ListBackups.Result {
    try await call(ListBackups.self, params, as: auth, options: options)
  }

  /// Returns one backup and its manifest.
  public func getBackup(
    _ params: GetBackup.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> GetBackup.Result {
    try await call(GetBackup.self, params, as: auth, options: options)
  }

  /// Verifies a backup. Damage is the error `backupCorrupt`, which says which part, what was
  /// expected and what was found.
  public func verifyBackup(
    _ params: VerifyBackup.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> VerifyBackup.Result {
    try await call(VerifyBackup.self, params, as: auth, options: options)
  }

  /// Deletes a backup from every storage, and from the catalog. It cannot be undone.
  public func deleteBackup(
    _ params: DeleteBackup.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> DeleteBackup.Result {
    try await call(DeleteBackup.self, params, as: auth, options: options)
  }

  /// Changes the label of a backup, or whether it is pinned.
  public func updateBackup(
    _ params: UpdateBackup.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> UpdateBackup.Result {
    try await call(UpdateBackup.self, params, as: auth, options: options)
  }

  /// Writes a backup out as a file, in the format that it is stored in or in another one.
  public func exportBackup(
    _ params: ExportBackup.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> ExportBackup.Result {
    try await call(ExportBackup.self, params, as: auth, options: options)
  }

  /// Takes a file in as a backup: one that Strongroom has written, a SQL dump, a JSON document or a
  /// SQLite database file.
  public func importBackup(
    _ params: ImportBackup.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> ImportBackup.Result {
    try await call(ImportBackup.self, params, as: auth, options: options)
  }

  /// Finds out what a restore would do, and gives the token that allows it. Changes nothing.
  public func previewRestore(
    _ params: PreviewRestore.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> PreviewRestore.Result {
    try await call(PreviewRestore.self, params, as: auth, options: options)
  }

  /// Replaces the contents of the live database by those of a backup.
  public func restoreBackup(
    _ params: RestoreBackup.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> RestoreBackup.Result {
    try await call(RestoreBackup.self, params, as: auth, options: options)
  }

  /// Undoes a restore, by restoring the safety backup made before it.
  public func rollbackRestore(
    _ params: RollbackRestore.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> RollbackRestore.Result {
    try await call(RollbackRestore.self, params, as: auth, options: options)
  }

  /// Lists the restores that were made or tried, a page at a time.
  public func listRestores(
    _ params: ListRestores.Params = .init(), as auth: Auth? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> ListRestores.Result {
    try await call(ListRestores.self, params, as: auth, options: options)
  }

  /// Mails a one-time code that begins a factory reset.
  public func requestResetOtp(
    as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> RequestResetOtp.Result {
    try await call(RequestResetOtp.self, .init(), as: auth, options: options)
  }

  /// Exchanges a mailed code for the token that a factory reset takes, and shows what it would do.
  public func verifyResetOtp(
    _ params: VerifyResetOtp.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> VerifyResetOtp.Result {
    try await call(VerifyResetOtp.self, params, as: auth, options: options)
  }

  /// Deletes all data of the database except what is configured to be kept.
  public func factoryReset(
    _ params: FactoryReset.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> FactoryReset.Result {
    try await call(FactoryReset.self, params, as: auth, options: options)
  }

  /// Tells when backups are made without being asked for.
  public func getSchedule(
    as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> GetSchedule.Result {
    try await call(GetSchedule.self, .init(), as: auth, options: options)
  }

  /// Sets when backups are made without being asked for.
  public func setSchedule(
    _ params: SetSchedule.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> SetSchedule.Result {
    try await call(SetSchedule.self, params, as: auth, options: options)
  }

  /// Tells which automatic backups are kept.
  public func getRetention(
    as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> GetRetention.Result {
    try await call(GetRetention.self, .init(), as: auth, options: options)
  }

  /// Sets which automatic backups are kept.
  public func setRetention(
    _ params: SetRetention.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> SetRetention.Result {
    try await call(SetRetention.self, params, as: auth, options: options)
  }

  /// Tells for every backup whether the retention policy keeps it, and why.
  public func previewRetention(
    _ params: PreviewRetention.Params = .init(), as auth: Auth? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> PreviewRetention.Result {
    try await call(PreviewRetention.self, params, as: auth, options: options)
  }

  /// Removes the backups that the retention policy does not keep.
  public func applyRetention(
    _ params: ApplyRetention.Params = .init(), as auth: Auth? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> ApplyRetention.Result {
    try await call(ApplyRetention.self, params, as: auth, options: options)
  }

  /// Tells how things stand: the last success, the next run, the storages, and what needs
  /// attention.
  public func getStatus(
    as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> GetStatus.Result {
    try await call(GetStatus.self, .init(), as: auth, options: options)
  }

  /// Lists the audit log, a page at a time: who did what, when, with what outcome.
  public func listActivity(
    _ params: ListActivity.Params = .init(), as auth: Auth? = nil,
    options: CallOptions = CallOptions()
  ) async throws -> ListActivity.Result {
    try await call(ListActivity.self, params, as: auth, options: options)
  }
}
