import Crypto
import GRDB
import GRDBSQLite

/// One row that a restore changes, as it is before and after: it tells later, also after a crash,
/// whether the restore was committed. A transaction changes all of its rows or none.
///
/// Rows are known by hashes with a salt, so that the record of a restore has no data in it.
package struct RowWitness: Sendable, Equatable, Codable {
  let table: String
  /// Where the row is; nil in a table without row ids.
  let rowid: Int64?
  /// The values of the primary key, in a table without row ids.
  let key: [KeyValue]
  /// Nil for a row that is not there.
  let before: [UInt8]?
  let after: [UInt8]?

  /// A value of a primary key, text in the encoding of the database.
  enum KeyValue: Sendable, Equatable, Codable {
    case integer(Int64)
    case real(Double)
    case text([UInt8])
    case blob([UInt8])
  }
}

/// Rows that witness a restore, a few of each table.
package struct WitnessList: Sendable, Equatable, Codable {
  private(set) var salt: [UInt8]
  private(set) var rows: [RowWitness] = []

  private static let most = 64
  private static let mostOfTable = 8

  init() {
    var random = SystemRandomNumberGenerator()
    salt = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// - Returns: whether another row of the table is welcome.
  mutating func add(_ shape: TableShape, before: RowCursor?, after: RowCursor?) -> Bool {
    guard rows.count < Self.most, let row = before ?? after else { return false }
    var rowid: Int64?
    if case .rowid = shape.order { rowid = row.rowid }
    rows.append(
      RowWitness(
        table: shape.name, rowid: rowid, key: rowid == nil ? row.keyValues() : [],
        before: before?.contentHash(salt: salt), after: after?.contentHash(salt: salt)))
    return rows.count < Self.most && rows.count { $0.table == shape.name } < Self.mostOfTable
  }

  /// Which data the database has now, by most of the rows that still tell.
  func outcome(_ db: Database) -> SwapOutcome {
    // Nothing differs.
    if rows.isEmpty { return .before }
    var votes = 0
    for witness in rows {
      guard let shape = try? TableShape(witness.table, db),
        let hash = try? witness.hash(shape, salt, db)
      else { continue }
      if hash == .some(witness.after) { votes += 1 }
      if hash == .some(witness.before) { votes -= 1 }
    }
    return votes > 0 ? .after : votes < 0 ? .before : .unknown
  }
}

extension RowWitness {
  /// - Returns: the hash of the row as it is now; nil for none.
  fileprivate func hash(_ shape: TableShape, _ salt: [UInt8], _ db: Database) throws -> [UInt8]? {
    let range: ClosedRange<Int64> = (rowid ?? 0)...(rowid ?? 0)
    var cursor: RowCursor
    if rowid != nil {
      cursor = try RowCursor(shape, db, [range])
    } else {
      cursor = try RowCursor(shape, key: key, db)
    }
    try cursor.step()
    return cursor.hasRow ? cursor.contentHash(salt: salt) : nil
  }
}
