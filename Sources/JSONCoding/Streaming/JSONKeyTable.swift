/// The keys that many objects are expected to have, for ``JSONStreamReader/nextKey(in:)``.
///
/// It learns in which order the keys come, so that objects whose keys come in the same order are
/// read with one comparison for each key. It may serve several readers, on one thread at a time.
package final class JSONKeyTable {
  /// The keys in the order in which they were given.
  package let keys: [String]

  private let set: JSONKeySet
  /// Each key as most writers put it, `"key":`, one after the other; nothing for a key that needs
  /// escapes.
  private let patterns: UnsafeMutableRawBufferPointer
  private let patternEnds: UnsafeMutableBufferPointer<Int>
  /// Which key came after each one when it was met last, after the table's start for the first.
  private let successors: UnsafeMutableBufferPointer<Int>

  /// - Parameter keys: All different, byte by byte.
  package init(_ keys: [String]) {
    self.keys = keys
    var set = JSONKeySet()
    var patterns: [UInt8] = []
    var ends: [Int] = []
    for key in keys {
      let isNew = Array(key.utf8).withUnsafeBytes { set.insert($0) }
      precondition(isNew, "the keys of a table must differ")
      if !key.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
        patterns += [0x22] + key.utf8 + [0x22, 0x3A]
      }
      ends.append(patterns.count)
    }
    self.set = set
    self.patterns = .allocate(byteCount: patterns.count, alignment: 1)
    self.patterns.copyBytes(from: patterns)
    patternEnds = .allocate(capacity: ends.count + 1)
    _ = patternEnds.initialize(from: [0] + ends)
    successors = .allocate(capacity: keys.count + 1)
    _ = successors.initialize(from: 0...keys.count)
  }

  deinit {
    patterns.deallocate()
    patternEnds.deallocate()
    successors.deallocate()
  }

  /// The position of a key; `nil` for one that is not in the table.
  package func position(of key: UnsafeRawBufferPointer) -> Int? { set.position(of: key) }

  /// The key that is likely to come after `previous` (-1 at the start); ``keys``'s count for none.
  func likelyPosition(after previous: Int) -> Int { successors[previous + 1] }

  func learn(_ position: Int, after previous: Int) { successors[previous + 1] = position }

  func pattern(of position: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: patterns[patternEnds[position]..<patternEnds[position + 1]])
  }

  func withKey<R>(_ position: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try set.withKey(position, body)
  }
}

/// What ``JSONStreamReader/nextKey(in:)`` met.
package enum JSONKeyMatch: Sendable, Hashable {
  /// A key of the table, by its position in it.
  case known(Int)
  /// Another key; see ``JSONStreamReader/withCurrentKey(_:)``.
  case unknown
}
