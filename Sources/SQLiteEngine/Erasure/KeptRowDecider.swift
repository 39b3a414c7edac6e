import Databases
import GRDB
import SQLiteImages

/// Finds the rows that stay.
struct KeptRowDecider {
  private(set) var warnings: [String] = []
  private let decisions: KeepDecisions
  private var lister: KeptRowLister

  init(_ db: Database, _ decisions: KeepDecisions) {
    self.decisions = decisions
    lister = KeptRowLister(db)
    for (owner, tables) in decisions.presumedStorage {
      warnings.append(
        "“\(owner)” has a module that is not available. These tables are kept as its storage: "
          + tables.map { "“\($0)”" }.joined(separator: ", ") + ".")
    }
  }

  mutating func decide(_ table: ErasableTable) throws -> KeptRows {
    try decide(table.name, table.identity)
  }

  mutating func decide(_ table: VirtualTable) throws -> KeptRows {
    switch table.kind {
    case .window: .all
    case .text5(.own), .text4(.own), .tree: try decide(table.name, .rowid("rowid"))
    case .text5, .text4, .foreign: try decide(table.name, nil)
    }
  }

  /// - Parameter identity: nil for a table that stays whole or not at all.
  private mutating func decide(_ table: String, _ identity: RowIdentity?) throws -> KeptRows {
    switch decisions[table] {
    case .nothing: return .none
    case .everything: return .all
    case .rows(let condition, let isUsual):
      do {
        try lister.check(condition, table)
      } catch {
        guard let reason = Self.complaint(error) else { throw error }
        guard isUsual else { throw Self.invalid(condition, table, reason) }
        warnings.append(
          "No row of “\(table)” is kept. The default condition \(condition) does not apply: \(reason)."
        )
        return .none
      }
      guard let identity, identity != .none else {
        throw EraseError(
          .unsupportedTable, "The table “\(table)” can only be kept whole.",
          hint: "Add it to reset.keepTables, or remove it from reset.keepRows.", table: table)
      }
      do {
        let set = try lister.list(table, identity, condition: condition)
        if set.count > 0 { return .some(set) }
        warnings.append("No row of “\(table)” is kept: none matches the condition \(condition).")
        return .none
      } catch {
        guard let reason = Self.complaint(error) else { throw error }
        throw Self.invalid(condition, table, reason)
      }
    }
  }

  private static func complaint(_ error: any Error) -> String? {
    switch error {
    case let error as DatabaseError where error.isOfStatement:
      // What follows the condition's own line is ours.
      error.plainMessage.split(separator: "\n").first.map(String.init)
    case let error as EngineError where error.reason == .unsupported: error.message
    default: nil
    }
  }

  private static func invalid(_ condition: String, _ table: String, _ reason: String) -> EraseError
  {
    EraseError(
      .invalidCondition,
      "The condition for the kept rows of “\(table)” is invalid: \(reason)"
        + (reason.hasSuffix(".") ? "" : "."),
      hint: "Correct reset.keepRows. Until then nothing can be deleted.", table: table)
  }
}
