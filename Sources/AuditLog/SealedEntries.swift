import GRDB

/// The entries that are about to be sealed, read some at a time, so that nobody waits for long.
///
/// Entries that are not as they were written are not sealed: they stay where they are evidence.
package struct SealedEntries {
  private let ledger: Ledger
  private let last: Int
  private var sequence: Int
  private var page: [(previous: String, document: String, hash: String)] = []
  private var position = 0
  /// The hash of the entry before the first one, and of the last one that was read.
  package private(set) var previous = ""
  package private(set) var hash = ""

  package init(_ ledger: Ledger, first: Int, last: Int) {
    self.ledger = ledger
    self.last = last
    sequence = first
  }

  package mutating func next() throws -> String? {
    if position == page.count {
      guard sequence <= last else { return nil }
      page = try ledger.read { [sequence, last] db in
        try Row.fetchAll(
          db,
          sql: """
            SELECT previous, document, hash FROM activity WHERE sequence BETWEEN ? AND ?
            ORDER BY sequence LIMIT 500
            """, arguments: [sequence, last]
        ).map { (try $0.decode(atIndex: 0), try $0.decode(atIndex: 1), try $0.decode(atIndex: 2)) }
      }
      position = 0
    }
    guard position < page.count else { throw Ledger.alteredEntry }
    let entry = page[position]
    if hash.isEmpty { previous = entry.previous }
    guard hash.isEmpty || entry.previous == hash,
      entry.hash == ActivityDocument.hash(previous: entry.previous, text: entry.document),
      try ActivityDocument(parsing: entry.document).sequence == sequence
    else { throw Ledger.alteredEntry }
    hash = entry.hash
    position += 1
    sequence += 1
    return entry.document
  }
}

extension Ledger {
  /// The numbers of the first and the last entry in the ledger; nil where there is none.
  package func bounds() throws -> (first: Int, last: Int)? {
    let row = try read { db in
      try Row.fetchOne(db, sql: "SELECT min(sequence), max(sequence) FROM activity")
    }
    guard let row, let first = row[0] as Int?, let last = row[1] as Int? else { return nil }
    return (first, last)
  }

  /// The hash of an entry in the ledger.
  package func hash(of sequence: Int) throws -> String? {
    try read { db in
      try String.fetchOne(
        db, sql: "SELECT hash FROM activity WHERE sequence = ?", arguments: [sequence])
    }
  }

  /// Finds what a crash has left: files of segments that are marked as removed, and files whose
  /// entries are still in the ledger.
  ///
  /// - Parameter remove: called for each of them.
  package func forget(_ files: [String], remove: (String) throws -> Void) throws {
    // No process can make a file known meanwhile, and none makes one known that is gone.
    try write { db in
      let segments = try Self.segments(db, after: 0).map(\.segment)
      for file in files {
        if let known = segments.first(where: { $0.file == file }) {
          if known.isRemoved { try remove(file) }
          continue
        }
        let parts = file.split(separator: "-")
        guard parts.count == 5, let last = Int(parts[2]) else { continue }
        let hash = try String.fetchOne(
          db, sql: "SELECT hash FROM activity WHERE sequence = ?", arguments: [last])
        // Another log in the same folder may have left its files.
        if hash?.hasPrefix(parts[3]) == true { try remove(file) }
      }
    }
  }
}
