import CSQLiteExtras
import GRDBSQLite

/// Lets SQLite prepare and run a query that an operator wrote, as long as it only reads.
///
/// SQLite asks about every step of a statement while it is prepared
/// (https://www.sqlite.org/c3ref/set_authorizer.html). That a statement does not write is told by
/// `sqlite3_stmt_readonly`; this refuses what that call takes for reading: transactions, `ATTACH`,
/// `PRAGMA`, and functions that reach outside of the database. Writing is not refused here, since
/// modules prepare statements of their own when their table is opened.
///
/// A name in double quotes is a name only: SQLite would take one that fits nothing for a text.
enum ReadingGuard {
  private static let refusedFunctions: Set<String> = [
    "load_extension", "fts3_tokenizer", "readfile", "writefile", "edit", "lsdir", "fsdir",
    "sqlite_log",
  ]

  static func run<Result>(on handle: OpaquePointer, _ body: () throws -> Result) rethrows -> Result
  {
    sqlite3_set_authorizer(
      handle,
      { _, action, first, second, _, _ in
        func text(_ value: UnsafePointer<CChar>?) -> String {
          value.map { String(cString: $0).lowercased() } ?? ""
        }
        return ReadingGuard.allows(action, text(first), text(second)) ? SQLITE_OK : SQLITE_DENY
      }, nil)
    let connection = UnsafeMutableRawPointer(handle)
    _ = strongroom_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 0)
    defer {
      sqlite3_set_authorizer(handle, nil, nil)
      _ = strongroom_db_config(connection, SQLITE_DBCONFIG_DQS_DML, 1)
    }
    return try body()
  }

  private static func allows(_ action: CInt, _ first: String, _ second: String) -> Bool {
    switch action {
    case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE, SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE:
      true
    case SQLITE_FUNCTION: !refusedFunctions.contains(second)
    // What FTS3 and FTS5 ask for.
    case SQLITE_PRAGMA: second.isEmpty && ["data_version", "page_size"].contains(first)
    default: false
    }
  }
}
