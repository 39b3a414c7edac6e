import BackupFiles
import BackupProtocol
import Databases
import SQLiteImages

extension BackupOperations {
  /// Runs the trial restore of a backup that was written a moment ago.
  ///
  /// If a file of rows does not bring the database back, the file is not damaged: the format cannot
  /// hold this database, or the imported file has something that no database can have.
  ///
  /// - Throws: `incompatible` then, with the reason.
  func provingFormat<Result>(
    _ format: BackupFormat, isImported: Bool, _ body: () throws -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch  where [.sql, .json].contains(format) {
      let failure = ContractError(error)
      let isOfContent =
        switch error {
        case is DumpError, is BuildError, is ArchiveError: true
        // From another process, where it was one of these.
        case let error as ContractError: error.kind == .backupCorrupt
        default: false
        }
      guard isOfContent else { throw error }
      throw ContractError(
        isImported
          ? failure.message
          : "The format \(format.rawValue) cannot hold this database: \(failure.message)",
        ErrorData(
          kind: .incompatible,
          hint: isImported
            ? failure.data.hint : "Use the format archive, which copies the database as it is.",
          path: failure.data.path, expected: failure.data.expected, found: failure.data.found,
          reason: "format", part: failure.data.part))
    }
  }
}

extension Backup.Proof {
  /// What a check of the database came to.
  init(_ depth: ProofDepth, at time: Timestamp, _ report: CheckReport) {
    self.init(
      depth: depth, at: time, limits: report.limits.isEmpty ? nil : report.limits,
      findings: report.violations.isEmpty ? nil : report.violations)
  }
}
