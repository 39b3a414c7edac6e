import Databases
import SQLiteImages

/// What the rules say of one table.
enum KeepDecision: Equatable {
  case nothing
  case everything
  /// The rows for which a condition is true; a usual one that does not fit is passed over.
  case rows(condition: String, isUsual: Bool)
}

/// What the rules say of every table of a database.
struct KeepDecisions {
  private var decisions: [SQLName: KeepDecision] = [:]
  /// Tables of no known owner that stay because a virtual table does that cannot be understood.
  private(set) var presumedStorage: [(owner: String, tables: [String])] = []

  init(_ rules: EraseRules, _ schema: EraseSchema) throws {
    let names = schema.tables.map(\.name) + schema.virtualTables.map(\.name)
    let known = Set(names.map(SQLName.init))
    // Later ones win: what is asked for over what is usual, whole tables over conditions.
    for (table, condition) in rules.usualRows {
      decisions[SQLName(table)] = .rows(condition: condition, isUsual: true)
    }
    for table in rules.usualTables { decisions[SQLName(table)] = .everything }
    var asked: Set<SQLName> = []
    for (table, condition) in rules.keepRows.sorted(by: { $0.key < $1.key }) {
      let name = SQLName(table)
      guard known.contains(name) else { throw Self.unknown(table, "keepRows", schema) }
      guard asked.insert(name).inserted else {
        throw EraseError(
          .invalidCondition, "There are two conditions for the table “\(table)”.",
          hint: "Combine them into one in reset.keepRows.", table: table)
      }
      decisions[name] = .rows(condition: condition, isUsual: false)
    }
    for table in rules.keepTables {
      guard known.contains(SQLName(table)) else {
        throw Self.unknown(table, "keepTables", schema)
      }
      decisions[SQLName(table)] = .everything
    }
    keepPresumedStorage(schema)
  }

  subscript(table: String) -> KeepDecision { decisions[SQLName(table)] ?? .nothing }

  /// The tables of a module that is not here look like any others; their names begin with its own.
  private mutating func keepPresumedStorage(_ schema: EraseSchema) {
    for owner in schema.virtualTables where owner.kind == .foreign {
      guard self[owner.name] == .everything else { continue }
      let storage = schema.tables.map(\.name).filter {
        SQLName($0).hasPrefix(owner.name + "_") && self[$0] == .nothing
      }
      for name in storage { decisions[SQLName(name)] = .everything }
      if !storage.isEmpty { presumedStorage.append((owner.name, storage)) }
    }
  }

  private static func unknown(
    _ table: String, _ setting: String, _ schema: EraseSchema
  ) -> EraseError {
    EraseError(
      .unknownTable,
      schema.others[SQLName(table)].map { "“\(table)” in reset.\(setting) \($0)." }
        ?? "There is no table “\(table)”, which reset.\(setting) names.",
      hint: "Correct reset.\(setting). Until then nothing can be deleted.", table: table,
      isOfCondition: setting == "keepRows")
  }
}
