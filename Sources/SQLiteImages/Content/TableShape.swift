package import GRDB

/// How the rows of a table are read, told apart and compared.
package struct TableShape: Equatable {
  package enum Order: Equatable {
    /// By row id; it is the key where the table declares no other one.
    case rowid(alias: String, isKey: Bool)
    /// The order of the primary key of a WITHOUT ROWID table.
    case primaryKey
  }

  package let name: String
  package let columns: [String]
  /// Positions in `columns`, in the order of the key.
  package let key: [Int]
  package let order: Order
  let encoding: TextEncoding

  /// - Parameter schema: what is known of the tables already.
  /// - Returns: nil for a table whose rows can only be counted.
  package init?(_ name: String, _ db: Database, _ schema: SchemaFacts? = nil) throws {
    self.name = name
    encoding = try schema?.encoding ?? db.textEncoding()
    let facts = try schema?.facts(of: name, db) ?? TableFacts(name, db)
    let columns = facts.storedColumns
    self.columns = columns.map(\.name)
    key = columns.indices.filter { columns[$0].keyPlace > 0 }
      .sorted { columns[$0].keyPlace < columns[$1].keyPlace }
    if facts.isWithoutRowid {
      guard try Self.keyIsBinary(name, db) else { return nil }
      order = .primaryKey
      return
    }
    // A generated column hides the row id as well.
    guard let alias = facts.rowidNames.first else { return nil }
    order = .rowid(alias: alias, isKey: !facts.hasKeyIndex)
  }

  /// Whether byte order is the key's own order, so that two tables can be merged by it.
  private static func keyIsBinary(_ name: String, _ db: Database) throws -> Bool {
    try Int.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT count(*) FROM pragma_index_list(?1) AS list, pragma_index_xinfo(list.name) AS info
          WHERE list.origin = 'pk' AND info.key AND (info.coll <> 'BINARY' OR info.desc)
          """), arguments: [name]) == 0
  }

  /// All rows in order; where they have row ids, those of a range that is still to be given.
  func rows(in db: Database) throws -> RowStatement {
    switch order {
    case .rowid(let alias, _):
      try RowStatement(
        name, rowid: alias, columns: columns,
        order: "NOT INDEXED WHERE \(alias) BETWEEN ? AND ? ORDER BY \(alias)", db)
    case .primaryKey where key.count > Self.mostOrderedColumns:
      try RowStatement(name, rowid: nil, columns: columns, order: "NOT INDEXED", db)
    case .primaryKey:
      try RowStatement(
        name, rowid: nil, columns: columns,
        order: "ORDER BY " + key.map { quoted(columns[$0]) }.joined(separator: ", "), db)
    }
  }

  /// With more columns SQLite sorts all rows, though they are stored in this order.
  private static let mostOrderedColumns = 63
}

extension TableShape {
  /// A condition that one row of the table meets, with parameters.
  package var identification: String {
    switch order {
    case .rowid(let alias, _): "\(alias) = ?"
    case .primaryKey: key.map { "\(quoted(columns[$0])) = ?" }.joined(separator: " AND ")
    }
  }

  /// The name of the row id where no column has it.
  package var hiddenRowid: String? {
    guard case .rowid(let alias, let isKey) = order else { return nil }
    return isKey && key.count == 1 ? nil : alias
  }
}
