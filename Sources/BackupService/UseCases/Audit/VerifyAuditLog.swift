package import AuditLog
import BackupCatalog
import BackupProtocol
import Concurrency
import Glibc
import StateFolder

extension BackupOperations {
  /// Reads the audit log from its first entry to its head. Changes nothing, and creates nothing.
  ///
  /// - Parameter expected: an entry that was noted elsewhere, and must be in the log.
  /// - Throws: ``ContractError`` where the log cannot be read. What is wrong with it is in the report.
  package func verifyAuditLog(
    expecting expected: AuditReport.Mark? = nil, control: OperationControl = OperationControl()
  ) async throws -> AuditReport {
    try await run(.verifyAuditLog) { try checkAuditLog(expecting: expected, control: control) }
  }

  func checkAuditLog(
    expecting expected: AuditReport.Mark? = nil, control: OperationControl
  ) throws -> AuditReport {
    var check = AuditCheck(expected: expected)
    do {
      // The key first, which is made after the ledger.
      let hadKey = try state.existingKey() != nil
      guard state.hasLedger else {
        check.findNoLedger(hadOne: try hadKey || hasHistory())
        return check.report
      }
      let ledger = try ledger()
      try ledger.checkFile(&check)
      var isOver = false
      while !isOver && check.report.ok {
        try control.cancellation.check()
        let step = try ledger.step(&check, hadKey: hadKey) {
          try state.existingKey()
        }
        switch step {
        case .segment(let segment):
          try check.check(segment, in: store) {
            try ledger.segments().contains { $0.number == segment.number && !$0.isRemoved }
          }
        case .entries: break
        case .end: isOver = true
        }
      }
      return check.report
    } catch let error as ContractError where error.data.reason == ServiceDatabase.damaged {
      check.find(nil, error.message)
      return check.report
    }
  }

  /// Whether the catalog knows of an operation, which the log would have an entry of.
  func hasHistory() throws -> Bool {
    let path = state.catalogPath
    guard access(path, F_OK) == 0 else { return false }
    // Opened here and not as operations do, which would put things right, and record that.
    return try Catalog(path: path, owner: state.owner).hasHistory()
  }
}
