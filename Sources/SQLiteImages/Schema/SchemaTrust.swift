import CSQLiteExtras
import GRDB
import GRDBSQLite

/// How far a connection trusts the schema of its database.
///
/// SQLite asks no authorizer about the functions in a schema that is stored already: those of checks,
/// indexes, generated columns and views (https://www.sqlite.org/c3ref/set_authorizer.html). What they
/// may do is decided by what the connection has. `trusted_schema` is on: SQLite 3.40 does not mark its
/// JSON functions as innocuous, and without it no schema that uses one can be read.
enum SchemaTrust {
  /// The application's own database: its schema may use what SQLite has, and no trigger fires.
  case own
  /// A file that nobody vouches for. Functions of ``refusedFunctions`` fail, and nothing writes to
  /// `sqlite_schema` or the storage of virtual tables.
  case foreign(views: Bool)

  func apply(to connection: OpaquePointer?) {
    var options: [(CInt, CInt)] = [
      (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1), (SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
      (SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0), (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
    ]
    if case .foreign(let views) = self {
      // A view in views makes SQLite work without end before a statement runs.
      options += [(SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_ENABLE_VIEW, views ? 1 : 0)]
      for function in Self.refused {
        sqlite3_create_function_v2(
          connection, function.name, function.arguments, SQLITE_UTF8, nil,
          { context, _, _ in sqlite3_result_error(context, "this function is refused here", -1) },
          nil, nil, nil)
      }
    }
    for (option, value) in options {
      _ = strongroom_db_config(UnsafeMutableRawPointer(connection), option, value)
    }
  }

  /// Functions of the linked SQLite that a foreign schema must not call, in lower case.
  static var refusedFunctions: Set<String> { Set(refused.map(\.name)) }

  /// Not innocuous by SQLite's own mark, and harmless: they compute from their arguments, or from the
  /// full-text query that they stand in.
  private static let harmless: Set<String> = [
    "->", "->>", "bm25", "fts5", "fts5_source_id", "highlight", "match", "matchinfo", "offsets",
    "optimize", "snippet",
  ]

  /// All that the library has, and marks neither as innocuous nor as forbidden to schemas. In 3.40
  /// these are `rtreecheck`, which reads whole tables, and `rtreenode` and `rtreedepth`, which take
  /// nodes of a tree apart.
  private static let refused: [(name: String, arguments: CInt)] = {
    guard let queue = try? DatabaseQueue() else { return [] }
    defer { try? queue.close() }
    let isInnocuous = 0x20_0000
    let isForbiddenToSchemas = 0x8_0000
    let functions = try? queue.inDatabase { db in
      try Row.fetchAll(
        db,
        sql: "SELECT DISTINCT lower(name), narg FROM pragma_function_list WHERE NOT flags & ?",
        arguments: [isInnocuous | isForbiddenToSchemas])
    }
    return (functions ?? []).map { (name: $0[0], arguments: CInt($0[1] as Int)) }
      .filter { !harmless.contains($0.name) && !$0.name.hasPrefix("json") }
  }()
}
