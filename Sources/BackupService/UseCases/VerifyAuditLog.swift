import BackupProtocol
import DatabaseEngines
import GRDB
import Glibc

/// What a look at the whole audit log found.
package struct AuditReport: Codable, Sendable, Equatable {
  /// A place in the log: which entry, and its hash.
  package struct Mark: Codable, Sendable, Equatable {
    package let sequence: Int
    package let hash: String
  }

  package struct Fault: Codable, Sendable, Equatable {
    /// The number of the first entry that is not as it was written; nil where it is not one entry.
    package let sequence: Int?
    /// One plain sentence.
    package let message: String
  }

  /// Whether every entry is there, as it was written.
  package internal(set) var ok = true
  /// How many entries are in order.
  package internal(set) var entries = 0
  /// The last of them.
  package internal(set) var head: Mark?
  /// Whether the log says of itself that it takes the place of one that is gone.
  package internal(set) var begunAnew = false
  /// The first thing that is wrong.
  package internal(set) var fault: Fault?
  /// The segments that older entries were moved to, oldest first.
  package internal(set) var segments: [Segment] = []

  /// A file of entries that were moved out of the ledger.
  package struct Segment: Codable, Sendable, Equatable {
    package enum State: String, Codable, Sendable {
      case inOrder
      case damaged
      /// It should be there.
      case missing
      /// It was removed because the rules do not keep it; the log has an entry of that.
      case removed
    }

    package let file: String
    /// The numbers of its first and last entry.
    package let first: Int
    package let last: Int
    package let state: State

    init(_ segment: AuditSegment, _ state: State) {
      file = segment.file
      first = segment.first
      last = segment.last
      self.state = state
    }
  }
}

extension AuditReport.Mark {
  /// Reads `SEQUENCE:HASH`.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let sequence = Int(parts[0]), sequence > 0,
      parts[1].utf8.count == 64, parts[1].allSatisfy(\.isHexDigit)
    else { return nil }
    self.init(sequence: sequence, hash: parts[1].lowercased())
  }
}

extension BackupOperations {
  /// Reads the audit log from its first entry to its head. Changes nothing, and creates nothing.
  ///
  /// - Parameter expected: an entry that was noted elsewhere, and must be in the log.
  /// - Throws: ``ServiceError`` where the log cannot be read. What is wrong with it is in the report.
  package func verifyAuditLog(
    expecting expected: AuditReport.Mark? = nil, control: OperationControl = OperationControl()
  ) throws -> AuditReport {
    var check = AuditCheck(expected: expected)
    do {
      // The key first, which is made after the ledger.
      let hadKey = try ServiceKey.existing(folder: parts.folder) != nil
      guard hasLedger else {
        check.findNoLedger(hadOne: try hadKey || hasHistory())
        return check.report
      }
      let ledger = try ledger()
      try ledger.read { db in try check.checkFile(db) }
      var isOver = false
      while !isOver && check.report.ok {
        try control.cancellation.check()
        let step = try ledger.read { db in
          try check.step(db, hadKey: hadKey) { try ServiceKey.existing(folder: parts.folder) }
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
    } catch let error as ServiceError where error.data.reason == ServiceDatabase.damaged {
      check.find(nil, error.message)
      return check.report
    }
  }

  /// Whether the catalog knows of an operation, which the log would have an entry of.
  func hasHistory() throws -> Bool {
    let path = parts.folder + "/" + Self.catalogFileName
    guard access(path, F_OK) == 0 else { return false }
    // Opened here and not as operations do, which would put things right, and record that.
    return try Catalog(path: path, owner: owner).read { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM backup) OR EXISTS (SELECT 1 FROM restore)")
    } ?? false
  }
}
