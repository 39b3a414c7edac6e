public import BackupProtocol

extension StrongroomClient {
  /// Answers at once, whatever else is running.
  public func ping(
    _ params: Ping.Params = .init(), as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> Ping.Result {
    try await call(Ping.self, params, as: auth, options: options)
  }

  /// Returns the [OpenRPC](https://spec.open-rpc.org) document of the service.
  public func discover(
    _ params: Discover.Params = .init(), as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> Discover.Result {
    try await call(Discover.self, params, as: auth, options: options)
  }

  /// Makes a backup of the live database.
  ///
  /// The application may read and write meanwhile; the backup holds the state of one moment. Answers
  /// when the backup has finished. Its entry is in the catalog, `running`, from the start, so a
  /// caller that went away finds the outcome in `listBackups`.
  public func createBackup(
    _ params: CreateBackup.Params = .init(), as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> CreateBackup.Result {
    try await call(CreateBackup.self, params, as: auth, options: options)
  }

  /// Lists the backups of the catalog, a page at a time.
  public func listBackups(
    _ params: ListBackups.Params = .init(), as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> ListBackups.Result {
    try await call(ListBackups.self, params, as: auth, options: options)
  }

  /// Returns one backup and its manifest.
  public func getBackup(
    _ params: GetBackup.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> GetBackup.Result {
    try await call(GetBackup.self, params, as: auth, options: options)
  }

  /// Verifies a backup. Damage is the error `backupCorrupt`, which says which part, what was expected
  /// and what was found.
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
  ///
  /// The file gets its name when it is complete; a file that is there already is never replaced.
  public func exportBackup(
    _ params: ExportBackup.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> ExportBackup.Result {
    try await call(ExportBackup.self, params, as: auth, options: options)
  }

  /// Takes a file in as a backup: one that Strongroom has written, a SQL dump, a JSON document or a
  /// SQLite database file. The live database is not touched.
  ///
  /// What the file is, its content tells, and not its name.
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
  ///
  /// The application may be running: its other connections see the old database or the restored one,
  /// never a mixture. A safety backup is made first. Until the replacement is committed a failure
  /// leaves the database as it was; a failure after it rolls the database back.
  public func restoreBackup(
    _ params: RestoreBackup.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> RestoreBackup.Result {
    try await call(RestoreBackup.self, params, as: auth, options: options)
  }

  /// Undoes a restore, by restoring the safety backup made before it.
  ///
  /// The application may be running: its other connections see the old database or the restored one,
  /// never a mixture. A safety backup is made first. Until the replacement is committed a failure
  /// leaves the database as it was; a failure after it rolls the database back.
  public func rollbackRestore(
    _ params: RollbackRestore.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> RollbackRestore.Result {
    try await call(RollbackRestore.self, params, as: auth, options: options)
  }

  /// Lists the restores that were made or tried, a page at a time.
  public func listRestores(
    _ params: ListRestores.Params = .init(), as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> ListRestores.Result {
    try await call(ListRestores.self, params, as: auth, options: options)
  }

  /// Mails a one-time code that begins a factory reset.
  ///
  /// The code goes to the address that the service itself trusts: that of the verified identity, or
  /// what the configuration says (`reset.recipients`, `reset.recipientQuery`). A new code voids the
  /// one before; the count of wrong ones goes on. At most one a minute and five an hour.
  public func requestResetOtp(
    _ params: RequestResetOtp.Params = .init(), as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> RequestResetOtp.Result {
    try await call(RequestResetOtp.self, params, as: auth, options: options)
  }

  /// Exchanges a mailed code for the token that a factory reset takes, and shows what it would do.
  ///
  /// Five wrong codes, over all challenges of the person, end the challenge. An unknown challenge,
  /// another person's, a used and an expired one are told like a wrong code.
  public func verifyResetOtp(
    _ params: VerifyResetOtp.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> VerifyResetOtp.Result {
    try await call(VerifyResetOtp.self, params, as: auth, options: options)
  }

  /// Deletes all data of the database but what is configured to stay.
  ///
  /// A proven safety backup, pinned, is made before, while writers wait. All rows go in one
  /// transaction: a failure at any point leaves all of the data or the completed reset. Restoring the
  /// safety backup brings everything back.
  public func factoryReset(
    _ params: FactoryReset.Params, as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> FactoryReset.Result {
    try await call(FactoryReset.self, params, as: auth, options: options)
  }

  /// Tells how things stand: the last success, the next run, the storages, and what needs attention.
  public func getStatus(
    _ params: GetStatus.Params = .init(), as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> GetStatus.Result {
    try await call(GetStatus.self, params, as: auth, options: options)
  }

  /// Lists the audit log, a page at a time: who did what, when, with what outcome.
  ///
  /// The log belongs to the database: whoever may view sees the entries of all actors, those of other
  /// tenants among them.
  public func listActivity(
    _ params: ListActivity.Params = .init(), as auth: Auth? = nil, options: CallOptions = CallOptions()
  ) async throws -> ListActivity.Result {
    try await call(ListActivity.self, params, as: auth, options: options)
  }
}
