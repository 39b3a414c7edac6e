/// Where a dump stands between `BEGIN` and `COMMIT`. All of it is one transaction of ours, so that
/// nothing of an import is kept that does not end.
struct DumpTransaction {
  private var hasBegun = false
  private var savepoints: [String] = []
  private var hasCommitted = false
  /// Tables that this transaction made; nil once it did anything else.
  private var tables: [String]?

  var isOpen: Bool { hasBegun || !savepoints.isEmpty }

  mutating func begin() throws(Fault) {
    guard !isOpen else { throw .nested }
    hasBegun = true
    tables = []
  }

  mutating func commit() {
    hasBegun = false
    savepoints = []
    hasCommitted = true
    tables = nil
  }

  mutating func save(_ name: String) { savepoints.append(name.lowercased()) }

  mutating func release(_ name: String) throws(Fault) {
    guard let index = savepoints.lastIndex(of: name.lowercased()) else { throw .unknownSavepoint }
    savepoints.removeSubrange(index...)
    if !isOpen { hasCommitted = true }
  }

  mutating func noteTable(_ name: String) { tables?.append(name) }

  mutating func noteOther() { tables = nil }

  /// Ends the transaction without its work, where that is nothing but empty tables after what was
  /// committed before: so apsw makes SQLite read the schema again. Anything else is a dump that broke
  /// off.
  ///
  /// - Returns: the tables that have to be dropped.
  mutating func rollBack() throws(Fault) -> [String] {
    guard hasBegun, hasCommitted, savepoints.isEmpty, let made = tables else { throw .brokenOff }
    hasBegun = false
    tables = nil
    return made
  }

  enum Fault: Error {
    case nested, unknownSavepoint, brokenOff

    var message: String {
      switch self {
      case .nested: "A transaction begins inside another one."
      case .unknownSavepoint: "RELEASE names a savepoint that does not exist."
      case .brokenOff: "The dump ends with a ROLLBACK: an error stopped it."
      }
    }
  }
}
