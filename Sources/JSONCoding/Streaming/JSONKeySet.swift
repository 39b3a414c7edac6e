import Glibc

/// Distinct keys in the order in which they were added, compared byte by byte.
///
/// Its memory is kept when it is emptied, so that a set can serve one object after another.
struct JSONKeySet {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  /// Open addressing, a power of 2: 0 or a position plus 1. Empty as long as walking is as fast.
  private var slots: [Int32] = []

  private static let hashedFrom = 16

  var count: Int { ends.count }
  var byteCount: Int { bytes.count }

  mutating func removeAll() {
    guard !ends.isEmpty else { return }
    // One enormous object should not cost memory for the rest of the text.
    let keepsMemory = bytes.count < 1 << 16
    bytes.removeAll(keepingCapacity: keepsMemory)
    ends.removeAll(keepingCapacity: keepsMemory)
    if !slots.isEmpty { slots.removeAll(keepingCapacity: keepsMemory) }
  }

  /// Adds a key, and says whether it was new.
  mutating func insert(_ key: UnsafeRawBufferPointer) -> Bool {
    if ends.count < Self.hashedFrom {
      guard walk(to: key) == nil else { return false }
    } else {
      if 2 * ends.count >= slots.count { rehash() }
      let slot = self.slot(of: key)
      guard slots[slot] == 0 else { return false }
      slots[slot] = Int32(ends.count + 1)
    }
    bytes.append(contentsOf: key)
    ends.append(bytes.count)
    return true
  }

  func position(of key: UnsafeRawBufferPointer) -> Int? {
    guard !slots.isEmpty else { return walk(to: key) }
    let number = slots[slot(of: key)]
    return number == 0 ? nil : Int(number) - 1
  }

  /// Lends the bytes of a key.
  func withKey<R>(_ position: Int, _ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    let range = range(position)
    return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
  }

  private func range(_ position: Int) -> Range<Int> {
    (position == 0 ? 0 : ends[position - 1])..<ends[position]
  }

  private func walk(to key: UnsafeRawBufferPointer) -> Int? {
    bytes.withUnsafeBytes { all in
      var start = 0
      for (position, end) in ends.enumerated() {
        if end - start == key.count, isEqual(all, start, key) { return position }
        start = end
      }
      return nil
    }
  }

  private func isEqual(
    _ all: UnsafeRawBufferPointer, _ start: Int, _ key: UnsafeRawBufferPointer
  ) -> Bool {
    guard let left = all.baseAddress, let right = key.baseAddress else { return key.isEmpty }
    return memcmp(left + start, right, key.count) == 0
  }

  /// Where a key is, or the free slot where it belongs.
  private func slot(of key: UnsafeRawBufferPointer) -> Int {
    // Seeded at random in each process, so that no text can be made to have its keys collide.
    var hasher = Hasher()
    hasher.combine(bytes: key)
    var slot = hasher.finalize() & (slots.count - 1)
    return bytes.withUnsafeBytes { all in
      while slots[slot] != 0 {
        let range = range(Int(slots[slot]) - 1)
        if range.count == key.count, isEqual(all, range.lowerBound, key) { break }
        slot = (slot + 1) & (slots.count - 1)
      }
      return slot
    }
  }

  private mutating func rehash() {
    slots = [Int32](repeating: 0, count: max(64, slots.count * 2))
    for position in ends.indices {
      let slot = withKey(position) { self.slot(of: $0) }
      slots[slot] = Int32(position + 1)
    }
  }
}
