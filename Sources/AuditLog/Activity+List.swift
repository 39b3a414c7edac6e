package import BackupProtocol
package import GRDB
import StateFolder

extension Activity: ListedEntry {
  package static var table: String { "activity" }
  package static var content: String { "document, previous, hash" }
  /// The clock may go back, and ids do not.
  package static var isIDTheTime: Bool { false }

  package static func stored(_ time: Timestamp) -> any DatabaseValueConvertible { time.description }

  package init(listed row: Row) throws {
    do {
      self.init(
        try ActivityDocument(parsing: row.decode(atIndex: 0)),
        previous: try row.decode(atIndex: 1), hash: try row.decode(atIndex: 2))
    } catch {
      throw ContractError(
        .storageUnavailable, "An entry of the audit log cannot be read.",
        hint: "Run: strongroom audit verify")
    }
  }
}
