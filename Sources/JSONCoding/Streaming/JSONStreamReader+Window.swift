extension JSONStreamReader {
  static var padding: Int { 8 }

  /// Gets more bytes behind those that are there, and drops those before ``tokenStart``.
  ///
  /// All positions but the properties of the reader are void thereafter.
  /// - Returns: false if there are no more.
  func fill() throws -> Bool {
    if isAtEnd { return false }
    let kept = end - tokenStart
    // Both quotes, and what is looked at in one go, are no part of a token's length.
    guard kept <= limits.tokenLength + 16 else {
      throw failure(.tooLong(limit: limits.tokenLength), at: tokenStart)
    }
    if kept >= capacity {
      move(to: .allocate(capacity: capacity * 2 + Self.padding), capacity: capacity * 2)
    } else if capacity > max(initialCapacity, 1 << 20), kept < initialCapacity {
      // What one enormous string took is not kept for the rest of the text.
      move(
        to: .allocate(capacity: initialCapacity + Self.padding), capacity: initialCapacity)
    } else if tokenStart > 0 {
      move(to: base, capacity: capacity)
    }
    let count = try source(
      UnsafeMutableRawBufferPointer(start: base + end, count: capacity - end))
    precondition(count >= 0 && count <= capacity - end, "a source overran its buffer")
    end += count
    (base + end).update(repeating: 0, count: Self.padding)
    if count == 0 { isAtEnd = true }
    return count > 0
  }

  private func move(to memory: UnsafeMutablePointer<UInt8>, capacity: Int) {
    let kept = end - tokenStart
    memory.update(from: base + tokenStart, count: kept)
    windowOffset += Int64(tokenStart)
    position -= tokenStart
    end = kept
    tokenStart = 0
    (memory + end).update(repeating: 0, count: Self.padding)
    if memory != base {
      base.deallocate()
      base = memory
      self.capacity = capacity
    }
  }

  /// Gets the window to have `count` bytes from ``position`` on, or all that are left.
  func ensure(_ count: Int) throws {
    while end - position < count, try fill() {}
  }

  /// Skips blanks and gives the byte that follows, at ``position``; 0 at the end of the text.
  @inline(__always)
  func nextTokenByte() throws -> UInt8 {
    let byte = base[position]
    return byte > 0x20 ? byte : try skipBlanks()
  }

  private func skipBlanks() throws -> UInt8 {
    if windowOffset == 0, position == 0 { try skipByteOrderMark() }
    var index = position
    while true {
      switch base[index] {
      case 0x20, 0x09, 0x0D: index += 1
      case 0x0A:
        line += 1
        index += 1
      case let byte:
        position = index
        guard index == end else { return byte }
        tokenStart = index
        guard try fill() else { return 0 }
        index = position
      }
    }
  }

  /// The window is empty at the start of the text, so that this is called before all else.
  private func skipByteOrderMark() throws {
    tokenStart = 0
    try ensure(3)
    if end >= 3, base[0] == 0xEF, base[1] == 0xBB, base[2] == 0xBF { position = 3 }
  }
}
