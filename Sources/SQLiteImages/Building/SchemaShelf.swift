import GRDB

/// Rows of `sqlite_schema` that are kept aside while a schema is built.
///
/// SQLite looks through all rows of its schema after each definition, and reads the new one only: the
/// others it has read before. With thousands of definitions that look would take most of the time.
struct SchemaShelf {
  /// As many definitions are added before their rows are set aside.
  static let batch = 100

  var rows: [[DatabaseValue]] = []
  /// Since rows were last set aside.
  var definitions = 0
}

extension ImageBuilder {
  /// Notes a definition, and sets rows of the schema aside where they have become many. The last one
  /// stays, so that SQLite goes on counting from it.
  ///
  /// Nothing but definitions and rows of tables may come next: an error is the end of the whole image.
  func shelveSchema() throws {
    guard !isChanging, liveVirtualTables.isEmpty else { return }
    shelf.definitions += 1
    guard shelf.definitions >= SchemaShelf.batch else { return }
    shelf.definitions = 0
    try own {
      let last = try Int64.fetchOne(db, sql: "SELECT max(rowid) FROM sqlite_schema") ?? 0
      shelf.rows += try Row.fetchAll(
        db,
        sql: """
          SELECT rowid, type, name, tbl_name, rootpage, sql FROM sqlite_schema WHERE rowid < ?
          ORDER BY rowid
          """, arguments: [last]
      ).map { Array($0.databaseValues) }
      try withWritableSchema {
        try db.execute(sql: "DELETE FROM sqlite_schema WHERE rowid < ?", arguments: [last])
      }
    }
  }

  /// Readies the schema for statements that look at it.
  func unshelveSchema() throws {
    shelf.definitions = 0
    if shelf.rows.isEmpty { return }
    try own {
      try withWritableSchema {
        let insert = try db.makeStatement(
          sql: """
            INSERT INTO sqlite_schema (rowid, type, name, tbl_name, rootpage, sql)
            VALUES (?, ?, ?, ?, ?, ?)
            """)
        for row in shelf.rows { try insert.execute(arguments: StatementArguments(row)) }
      }
    }
    shelf.rows = []
  }
}
