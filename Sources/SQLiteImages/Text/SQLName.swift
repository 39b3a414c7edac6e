/// A name by which SQLite finds a table or column: ASCII letters of either case are the same, all
/// others differ by their bytes.
package struct SQLName: Hashable {
  private let bytes: [UInt8]

  package init(_ name: String) {
    bytes = name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  package func hasPrefix(_ prefix: String) -> Bool { bytes.starts(with: SQLName(prefix).bytes) }
}
