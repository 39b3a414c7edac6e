package import BackupProtocol
import GRDB
package import ObjectStorage

extension Ledger {
  /// Goes through all entries that are there, in segments and in the ledger, oldest first.
  package func forEachEntry(in store: any ObjectStore, _ body: (Activity) throws -> Void) throws {
    var position = 0
    func take(_ text: String) throws {
      let document = try ActivityDocument(parsing: text)
      guard document.sequence > position else { return }
      position = document.sequence
      try body(Activity(document, previous: "", hash: ""))
    }
    for segment in try segments() where !segment.isRemoved {
      guard let key = ObjectKey(segment.file) else { continue }
      _ = try SegmentFile.read(from: store, key, take)
    }
    while true {
      let page = try read { [position] db in
        try String.fetchAll(
          db,
          sql: "SELECT document FROM activity WHERE sequence > ? ORDER BY sequence LIMIT 500",
          arguments: [position])
      }
      if page.isEmpty { return }
      for text in page { try take(text) }
    }
  }
}
