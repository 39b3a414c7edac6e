import Concurrency
import GRDB
import GRDBSQLite
import Glibc

/// Lets SQLite run statements that nobody vouches for, within limits.
///
/// SQLite asks it about every step of a statement while the statement is prepared
/// (https://www.sqlite.org/c3ref/set_authorizer.html), and calls it every few thousand instructions
/// while the statement runs.
final class StatementGuard {
  /// What a statement may do.
  enum Scope {
    /// Define a table, an index, a view or a trigger.
    case definition
    /// Insert one row of values.
    case row
    /// Insert into a virtual table, which runs statements of its own.
    case virtualTable
  }

  /// Modules that keep their data in ordinary tables, or show those of others, and reach nothing
  /// outside the database.
  static let modules: Set<String> = [
    "fts3", "fts4", "fts5", "fts4aux", "fts5vocab", "rtree", "rtree_i32", "geopoly",
  ]

  private static let refusedFunctions = Set([
    "load_extension", "fts3_tokenizer", "readfile", "writefile", "edit", "lsdir", "fsdir",
    "randomblob", "sqlite_log",
  ]).union(SchemaTrust.refusedFunctions)

  /// They count to a width that is no limit's concern, and make NULL of what is too large.
  private static let formatters: Set<String> = ["printf", "format"]

  private let handle: OpaquePointer
  private let limits: BuildLimits
  private let cancellation: Cancellation
  private var scope: Scope?
  private var deadline: ContinuousClock.Instant?
  private var complaint: BuildError?
  private let heap: HeapBound
  private let memoryBefore = sqlite3_memory_used()
  private var largestRow = 0
  /// Tables that a trigger has been defined on. Reading them from the schema would take a look at
  /// all of it for each table.
  private(set) var triggeredTables: Set<SQLName> = []
  private(set) var virtualTables: Set<SQLName> = []
  private var functions = 0

  init(_ handle: OpaquePointer, limits: BuildLimits, cancellation: Cancellation) {
    self.handle = handle
    self.limits = limits
    self.cancellation = cancellation
    heap = HeapBound(bytes: limits.memoryBytes)
    SchemaTrust.foreign(views: true).apply(to: handle)
    for (limit, value) in [
      (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LENGTH, limits.madeBytes),
      (SQLITE_LIMIT_SQL_LENGTH, limits.statementBytes),
      (SQLITE_LIMIT_EXPR_DEPTH, limits.expressionDepth),
      (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, limits.patternBytes), (SQLITE_LIMIT_WORKER_THREADS, 2),
      (SQLITE_LIMIT_VDBE_OP, limits.instructions),
    ] { sqlite3_limit(handle, limit, CInt(clamping: value)) }
    sqlite3_progress_handler(
      handle, 20_000,
      { pointer in
        guard let pointer else { return 0 }
        return Unmanaged<StatementGuard>.fromOpaque(pointer).takeUnretainedValue().mayGoOn ? 0 : 1
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Lets SQLite make values and take memory for a row that is held already.
  func makeRoom(forRow bytes: Int) {
    guard bytes > largestRow else { return }
    largestRow = bytes
    let length = min(limits.valueBytes, limits.madeBytes + 2 * bytes)
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, CInt(clamping: length))
    heap.raise(to: memoryBytes)
  }

  /// A row is in memory as text, as a record, and in a page of overflow or a sorter.
  private var memoryBytes: Int64 { limits.memoryBytes + 6 * Int64(largestRow) }

  /// Runs `body`, which prepares and steps statements from elsewhere.
  func run<Result>(_ scope: Scope, _ body: () throws -> Result) throws -> Result {
    self.scope = scope
    deadline = .now + .seconds(limits.statementSeconds)
    complaint = nil
    functions = 0
    sqlite3_set_authorizer(
      handle,
      { pointer, action, first, second, _, _ in
        guard let pointer else { return SQLITE_DENY }
        let guardian = Unmanaged<StatementGuard>.fromOpaque(pointer).takeUnretainedValue()
        func text(_ value: UnsafePointer<CChar>?) -> String {
          value.map { String(cString: $0) } ?? ""
        }
        return guardian.allows(action, text(first), text(second)) ? SQLITE_OK : SQLITE_DENY
      }, Unmanaged.passUnretained(self).toOpaque())
    defer {
      sqlite3_set_authorizer(handle, nil, nil)
      deadline = nil
      self.scope = nil
    }
    do {
      return try body()
    } catch {
      if let complaint { throw complaint }
      throw error
    }
  }

  private func allows(_ action: CInt, _ first: String, _ second: String) -> Bool {
    switch action {
    case SQLITE_CREATE_TRIGGER:
      triggeredTables.insert(SQLName(second))
      return true
    case SQLITE_CREATE_TABLE, SQLITE_CREATE_INDEX, SQLITE_CREATE_VIEW,
      SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE, SQLITE_READ, SQLITE_REINDEX, SQLITE_ANALYZE:
      return true
    case SQLITE_SELECT where scope == .virtualTable: return true
    // What FTS3 and FTS5 ask for.
    case SQLITE_PRAGMA
    where scope == .virtualTable && second.isEmpty && ["data_version", "page_size"].contains(first):
      return true
    case SQLITE_CREATE_VTABLE:
      virtualTables.insert(SQLName(first))
      return Self.modules.contains(second.lowercased())
        || refuse("A virtual table of the module “\(second)” is refused.")
    case SQLITE_FUNCTION where scope == .row && Self.formatters.contains(second.lowercased()):
      return refuse("The function \(second) is not part of a dump, and is refused.")
    case SQLITE_FUNCTION where scope != .virtualTable && functions >= limits.functions:
      return refuse("There are more than \(limits.functions) functions in a statement.", .limit)
    case SQLITE_FUNCTION:
      functions += 1
      return !Self.refusedFunctions.contains(second.lowercased())
        || refuse("The function \(second) is refused.")
    default:
      return refuse("\(Self.name(of: action)) is not part of a dump, and is refused.")
    }
  }

  private func refuse(_ message: String, _ reason: BuildError.Reason = .refused) -> Bool {
    if complaint == nil { complaint = BuildError(reason, message) }
    return false
  }

  private static func name(of action: CInt) -> String {
    switch action {
    case SQLITE_ATTACH: "ATTACH"
    case SQLITE_DETACH: "DETACH"
    case SQLITE_PRAGMA: "This PRAGMA"
    case SQLITE_SELECT: "A query"
    case SQLITE_RECURSIVE: "A recursive query"
    case SQLITE_ALTER_TABLE: "ALTER TABLE"
    case SQLITE_CREATE_TEMP_TABLE, SQLITE_CREATE_TEMP_INDEX, SQLITE_CREATE_TEMP_TRIGGER,
      SQLITE_CREATE_TEMP_VIEW:
      "A temporary object"
    case SQLITE_DROP_TABLE, SQLITE_DROP_INDEX, SQLITE_DROP_VIEW, SQLITE_DROP_TRIGGER,
      SQLITE_DROP_VTABLE:
      "DROP"
    default: "A statement of this kind"
    }
  }

  private var mayGoOn: Bool {
    if cancellation.isCancelled { return false }
    guard let deadline else { return true }
    if ContinuousClock.now > deadline {
      return refuseToGoOn("A statement takes longer than \(Int(limits.statementSeconds)) seconds.")
    }
    if sqlite3_memory_used() - memoryBefore > memoryBytes {
      return refuseToGoOn("A statement needs more than \(memoryBytes >> 20) MiB of memory.")
    }
    return true
  }

  private func refuseToGoOn(_ message: String) -> Bool {
    complaint = BuildError(.limit, message)
    return false
  }
}
