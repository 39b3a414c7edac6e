import Databases
import GRDB
import SQLiteImages

extension WitnessList {
  /// - Returns: whether another row of the table is welcome.
  mutating func add(_ shape: TableShape, before: StoredRowCursor?, after: StoredRowCursor?) -> Bool
  {
    guard !isFull, let row = before ?? after else { return false }
    var rowid: Int64?
    if case .rowid = shape.order { rowid = row.rowid }
    return add(
      RowWitness(
        table: shape.name, rowid: rowid, key: rowid == nil ? row.keyValues() : [],
        before: before?.contentHash(salt: salt), after: after?.contentHash(salt: salt)))
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
    var cursor: StoredRowCursor
    if rowid != nil {
      cursor = try StoredRowCursor(shape, db, [range])
    } else {
      cursor = try StoredRowCursor(shape, key: key, db)
    }
    try cursor.step()
    return cursor.hasRow ? cursor.contentHash(salt: salt) : nil
  }
}
