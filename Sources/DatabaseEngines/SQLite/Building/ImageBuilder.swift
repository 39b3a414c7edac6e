import GRDB
import GRDBSQLite
import Glibc

/// Makes a database file out of definitions and rows that nobody vouches for.
///
/// Rows go in before indexes and triggers exist, without a journal: a build that fails leaves
/// nothing to keep. Virtual tables are defined last, over the tables that hold their data.
package final class ImageBuilder {
  package private(set) var settings = ImageSettings()
  let guardian: StatementGuard
  let handle: OpaquePointer
  let db: Database
  let limits: BuildLimits
  let cancellation: Cancellation
  private var isBegun = false
  /// Whether the database was there before.
  private var isChanging = false
  private(set) var virtualTables: [(name: String, sql: String)] = []
  private(set) var schemaOrder: [SchemaPlace] = []
  private(set) var keptTexts: [(place: SchemaPlace, sql: String)] = []

  /// For a database that is there already; a transaction is begun.
  convenience init(
    changing db: Database, settings: ImageSettings, limits: BuildLimits, cancellation: Cancellation
  ) throws {
    try self.init(db, limits: limits, cancellation: cancellation)
    self.settings = settings
    isBegun = true
    isChanging = true
    try db.beginTransaction(.exclusive)
  }

  init(_ db: Database, limits: BuildLimits, cancellation: Cancellation) throws {
    guard let handle = db.sqliteConnection else {
      throw EngineError(.unsupported, "The connection to the image is closed.")
    }
    self.db = db
    self.handle = handle
    self.limits = limits
    self.cancellation = cancellation
    // In defensive mode, which the guard turns on, the journal could not be turned off any more.
    try db.execute(sql: "PRAGMA journal_mode = OFF")
    try db.execute(sql: "PRAGMA synchronous = OFF")
    try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
    guardian = StatementGuard(handle, limits: limits, cancellation: cancellation)
    try db.execute(sql: "PRAGMA threads = 2")
  }

  var encoding: TextEncoding { settings.encoding }

  /// Whether tables, or rows, are there already, so that the layout cannot be changed any more.
  package var hasContent: Bool { isBegun }

  /// - Precondition: ``hasContent`` is false.
  package func use(_ settings: ImageSettings) {
    precondition(!isBegun)
    self.settings = settings
  }

  /// Those that may be set at any time, as they are numbers in the header.
  package func setNumbers(applicationID: Int32? = nil, userVersion: Int32? = nil) {
    if let applicationID { settings.applicationID = applicationID }
    if let userVersion { settings.userVersion = userVersion }
  }

  /// Runs a statement that defines a table, an index, a view or a trigger.
  package func define(_ sql: String) throws {
    try begin()
    guardian.makeRoom(forRow: sql.utf8.count)
    try guardian.run(.definition) { try execute(sql) }
  }

  /// Runs an `INSERT` of one row whose values are more than plain ones.
  ///
  /// - Parameter table: the one that it names.
  package func insert(_ sql: String, into table: String) throws {
    try begin()
    try checkTriggers(of: table)
    guardian.makeRoom(forRow: sql.utf8.count)
    try guardian.run(.row) { try execute(sql) }
  }

  /// Notes a virtual table whose data come as the rows of its own tables.
  package func declareVirtualTable(_ name: String, sql: String) {
    virtualTables.append((name, sql))
  }

  /// The order that the schema is kept in, which `.schema` of the `sqlite3` shell shows.
  package func order(_ place: SchemaPlace) {
    schemaOrder.append(place)
  }

  /// Gives a definition its own white space and comment at the end again.
  package func keepText(_ sql: String, of place: SchemaPlace) {
    keptTexts.append((place, sql))
  }

  /// Makes a virtual table that is then filled through itself.
  package func createVirtualTable(sql: String) throws {
    try begin()
    try guardian.run(.virtualTable) { try execute(sql) }
  }

  /// The longest statement that it takes, in bytes.
  package var statementBytes: Int { limits.statementBytes }

  /// Empties `sqlite_sequence`, which follows the rows that go in, before its own rows do.
  package func emptySequences() throws {
    try begin()
    try own { try db.execute(sql: "DELETE FROM sqlite_sequence") }
  }

  /// Makes `sqlite_sequence` where no table needs it any more.
  package func createSequences() throws {
    try begin()
    let name = quoted(StatementGuard.sequenceMaker)
    try own {
      try db.execute(sql: "CREATE TABLE \(name)(id INTEGER PRIMARY KEY AUTOINCREMENT)")
      try db.execute(sql: "DROP TABLE \(name)")
    }
  }

  /// Makes the empty tables that `ANALYZE` fills.
  package func createStatistics() throws {
    try begin()
    try own {
      try db.execute(sql: "ANALYZE sqlite_schema")
      for table in ["sqlite_stat1", "sqlite_stat4"] where try db.tableExists(table) {
        try db.execute(sql: "DELETE FROM \(table)")
      }
    }
  }

  /// - Parameters:
  ///   - columns: nil for all that the table stores, in their order.
  ///   - count: values of a row.
  package func inserter(
    into table: String, columns: [String]?, count: Int
  ) throws -> RowInserter {
    try begin()
    try checkTriggers(of: table)
    return try RowInserter(
      self, table: table, columns: columns, count: count,
      isVirtual: guardian.virtualTables.contains(SQLName(table)))
  }

  /// Commits, and defines the virtual tables over their data.
  package func finish() throws {
    try begin()
    try db.execute(sql: "PRAGMA application_id = \(settings.applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(settings.userVersion)")
    try own {
      if !virtualTables.isEmpty || !schemaOrder.isEmpty || !keptTexts.isEmpty { try writeSchema() }
      try db.commit()
    }
  }

  /// Triggers are never run here: rows behind one would not be what they are elsewhere. Those of a
  /// database that is there already have nothing to add to rows that were kept.
  private func checkTriggers(of table: String) throws {
    if isChanging { return }
    guard !guardian.triggeredTables.contains(SQLName(table)) else {
      throw BuildError(.refused, "Rows of “\(table)” stand behind a trigger that would see them.")
    }
  }

  private func begin() throws {
    guard !isBegun else { return }
    isBegun = true
    try db.execute(sql: "PRAGMA page_size = \(settings.pageSize)")
    try db.execute(sql: "PRAGMA auto_vacuum = \(settings.autoVacuum)")
    try db.execute(sql: "PRAGMA encoding = '\(settings.encoding.rawValue)'")
    let pages = limits.imageBytes / Int64(settings.pageSize)
    try db.execute(sql: "PRAGMA max_page_count = \(min(max(pages, 1), 1 << 30))")
    try db.beginTransaction(.exclusive)
  }
}
