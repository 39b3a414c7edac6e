import GRDB
import GRDBSQLite

extension Database {
  /// Whether a table has no row ids (https://www.sqlite.org/withoutrowid.html).
  ///
  /// `index_info` has the primary key of such a table under the table's own name. To look into
  /// `table_list` instead would cost a look at all tables, for each table.
  package func isWithoutRowid(_ table: String) throws -> Bool {
    try Bool.fetchOne(
      self, sql: "SELECT EXISTS (SELECT 1 FROM pragma_index_info(?, 'main'))", arguments: [table])
      ?? false
  }

  /// Whether there is a table of this name, an ordinary or a virtual one; views do not count.
  func hasTable(_ name: String) -> Bool {
    sqlite3_table_column_metadata(
      sqliteConnection, "main", name, nil, nil, nil, nil, nil, nil) == SQLITE_OK
  }
}
