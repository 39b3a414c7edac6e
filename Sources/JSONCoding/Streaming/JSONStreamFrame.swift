/// An object or an array that is being read.
struct JSONStreamFrame {
  var isObject = false
  /// How many members or elements have been begun.
  var count = 0
  /// The keys met, but those in ``seen``.
  var keys = JSONKeySet()
  /// The table for the keys, and one bit for each of its keys that was met.
  var table: JSONKeyTable?
  var seen: [UInt64] = []
  /// The position in the table of the key met last; -1 if it is not there.
  var tablePosition = -1

  mutating func begin(isObject: Bool) {
    self.isObject = isObject
    count = 0
    tablePosition = -1
  }

  mutating func end() {
    if table != nil {
      table = nil
      for index in seen.indices { seen[index] = 0 }
    }
    keys.removeAll()
  }

  mutating func use(_ table: JSONKeyTable) {
    precondition(self.table == nil, "an object is read with one table")
    self.table = table
    let words = (table.keys.count + 63) / 64
    while seen.count < words { seen.append(0) }
    for position in 0..<keys.count {
      if let known = keys.withKey(position, { table.position(of: $0) }) { _ = note(known) }
    }
  }

  /// Notes a key of the table, and says whether it was new.
  mutating func note(_ position: Int) -> Bool {
    let bit: UInt64 = 1 << UInt64(position & 63)
    guard seen[position >> 6] & bit == 0 else { return false }
    seen[position >> 6] |= bit
    tablePosition = position
    return true
  }

  /// Lends the key met last.
  func withCurrentKey<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R? {
    guard isObject, count > 0 else { return nil }
    if tablePosition >= 0 { return try table?.withKey(tablePosition, body) }
    return try keys.withKey(keys.count - 1, body)
  }
}
