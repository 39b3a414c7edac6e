import BackupProtocol
import Databases
import SQLiteImages

extension BackupOperations {
  /// The engine's access to rows, which the formats SQL and JSON need.
  ///
  /// - Throws: `incompatible` where the engine has none.
  func rowAccess() throws -> any RowAccess {
    if let rows = engine as? any RowAccess { return rows }
    throw ContractError(
      .incompatible, "A database of \(engine.product.name) cannot be written as SQL or JSON.",
      hint: "Use the format archive.")
  }
}
