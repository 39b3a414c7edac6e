import Crypto
import Databases
import Files

/// A hash of what a database holds, whatever the pages it is laid out on: the names of the tables,
/// and every row id and value with its type.
///
/// SHA-256 over the tables' own hashes in the order of their names (bytes of UTF-8). A table's hash is
/// SHA-256 over its rows in the order of storage; a row is its hidden row id, if it has one, as
/// an integer, and then its values: a byte for the type (0 NULL, 1 integer, 2 real, 3 text,
/// 4 blob, 5 malformed text), and the value. Integers, reals and NULL (zeros) are 8 bytes,
/// little-endian; the others are a length of 8 bytes and their bytes, text as UTF-8.
package struct ContentHash {
  private var tables: [(name: String, hash: [UInt8])] = []

  package init() {}

  package mutating func add(_ table: TableHash) { add(table.name, table.finish()) }

  package mutating func add(_ name: String, _ hash: [UInt8]) { tables.append((name, hash)) }

  /// 64 hexadecimal digits.
  package var value: String {
    var hash = SHA256()
    for table in tables.sorted(by: { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }) {
      withUnsafeBytes(of: UInt64(table.name.utf8.count).littleEndian) {
        hash.update(bufferPointer: $0)
      }
      hash.update(data: Array(table.name.utf8))
      hash.update(data: table.hash)
    }
    return hexadecimal(hash.finalize())
  }
}

/// The running hash of one table's rows.
package final class TableHash {
  package let name: String
  private var hash = SHA256()
  private let buffer: UnsafeMutableRawBufferPointer
  private var filled = 0

  package init(_ name: String) {
    self.name = name
    buffer = .allocate(byteCount: 64 << 10, alignment: 8)
  }

  deinit { buffer.deallocate() }

  package func add(_ row: StoredRow) {
    if let rowid = row.hiddenRowid { add(1, UInt64(bitPattern: rowid)) }
    for column in 0..<row.count { add(row[column]) }
  }

  package func add(_ value: StoredValue) {
    switch value {
    case .null: add(0, 0)
    case .integer(let value): add(1, UInt64(bitPattern: value))
    case .real(let value): add(2, value.bitPattern)
    case .text(let bytes): add(3, bytes)
    case .blob(let bytes): add(4, bytes)
    case .malformedText(let bytes): add(5, bytes)
    }
  }

  private func add(_ type: UInt8, _ bytes: UnsafeRawBufferPointer) {
    add(type, UInt64(bytes.count))
    if bytes.count > buffer.count - filled { flush() }
    if bytes.count > buffer.count {
      hash.update(bufferPointer: bytes)
    } else {
      UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]).copyMemory(from: bytes)
      filled += bytes.count
    }
  }

  private func add(_ type: UInt8, _ value: UInt64) {
    if buffer.count - filled < 9 { flush() }
    buffer[filled] = type
    buffer.storeBytes(of: value.littleEndian, toByteOffset: filled + 1, as: UInt64.self)
    filled += 9
  }

  private func flush() {
    hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
    filled = 0
  }

  package func finish() -> [UInt8] {
    flush()
    return Array(hash.finalize())
  }
}
