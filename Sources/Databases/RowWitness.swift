/// One row that a restore changes, as it is before and after: it tells later, also after a crash,
/// whether the restore was committed. A transaction changes all of its rows or none.
///
/// Rows are known by hashes with a salt, so that the record of a restore has no data in it.
package struct RowWitness: Sendable, Equatable, Codable {
  package let table: String
  /// Where the row is; nil in a table without row ids.
  package let rowid: Int64?
  /// The values of the primary key, in a table without row ids.
  package let key: [KeyValue]
  /// Nil for a row that is not there.
  package let before: [UInt8]?
  package let after: [UInt8]?

  /// A value of a primary key, text in the encoding of the database.
  package enum KeyValue: Sendable, Equatable, Codable {
    case integer(Int64)
    case real(Double)
    case text([UInt8])
    case blob([UInt8])
  }

  package init(
    table: String, rowid: Int64?, key: [KeyValue], before: [UInt8]?, after: [UInt8]?
  ) {
    self.table = table
    self.rowid = rowid
    self.key = key
    self.before = before
    self.after = after
  }
}

/// Rows that witness a restore, a few of each table.
package struct WitnessList: Sendable, Equatable, Codable {
  package private(set) var salt: [UInt8]
  package private(set) var rows: [RowWitness] = []

  private static let most = 64
  private static let mostOfTable = 8

  package init() {
    var random = SystemRandomNumberGenerator()
    salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  package var isFull: Bool { rows.count >= Self.most }

  /// - Returns: whether another row of the table is welcome.
  package mutating func add(_ row: RowWitness) -> Bool {
    guard !isFull else { return false }
    rows.append(row)
    return !isFull && rows.count { $0.table == row.table } < Self.mostOfTable
  }
}
