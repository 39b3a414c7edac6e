import AuditLog
import BackupCatalog
import BackupFiles
package import BackupProtocol
import Concurrency
import Databases
import ObjectStorage
import StateFolder

extension BackupOperations {
  /// Finds out whether a stored backup would restore.
  ///
  /// - Throws: `backupCorrupt` where it would not; its entry then counts as unverified.
  package func verifyBackup(
    _ params: VerifyBackup.Params, by caller: Caller, control: OperationControl
  ) async throws -> VerifyBackup.Result {
    try await run(.verifyBackup, by: caller) { note in
      note.add(.backup(params.id))
      return try verify(params, control: control, note)
    }
  }

  private func verify(
    _ params: VerifyBackup.Params, control: OperationControl, _ note: ActivityNote
  ) throws -> VerifyBackup.Result {
    let catalog = try existingCatalog(for: "backup", id: params.id)
    let backup = try catalog.find(Backup.self, id: params.id)
    let start = ContinuousClock.now
    let checkedAt = now()
    let depth = params.depth ?? .restore
    let control = control.following([.checksum: 1, .proof: depth == .restore ? 6 : 0])
    do {
      let stored = try requireStored(backup)
      var steps = [try verifyChecksum(backup, stored, control: control)]
      var content: CheckReport?
      if depth == .restore {
        let report = try verifyContent(backup, stored, catalog: catalog, control: control)
        steps += Self.steps(report)
        content = report
        note.prove(
          try catalog.update(Backup.self, id: backup.id) {
            $0.verifiedAt = checkedAt
            $0.proof = Backup.Proof(.full, at: checkedAt, report)
            $0.error = nil
          })
      } else if backup.proof == nil, backup.verifiedAt == nil {
        _ = try catalog.update(Backup.self, id: backup.id) {
          $0.proof = Backup.Proof(depth: .stored, at: checkedAt)
        }
      }
      return VerifyBackup.Result(
        report: VerificationReport(
          backupId: backup.id, depth: depth, ok: true, checkedAt: checkedAt,
          durationMs: milliseconds(since: start), steps: steps,
          foreignKeyViolations: content.map {
            .init(total: $0.foreignKeyViolations, inSource: true)
          },
          findings: content.map(Self.findings) ?? [],
          limits: content.flatMap { $0.limits.isEmpty ? nil : $0.limits }))
    } catch {
      let failure = ContractError(error)
      if failure.kind == .backupCorrupt, backup.status == .completed {
        markDamaged(backup, failure, in: catalog)
      }
      throw failure
    }
  }

  private func markDamaged(_ backup: Backup, _ failure: ContractError, in catalog: Catalog) {
    _ = try? catalog.update(Backup.self, id: backup.id) {
      $0.verifiedAt = nil
      $0.proof = nil
      $0.error = failure.failure
    }
    send(
      .warning(
        HealthWarning(
          kind: "backupCorrupt", message: "The backup \(backup.fileName) is damaged.",
          hint: "Make a new backup now, and check the disk.")))
  }

  /// Marks a backup as damaged whose stored bytes were found not to be those of a whole backup, by whoever
  /// came to read them.
  func markIfDamaged(_ backup: Backup, _ error: any Error, in catalog: Catalog) {
    // A file that is not there may come back with its disk.
    if error is StorageError { return }
    let failure = ContractError(error)
    let parts = [ArchiveError.Part.file, .manifest, .image, .database].map(\.rawValue)
    guard failure.kind == .backupCorrupt, backup.status == .completed, backup.verifiedAt != nil,
      failure.data.part.map(parts.contains) == true
    else { return }
    markDamaged(backup, failure, in: catalog)
  }

  private static func findings(_ report: CheckReport) -> [String] {
    var findings = report.violations
    if report.foreignKeyViolations > 0 {
      findings.append(
        "\(report.foreignKeyViolations) rows refer to rows that do not exist. They did so in the "
          + "database as well.")
    }
    return findings
  }

  private static func steps(_ report: CheckReport) -> [VerificationStep] {
    let names: [VerificationStep.Name] = [
      .extract, .quickCheck, .integrityCheck, .foreignKeyCheck, .rowCounts,
    ]
    return names.compactMap { name in
      report.durations[name.rawValue].map {
        VerificationStep(name: name, ok: true, durationMs: $0)
      }
    }
  }

  /// Reads the stored bytes and compares their hash with the catalog's.
  func verifyChecksum(
    _ backup: Backup, _ stored: any StoredBackup, control: OperationControl
  ) throws -> VerificationStep {
    let start = ContinuousClock.now
    guard try stored.size() == nil || stored.isReadable else {
      throw StorageError(
        .readOnly,
        "The file of the backup is not readable by the user that the application runs as.",
        hint: "Give the file to the owner of the database: chown.")
    }
    let checksum = try stored.checksum(control)
    guard checksum.bytes == Int64(backup.fileSize) else {
      throw ArchiveError(
        .file, "The file of the backup has the wrong size.", expected: "\(backup.fileSize) bytes",
        found: "\(checksum.bytes) bytes")
    }
    guard backup.checksum?.value == checksum.value else {
      throw ArchiveError(
        .file, "The file of the backup is damaged.",
        expected: "sha256 \(backup.checksum?.value ?? "")", found: "sha256 \(checksum.value)")
    }
    return VerificationStep(name: .checksum, ok: true, durationMs: milliseconds(since: start))
  }

  private func verifyContent(
    _ backup: Backup, _ stored: any StoredBackup, catalog: Catalog, control: OperationControl
  ) throws -> CheckReport {
    let report = try scratch.withFolder("verify-" + newID(at: now())) { folder in
      try prove(
        stored, isForeign: backup.isForeign, image: folder.path + "/image.sqlite", depth: .full,
        expecting: try catalog.manifest(id: backup.id), control: control.part(.proof))
    }
    if let fault = report.faults.first {
      throw ArchiveError(
        .database, "The database in the backup is damaged: \(fault).", expected: "a sound database",
        found: fault)
    }
    return report
  }
}
