import GRDBSQLite
import Synchronization

/// The work that SQLite does, in this process, for the databases of one folder: counted, not timed.
///
/// Connections count that are opened after the count began. What a connection reads of its schema counts, too.
package final class WorkCount: Sendable {
  package struct Totals: Sendable, CustomStringConvertible {
    package var connections = 0
    /// How often one ran to its end.
    package var statements = 0
    /// Of SQLite's virtual machine, in these statements.
    package var instructions = 0
    /// What statements gave, and definitions that a connection took from its schema.
    package var rows = 0
    /// Rows that were passed in a look through a whole table, the schema among them.
    package var scanned = 0

    package var description: String {
      "\(connections) connections, \(statements) statements, \(instructions) instructions, "
        + "\(rows) rows, \(scanned) scanned"
    }
  }

  private static let counts = Mutex<[WorkCount]>([])

  private let folder: String
  private let state = Mutex((totals: Totals(), isOver: false))

  package init(_ folder: String) {
    self.folder = folder
    guard Self.isInstalled else { return }
    // It stays for good, as a connection that tells it may stay open.
    Self.counts.withLock { $0.append(self) }
  }

  /// Ends the count.
  package func end() -> Totals {
    state.withLock { state in
      state.isOver = true
      return state.totals
    }
  }

  /// SQLite calls the function for each connection that is opened
  /// (https://www.sqlite.org/c3ref/auto_extension.html).
  private static let isInstalled: Bool = {
    typealias Entry =
      @convention(c) (OpaquePointer?, UnsafeMutableRawPointer?, UnsafeRawPointer?) -> CInt
    let entry: Entry = { connection, _, _ in
      WorkCount.begin(connection)
      return SQLITE_OK
    }
    return sqlite3_auto_extension(unsafeBitCast(entry, to: (@convention(c) () -> Void).self))
      == SQLITE_OK
  }()

  private static func begin(_ connection: OpaquePointer?) {
    guard let name = sqlite3_db_filename(connection, "main") else { return }
    let path = String(cString: name)
    guard let count = counts.withLock({ $0.last { $0.begins(path) } }) else { return }
    sqlite3_trace_v2(
      connection, UInt32(SQLITE_TRACE_PROFILE | SQLITE_TRACE_ROW),
      { kind, context, statement, _ in
        guard let context, let statement else { return 0 }
        Unmanaged<WorkCount>.fromOpaque(context).takeUnretainedValue()
          .note(isRow: kind == UInt32(SQLITE_TRACE_ROW), OpaquePointer(statement))
        return 0
      }, Unmanaged.passUnretained(count).toOpaque())
  }

  private func begins(_ path: String) -> Bool {
    guard path.hasPrefix(folder + "/") else { return false }
    return state.withLock { state in
      if !state.isOver { state.totals.connections += 1 }
      return !state.isOver
    }
  }

  private func note(isRow: Bool, _ statement: OpaquePointer) {
    let scanned = Int(sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_FULLSCAN_STEP, 1))
    let instructions =
      isRow ? 0 : Int(sqlite3_stmt_status(statement, SQLITE_STMTSTATUS_VM_STEP, 1))
    state.withLock { state in
      guard !state.isOver else { return }
      state.totals.scanned += scanned
      state.totals.instructions += instructions
      if isRow { state.totals.rows += 1 } else { state.totals.statements += 1 }
    }
  }
}
