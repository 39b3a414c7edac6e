import GRDB
import SQLiteImages

/// An ordinary table as an erasure has to know it.
struct ErasableTable {
  struct Column {
    let name: String
    /// Whether a row may have NULL there instead of what it has.
    let canBeCleared: Bool
  }

  let name: String
  let columns: [Column]
  let identity: RowIdentity
  /// The column that is the row id.
  let integerKey: String?
  /// Whether its rows have row ids that no column shows, and that `VACUUM` may change.
  let hasHiddenRowids: Bool
  let rows: Int

  init(_ name: String, isWithoutRowid: Bool, _ db: Database) throws {
    self.name = name
    let found = try Row.fetchAll(
      db,
      sql: """
        SELECT name, "notnull", pk, hidden FROM pragma_table_xinfo(?, 'main') ORDER BY cid
        """, arguments: [name])
    columns = found.map {
      Column(name: $0[0], canBeCleared: $0[1] == 0 && $0[2] == 0 && $0[3] == 0)
    }
    let key = found.filter { $0[2] > 0 }.sorted { ($0[2] as Int) < ($1[2] as Int) }
      .map { $0[0] as String }
    // A primary key that needs no index is the row id itself.
    let keyIndexes = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM pragma_index_list(?, 'main') WHERE origin = 'pk'",
      arguments: [name])
    let taken = Set(columns.map { SQLName($0.name) })
    let alias = ["rowid", "_rowid_", "oid"].first { !taken.contains(SQLName($0)) }
    integerKey = !isWithoutRowid && key.count == 1 && keyIndexes == 0 ? key[0] : nil
    hasHiddenRowids = !isWithoutRowid && integerKey == nil
    if let integerKey {
      identity = .rowid(quoted(integerKey))
    } else if let alias, !isWithoutRowid {
      identity = .rowid(alias)
    } else {
      identity = key.isEmpty ? .none : .key(key.map(quoted))
    }
    rows = try db.countRows(of: name)
  }
}

/// What tells one row of a table from the others.
enum RowIdentity: Equatable {
  /// The row id, by a name that is fit for SQL.
  case rowid(String)
  /// The primary key's columns, as SQL.
  case key([String])
  /// Columns of the table's own hide all names of the row id, and there is no key.
  case none
}

extension Database {
  /// Counts the rows of a table, also where only the application knows the order of an index.
  func countRows(of table: String) throws -> Int {
    let sql = "SELECT count(*) FROM main.\(quoted(table))"
    do {
      return try Int.fetchOne(self, sql: sql) ?? 0
    } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
      return try withStandInCollations { try Int.fetchOne(self, sql: sql) ?? 0 }
    }
  }
}
