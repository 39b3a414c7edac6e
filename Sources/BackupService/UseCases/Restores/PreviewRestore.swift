import AuditLog
import BackupCatalog
package import BackupProtocol
import Confirmations
import Databases
import Glibc
import ObjectStorage
import StateFolder

extension BackupOperations {
  /// How long a confirmation token is good for.
  static let confirmationMinutes: Int64 = 10

  /// Finds out what a restore would do, and gives the token that allows it.
  package func previewRestore(
    _ params: PreviewRestore.Params, by caller: Caller, control: OperationControl
  ) async throws -> PreviewRestore.Result {
    try await run(.previewRestore, by: caller) { note in
      note.add(.backup(params.id))
      return try preview(params, by: caller, control: control)
    }
  }

  private func preview(
    _ params: PreviewRestore.Params, by caller: Caller, control: OperationControl
  ) throws -> PreviewRestore.Result {
    try Self.refuseMoment(params.at)
    let catalog = try existingCatalog(for: "backup", id: params.id)
    // A restore that could not write down its end counts as a change once it is settled, which the
    // restore would do.
    settleInterruptedIfRunning(in: catalog)
    let backup = try catalog.find(Backup.self, id: params.id)
    let stored = try requireStored(backup)
    let control = control.following([.extract: 3, .check: 2, .compare: 3])
    return try scratch.withFolder("preview-" + newID(at: now())) { folder in
      let image = folder.path + "/image.sqlite"
      // Before the file is read: one that is exchanged meanwhile has another version.
      let source = try imageSource(of: backup, stored)
      let (unpacked, complaint) = try prepareForPreview(
        stored, backup: backup, image: image, catalog: catalog, control: control)
      let state = try engine.examine(cancellation: control.cancellation)
      let subject = try confirmationSubject(
        backup: backup, by: caller, catalog: catalog, over: state)
      var report = try compare(
        unpacked, image: image, backup: backup, with: state, control: control)
      if let complaint { report.warnings.append(complaint) }
      let token = SecretToken.make(random: parts.clock.random)
      let expiresAt = now().adding(minutes: Self.confirmationMinutes)
      try RestoreConfirmations(catalog.database).add(
        token: token, for: subject, expiresAt: expiresAt, now: now())
      // Rows that were laid over the live tables are laid over what these are then.
      if unpacked.overlay == nil, complaint == nil, let source {
        keep(image, in: folder, unpacked, of: source, until: expiresAt)
      }
      return PreviewRestore.Result(report: report, confirmationToken: token, expiresAt: expiresAt)
    }
  }

  /// As a restore would without `allowSchemaChange`, and where that cannot be, as with it.
  private func prepareForPreview(
    _ stored: any StoredBackup, backup: Backup, image: String, catalog: Catalog,
    control: OperationControl
  ) throws -> (UnpackedBackup, complaint: String?) {
    do {
      let unpacked = try prepare(
        stored, backup: backup, image: image, fitting: .otherSchemas, catalog: catalog,
        control: control)
      return (unpacked, nil)
    } catch let error as ContractError where error.data.columns != nil {
      guard try catalog.manifest(id: backup.id)?.isPartial != true else { throw error }
      unlink(image)
      let unpacked = try prepare(
        stored, backup: backup, image: image, fitting: .partialOnly, catalog: catalog,
        control: control)
      return (unpacked, "\(error.message) With allowSchemaChange its own schema comes back.")
    }
  }

  static func refuseMoment(_ moment: Timestamp?) throws {
    guard moment == nil else {
      throw ContractError(
        "This version cannot restore to a point in time.",
        ErrorData(kind: .notConfigured, hint: "Leave out at.", path: "params.at"))
    }
  }

  /// What a restore of this backup, now, is confirmed for.
  func confirmationSubject(
    backup: Backup, by caller: Caller, catalog: Catalog, over state: LiveState
  ) throws -> ConfirmationSubject {
    ConfirmationSubject(
      actor: caller.identity, backupID: backup.id, fingerprint: state.subject,
      lastChangeID: try lastChangeID(catalog))
  }

  /// What is another after each restore and reset. A ledger that cannot be read holds up no restore.
  private func lastChangeID(_ catalog: Catalog) throws -> String? {
    let changes = state.hasLedger ? try? ledger().resets.changes() : nil
    return "\(changes ?? 0) \(try catalog.lastRestoreID() ?? "")"
  }

  /// Of the live schema; nil where there is none that can be read.
  func liveFingerprint(_ control: OperationControl) throws -> String? {
    try liveDescription(control)?.schema.fingerprint
  }

  /// Of the live database; nil where there is none that can be read.
  func liveDescription(_ control: OperationControl) throws -> DatabaseDescription? {
    try engine.examine(cancellation: control.cancellation).description
  }
}

extension LiveState {
  /// What a restore over this state is confirmed for; nil where there is nothing to lose.
  fileprivate var subject: String? {
    switch self {
    case .missing, .empty: nil
    case .readable: fingerprint
    case .unreadable: "unreadable"
    }
  }
}

extension Backup {
  /// Whether the backup is one of a database that was damaged already: kept, never proven.
  var isOfDamagedDatabase: Bool { type == .safety && verifiedAt == nil }
}
