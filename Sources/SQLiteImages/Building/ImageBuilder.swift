package import Concurrency
import Databases
package import GRDB
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
  private(set) var isChanging = false
  private var isSorting = false
  var shelf = SchemaShelf()
  /// Whether a key of a table can have been declared `DESC`.
  private(set) var mayDescend = false
  var virtualTables: [(name: String, sql: String)] = []
  /// Of ``virtualTables``, in lower case.
  var declaredNames: Set<String> = []
  private(set) var schemaOrder: [SchemaPlace] = []
  private(set) var keptTexts: [(place: SchemaPlace, sql: String)] = []
  /// By their names in lower case.
  var liveVirtualTables: [String: LiveVirtualTable] = [:]
  /// Storage that was made along with a virtual table, and is empty again for the dump's own rows; in
  /// lower case.
  var reopenedStorage: Set<String> = []
  /// What `ANALYZE` has to go through at the end; nil for all.
  var analyses: [String?] = []

  /// For a database that is there already; a transaction is begun.
  convenience init(
    changing db: Database, settings: ImageSettings, limits: BuildLimits, cancellation: Cancellation
  ) throws {
    try self.init(db, limits: limits, cancellation: cancellation)
    self.settings = settings
    isBegun = true
    isChanging = true
    mayDescend = true
    try db.beginTransaction(.exclusive)
  }

  package init(_ db: Database, limits: BuildLimits, cancellation: Cancellation) throws {
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
    if limits.ignoresChecks { try ignoreChecks(true) }
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
    try settleVirtualTables()
    try fitCache(forIndex: Self.definesIndex(sql))
    try guardian.run(.definition) { try execute(sql) }
    mayDescend = mayDescend || sql.mentionsDescending
    try shelveSchema()
  }

  /// Runs an `INSERT` of one row whose values are more than plain ones.
  ///
  /// - Parameter table: the one that it names.
  package func insert(_ sql: String, into table: String) throws {
    try begin()
    try checkTriggers(of: table)
    try settleVirtualTables()
    guardian.makeRoom(forRow: sql.utf8.count)
    try guardian.run(.row) { try execute(sql) }
  }

  /// The order that the schema is kept in, which `.schema` of the `sqlite3` shell shows.
  package func order(_ place: SchemaPlace) {
    schemaOrder.append(place)
  }

  /// Gives a definition its own line ends, and the white space and comment at its end, again.
  package func keepText(_ sql: String, of place: SchemaPlace) {
    keptTexts.append((place, sql))
  }

  /// The longest statement that it takes, in bytes.
  package var statementBytes: Int { limits.statementBytes }

  /// - Parameters:
  ///   - columns: nil for all that the table stores, in their order.
  ///   - count: values of a row.
  package func inserter(
    into table: String, columns: [String]?, count: Int, onConflict conflict: RowConflict = .fails
  ) throws -> RowInserter {
    try begin()
    try checkTriggers(of: table)
    try settleVirtualTables()
    try fitCache(forIndex: false)
    return try RowInserter(
      self, table: table, columns: columns, count: count, conflict: conflict,
      isVirtual: liveVirtualTables[table.lowercased()] != nil)
  }

  /// Commits, and defines the virtual tables over their data.
  package func finish() throws {
    try begin()
    try unshelveSchema()
    try db.execute(sql: "PRAGMA application_id = \(settings.applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(settings.userVersion)")
    try analyze()
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
      throw BuildError(.refused, "Rows of “\(table)” come after a trigger that would see them.")
    }
  }

  /// SQLite sorts the entries of an index in pieces of the size of its cache, one in each of three
  /// threads. The index itself is then written from start to end, and needs no cache.
  private func fitCache(forIndex isIndex: Bool) throws {
    guard isIndex != isSorting else { return }
    isSorting = isIndex
    try db.execute(
      sql: "PRAGMA cache_size = -\(isIndex ? Self.sorterKibibytes : Self.cacheKibibytes)")
  }

  /// For rows, whose keys may come in any order.
  package static let cacheKibibytes = 4096
  private static let sorterKibibytes = 2048

  private static func definesIndex(_ sql: String) -> Bool {
    var tokens = StatementTokens(sql)
    guard tokens.take(word: "CREATE") else { return false }
    return ["INDEX", "UNIQUE"].contains(tokens.word() ?? "")
  }

  func begin() throws {
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

extension String {
  /// Whether `DESC` is anywhere in it, in either case.
  fileprivate var mentionsDescending: Bool {
    let word: [UInt8] = [0x64, 0x65, 0x73, 0x63]
    var matched = 0
    for byte in utf8 {
      matched = byte | 0x20 == word[matched] ? matched + 1 : byte | 0x20 == word[0] ? 1 : 0
      if matched == word.count { return true }
    }
    return false
  }
}
