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
  package var ok = true
  /// How many entries are in order.
  package var entries = 0
  /// The last of them.
  package var head: Mark?
  /// Whether the log says of itself that it takes the place of one that is gone.
  package var begunAnew = false
  /// The first thing that is wrong.
  package var fault: Fault?
  /// The segments that older entries were moved to, oldest first.
  package var segments: [Segment] = []

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
