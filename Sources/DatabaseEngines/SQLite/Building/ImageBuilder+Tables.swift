import GRDB

extension ImageBuilder {
  /// A table that has been made, as its definition says; nil where there is none of this name, and
  /// for a virtual table or a view.
  package func table(named name: String) throws -> StoredTable? {
    let isWithoutRowid = try Bool.fetchOne(
      db,
      sql: """
        SELECT wr FROM pragma_table_list
        WHERE schema = 'main' AND name = ? AND type IN ('table', 'shadow')
        """, arguments: [name])
    return try isWithoutRowid.map { try StoredTable(name, isWithoutRowid: $0, db) }
  }
}
