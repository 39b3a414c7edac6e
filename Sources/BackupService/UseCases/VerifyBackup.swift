package import BackupProtocol
import DatabaseEngines
import ObjectStorage

extension BackupOperations {
  /// Finds out whether a stored backup would restore.
  ///
  /// - Throws: `backupCorrupt` where it would not; its entry then counts as unverified.
  package func verifyBackup(
    _ params: VerifyBackup.Params, control: OperationControl
  ) throws -> VerifyBackup.Result {
    let catalog = try catalog()
    let backup = try catalog.find(Backup.self, id: params.id)
    let start = ContinuousClock.now
    let checkedAt = now()
    let depth = params.depth ?? .restore
    do {
      let key = try object(of: backup)
      var steps = [try verifyChecksum(backup, key: key, control: control)]
      var violations: Int?
      if depth == .restore {
        let report = try verifyContent(backup, key: key, catalog: catalog, control: control)
        steps += report.steps
        violations = report.foreignKeyViolations
        _ = try catalog.update(Backup.self, id: backup.id) {
          $0.verifiedAt = checkedAt
          $0.error = nil
        }
      }
      return VerifyBackup.Result(
        report: VerificationReport(
          backupId: backup.id, depth: depth, ok: true, checkedAt: checkedAt,
          durationMs: milliseconds(since: start), steps: steps,
          foreignKeyViolations: violations.map { .init(total: $0, inSource: true) },
          findings: Self.findings(violations: violations ?? 0)))
    } catch {
      let failure = ServiceError(error)
      if failure.kind == .backupCorrupt, backup.status == .completed {
        _ = try? catalog.update(Backup.self, id: backup.id) {
          $0.verifiedAt = nil
          $0.error = failure.failure
        }
        send(
          .warning(
            HealthWarning(
              kind: "backupCorrupt", message: "The backup \(backup.fileName) is damaged.",
              hint: "Make a new backup now, and check the disk.")))
      }
      throw failure
    }
  }

  private static func findings(violations: Int) -> [String] {
    violations == 0
      ? []
      : ["\(violations) rows refer to rows that do not exist; the database had them like that."]
  }

  /// Reads the stored bytes and compares their hash with the catalog's.
  private func verifyChecksum(
    _ backup: Backup, key: ObjectKey, control: OperationControl
  ) throws -> VerificationStep {
    let start = ContinuousClock.now
    let checksum = try checksum(of: key, control: control)
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
    _ backup: Backup, key: ObjectKey, catalog: Catalog, control: OperationControl
  ) throws -> (steps: [VerificationStep], foreignKeyViolations: Int) {
    let folder = try scratch.makeFolder("verify-" + newID(at: now()))
    let report = try prove(
      key, image: folder.path + "/image.sqlite", depth: .full,
      expecting: try catalog.manifest(id: backup.id), control: control)
    if let fault = report.faults.first {
      throw ArchiveError(
        .database, "The database in the backup is damaged: \(fault).", expected: "a sound database",
        found: fault)
    }
    let names: [VerificationStep.Name] = [
      .extract, .quickCheck, .integrityCheck, .foreignKeyCheck, .rowCounts,
    ]
    let steps = names.compactMap { name in
      report.durations[name.rawValue].map {
        VerificationStep(name: name, ok: true, durationMs: $0)
      }
    }
    return (steps, report.foreignKeyViolations)
  }
}
