import AuditLog
import BackupCatalog
package import BackupProtocol
import ObjectStorage

extension BackupOperations {
  /// Makes a backup of the live database, and by default proves it by a trial restore.
  package func createBackup(
    _ params: CreateBackup.Params, by caller: Caller, control: OperationControl
  ) async throws -> CreateBackup.Result {
    try await run(.createBackup, by: caller) { note in
      CreateBackup.Result(backup: try create(params, by: caller, control: control, note))
    }
  }

  private func create(
    _ params: CreateBackup.Params, by caller: Caller, control: OperationControl,
    _ note: ActivityNote
  ) throws -> Backup {
    try refuseUnsupported(params)
    try requireDatabaseOrFolder()
    let catalog = try catalog()
    let earlier = try catalog.entry(
      method: CreateBackup.name, key: params.idempotencyKey, caller: caller, parameters: params)
    if let earlier, let backup = try outcome(ofBackup: earlier, note) { return backup }
    return try holdingLock(
      for: .createBackup, by: caller, catalog: catalog, control: control
    ) {
      let plan = BackupPlan(
        type: .manual, format: params.format ?? .archive, label: params.label,
        compression: params.compression ?? .zstd,
        isProven: params.verify ?? true)
      let entry = newBackup(plan, by: caller)
      if let known = try catalog.begin(
        entry, method: CreateBackup.name, key: params.idempotencyKey, caller: caller,
        parameters: params, abandoned: earlier)
      {
        guard let backup = try outcome(ofBackup: known, note) else { throw Self.lostProcess }
        return backup
      }
      note.add(.backup(entry.id))
      let backup = try makeBackup(entry, plan, catalog: catalog, control: control)
      note.prove(backup)
      return backup
    }
  }

  private func refuseUnsupported(_ params: CreateBackup.Params) throws {
    let format = params.format ?? .archive
    guard format != .incremental else {
      throw ContractError(
        "This version cannot make incremental backups.",
        ErrorData(
          kind: .notConfigured, hint: "Use the format archive.", path: "params.format",
          allowed: [BackupFormat.archive, .sql, .json].map(\.rawValue)))
    }
    if let compression = params.compression, format != .archive, compression != .gzip {
      throw ContractError(
        "Backups of the format \(format.rawValue) are compressed by gzip.",
        ErrorData(
          kind: .invalidParams, hint: "Leave out compression.", path: "params.compression",
          allowed: [BackupProtocol.CompressionAlgorithm.gzip.rawValue]))
    }
    guard params.encrypt != true else {
      throw ContractError(
        "No encryption is configured.",
        ErrorData(
          kind: .notConfigured, hint: "Leave out encrypt: this version encrypts no backups.",
          setting: "encryption.recipients"))
    }
    if let database = params.database, database != parts.databaseName {
      throw ContractError(
        "There is no database of this name.",
        ErrorData(kind: .notFound, id: database, setting: "name"))
    }
    if let label = params.label { try Self.check(label: label) }
    try Self.check(idempotencyKey: params.idempotencyKey)
  }

  static func check(idempotencyKey: String?) throws {
    guard let key = idempotencyKey else { return }
    guard (1...200).contains(key.unicodeScalars.count),
      !key.unicodeScalars.contains(where: { $0.value < 32 })
    else {
      throw ContractError.invalid(
        "params.idempotencyKey", expected: "1 to 200 characters without control characters")
    }
  }

  static func check(label: String) throws {
    guard Backup.acceptable(label: label) != nil else {
      throw ContractError.invalid(
        "params.label", expected: "at most 200 characters without control characters")
    }
  }

  /// What became of the operation that a key belongs to; nil if its process ended before it did, so
  /// that nothing was stored, and it may be tried again.
  private func outcome(ofBackup id: String, _ note: ActivityNote) throws -> Backup? {
    let catalog = try catalog()
    settleInterruptedIfRunning(in: catalog)
    let backup = try catalog.find(Backup.self, id: id)
    if backup.status == .interrupted { return nil }
    note.markRepeated()
    switch backup.status {
    case .completed: return backup
    case .running:
      throw ContractError(
        "The backup with this idempotency key is still running.",
        ErrorData(
          kind: .busy, hint: "Ask for its outcome with getBackup.", id: id,
          operation: CreateBackup.name, since: backup.createdAt))
    case .failed, .cancelled, .interrupted:
      let failure = backup.error
      throw ContractError(
        failure?.message ?? "The backup with this idempotency key failed.",
        ErrorData(
          kind: failure?.kind ?? .internalError,
          hint: "To try again, use a new idempotency key.", id: id))
    }
  }
}
