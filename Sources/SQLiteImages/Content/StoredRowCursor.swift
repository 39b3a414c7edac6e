import Crypto
package import Databases
package import GRDB
import GRDBSQLite
import Glibc

/// One side of a comparison: the current row of a query, compared without copying its values.
package struct StoredRowCursor {
  private let statement: RowStatement
  let handle: OpaquePointer
  let shape: TableShape
  /// Column of the query at which the table's columns begin.
  let first: CInt
  /// Those that come after the current one; nil where the rows have no row ids.
  private var ranges: ArraySlice<ClosedRange<Int64>>?
  package private(set) var hasRow = false

  /// - Parameter ranges: of row ids, where the rows have some; at least one.
  package init(_ shape: TableShape, _ db: Database, _ ranges: [ClosedRange<Int64>]) throws {
    statement = try shape.rows(in: db)
    handle = statement.handle
    first = statement.first
    self.shape = shape
    if case .rowid = shape.order {
      self.ranges = ranges[...]
      advance()
    }
  }

  /// - Parameter key: of the row, in a table without row ids.
  package init(_ shape: TableShape, key: [RowWitness.KeyValue], _ db: Database) throws {
    statement = try RowStatement(
      shape.name, rowid: nil, columns: shape.columns, order: "WHERE \(shape.identification)", db)
    statement.bind(key, shape.encoding)
    handle = statement.handle
    first = statement.first
    self.shape = shape
  }

  package mutating func step() throws {
    repeat { hasRow = try statement.step() } while !hasRow && advance()
  }

  /// - Returns: false after the last range.
  @discardableResult
  private mutating func advance() -> Bool {
    guard let range = ranges?.popFirst() else { return false }
    statement.restart(range)
    return true
  }

  /// Which of two rows comes first in the order of storage; 0 for the same place.
  package func compareOrder(with other: StoredRowCursor) -> Int {
    switch shape.order {
    case .rowid:
      let a = rowid
      let b = other.rowid
      return a < b ? -1 : a > b ? 1 : 0
    case .primaryKey:
      for column in shape.key {
        let order = compare(handle, other.handle, first + CInt(column))
        if order != 0 { return order }
      }
      return 0
    }
  }

  package func hasSameContent(as other: StoredRowCursor) -> Bool {
    shape.columns.indices.allSatisfy { isSame(other, $0) }
  }

  /// The key's values, so that equal keys have equal bytes; nil for a key with a NULL, which is no
  /// key.
  package func keyBytes() -> [UInt8]? {
    var bytes: [UInt8] = []
    for column in shape.key {
      let column = first + CInt(column)
      if sqlite3_column_type(handle, column) == SQLITE_NULL { return nil }
      withKeyValue(handle, column) { type, value in
        bytes.append(type)
        withUnsafeBytes(of: UInt32(value.count)) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: value)
      }
    }
    return bytes
  }

  /// The row's place among the rows, for one that has no key.
  package var rowid: Int64 { statement.rowid ?? 0 }

  package func contentHash(salt: [UInt8] = []) -> [UInt8] {
    var hash = SHA256()
    hash.update(data: salt)
    for column in first..<first + CInt(shape.columns.count) {
      withValue(handle, column) { type, value in
        hash.update(data: [type])
        withUnsafeBytes(of: UInt32(value.count)) { hash.update(bufferPointer: $0) }
        hash.update(bufferPointer: value)
      }
    }
    return Array(hash.finalize())
  }

  /// As a key, 1.0 is 1.
  private func withKeyValue(
    _ row: OpaquePointer, _ column: CInt, _ body: (UInt8, UnsafeRawBufferPointer) -> Void
  ) {
    if sqlite3_column_type(row, column) == SQLITE_FLOAT,
      let whole = Int64(exactly: sqlite3_column_double(row, column))
    {
      withUnsafeBytes(of: whole) { body(UInt8(SQLITE_INTEGER), $0) }
    } else {
      withValue(row, column, body)
    }
  }

  private func withValue(
    _ row: OpaquePointer, _ column: CInt, _ body: (UInt8, UnsafeRawBufferPointer) -> Void
  ) {
    let type = sqlite3_column_type(row, column)
    switch type {
    case SQLITE_INTEGER:
      withUnsafeBytes(of: sqlite3_column_int64(row, column)) { body(UInt8(type), $0) }
    case SQLITE_FLOAT:
      withUnsafeBytes(of: sqlite3_column_double(row, column)) { body(UInt8(type), $0) }
    case SQLITE_NULL:
      body(UInt8(type), UnsafeRawBufferPointer(start: nil, count: 0))
    default:
      body(UInt8(type), bytes(row, column))
    }
  }

  private func bytes(_ row: OpaquePointer, _ column: CInt) -> UnsafeRawBufferPointer {
    storedBytes(of: row, column, shape.encoding)
  }

  func isSame(_ other: StoredRowCursor, _ column: Int) -> Bool {
    isSameValue(handle, other.handle, first + CInt(column), shape.encoding)
  }

  /// SQLite's order of values: NULL, numbers, text, blobs (https://www.sqlite.org/datatype3.html).
  private func compare(_ a: OpaquePointer, _ b: OpaquePointer, _ column: CInt) -> Int {
    func rank(_ type: CInt) -> Int {
      switch type {
      case SQLITE_NULL: 0
      case SQLITE_INTEGER, SQLITE_FLOAT: 1
      case SQLITE_TEXT: 2
      default: 3
      }
    }
    let types = (sqlite3_column_type(a, column), sqlite3_column_type(b, column))
    let ranks = (rank(types.0), rank(types.1))
    guard ranks.0 == ranks.1 else { return ranks.0 < ranks.1 ? -1 : 1 }
    switch ranks.0 {
    case 0: return 0
    case 1:
      switch types {
      case (SQLITE_INTEGER, SQLITE_INTEGER):
        return Self.order(sqlite3_column_int64(a, column), sqlite3_column_int64(b, column))
      case (SQLITE_INTEGER, _):
        return Self.mixedOrder(sqlite3_column_int64(a, column), sqlite3_column_double(b, column))
      case (_, SQLITE_INTEGER):
        return -Self.mixedOrder(sqlite3_column_int64(b, column), sqlite3_column_double(a, column))
      default:
        return Self.order(sqlite3_column_double(a, column), sqlite3_column_double(b, column))
      }
    default:
      let (x, y) = (bytes(a, column), bytes(b, column))
      if let p = x.baseAddress, let q = y.baseAddress {
        let order = memcmp(p, q, min(x.count, y.count))
        if order != 0 { return Int(order) }
      }
      return x.count - y.count
    }
  }

  private static func order<Value: Comparable>(_ x: Value, _ y: Value) -> Int {
    x < y ? -1 : x > y ? 1 : 0
  }

  /// Exact, also beyond 2^53, where a conversion would round.
  private static func mixedOrder(_ x: Int64, _ y: Double) -> Int {
    if y >= 0x1p63 { return -1 }
    if y < -0x1p63 { return 1 }
    let whole = order(x, Int64(y))
    return whole != 0 ? whole : order(y.rounded(.towardZero), y)
  }
}

/// Whether the current rows of two statements have the same value in a column, to the last bit.
package func isSameValue(
  _ a: OpaquePointer, _ b: OpaquePointer, _ column: CInt, _ encoding: TextEncoding
) -> Bool {
  let type = sqlite3_column_type(a, column)
  guard type == sqlite3_column_type(b, column) else { return false }
  switch type {
  case SQLITE_INTEGER: return sqlite3_column_int64(a, column) == sqlite3_column_int64(b, column)
  case SQLITE_FLOAT:
    return sqlite3_column_double(a, column).bitPattern
      == sqlite3_column_double(b, column).bitPattern
  case SQLITE_NULL: return true
  default:
    let (x, y) = (storedBytes(of: a, column, encoding), storedBytes(of: b, column, encoding))
    guard x.count == y.count else { return false }
    guard let p = x.baseAddress, let q = y.baseAddress else { return true }
    return memcmp(p, q, x.count) == 0
  }
}
