import FoundationEssentials
import GRDB

/// A connection as the host's own program would have it: plain SQLite with its defaults.
struct Application {
  let queue: DatabaseQueue

  init(_ path: String, busySeconds: Double = 30, _ setup: String = "") throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(busySeconds)
    configuration.foreignKeysEnabled = false
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { db in
      // No power cut is tested, and waiting for the disk is most of a small transaction's time.
      try db.execute(sql: "PRAGMA synchronous = OFF")
      db.add(collation: Self.collation)
      db.add(function: Self.function)
    }
    queue = try DatabaseQueue(path: path, configuration: configuration)
    try run(setup)
  }

  /// Backwards, so that no other order can be taken for it.
  static let collation = DatabaseCollation("shopwise") { a, b in
    a == b ? .orderedSame : a > b ? .orderedAscending : .orderedDescending
  }

  static let function = DatabaseFunction("shopkey", argumentCount: 1, pure: true) { values in
    String.fromDatabaseValue(values[0]).map { String($0.reversed()) }
  }

  func run(_ sql: String) throws {
    try queue.inDatabase { try $0.execute(sql: sql) }
  }

  func integers(_ sql: String) throws -> [Int] {
    try queue.inDatabase { try Int.fetchAll($0, sql: sql) }
  }

  func texts(_ sql: String) throws -> [String] {
    try queue.inDatabase { try String.fetchAll($0, sql: sql) }
  }

  func close() throws { try queue.close() }
}

/// All definitions and rows of a database, in words.
func content(of path: String) throws -> [String] {
  let application = try Application(path)
  defer { try? application.close() }
  return try application.content()
}

extension Application {
  func content() throws -> [String] {
    try queue.inDatabase { db in
      var lines = try String.fetchAll(
        db,
        sql: "SELECT type || ' ' || name || ' ' || ifnull(sql, '') FROM sqlite_schema ORDER BY 1")
      let tables = try Row.fetchAll(
        db,
        sql: """
          SELECT name FROM pragma_table_list
          WHERE schema = 'main' AND type = 'table' AND name <> 'sqlite_schema'
          """)
      for table in tables.map({ $0[0] as String }).sorted() {
        let columns = try String.fetchAll(
          db, sql: "SELECT name FROM pragma_table_info(?)", arguments: [table])
        let row = columns.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
        lines += try String.fetchAll(db, sql: "SELECT \(row) FROM \"\(table)\"")
          .map { table + ":" + $0 }.sorted()
      }
      return lines
    }
  }
}
