import Glibc

extension JSONStreamReader {
  // MARK: - Objects

  /// Reads up to the first key of an object.
  package func beginObject() throws { try begin(UInt8(ascii: "{"), isObject: true) }

  /// Reads the next key and goes to its value, or past the end of the object.
  /// - Returns: The key, without escapes, valid until the next call; `nil` at the end.
  package func nextKey() throws -> UnsafeRawBufferPointer? {
    try nextMember() ? try readKey() : nil
  }

  /// Reads the next key and goes to its value, or past the end of the object.
  /// - Returns: The key; `nil` at the end.
  package func nextKeyText() throws -> String? {
    try nextKey().map { String(decoding: $0, as: UTF8.self) }
  }

  /// Reads the next key, finds it in a table, and goes to its value, or past the end.
  /// - Parameter table: The same for all keys of one object.
  /// - Returns: `nil` at the end of the object.
  package func nextKey(in table: JSONKeyTable) throws -> JSONKeyMatch? {
    guard try nextMember() else { return nil }
    let frame = frames + depth
    if frame.pointee.table !== table { frame.pointee.use(table) }
    let previous = frame.pointee.tablePosition
    let likely = table.likelyPosition(after: previous)
    if likely < table.keys.count {
      let pattern = table.pattern(of: likely)
      if pattern.count > 0, pattern.count <= end - position, let bytes = pattern.baseAddress,
        memcmp(base + position, bytes, pattern.count) == 0
      {
        try note(likely, at: offset)
        position += pattern.count
        isValuePending = true
        return .known(likely)
      }
    }
    _ = try readKey()
    guard frame.pointee.tablePosition >= 0 else { return .unknown }
    table.learn(frame.pointee.tablePosition, after: previous)
    return .known(frame.pointee.tablePosition)
  }

  /// Lends the key that was met last in the innermost object; `nil` if there is none.
  package func withCurrentKey<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R? {
    try frames[depth].withCurrentKey(body)
  }

  /// Goes to the quote of the next key, or past the end of the object.
  func nextMember() throws -> Bool {
    if isValuePending { try skipValue() }
    precondition(depth > 0 && frames[depth].isObject, "there is no object that is being read")
    var byte = try nextTokenByte()
    if byte == UInt8(ascii: "}") {
      endContainer()
      return false
    }
    if frames[depth].count > 0 {
      guard byte == UInt8(ascii: ",") else { throw unexpected(isAboutContainer: true) }
      position += 1
      byte = try nextTokenByte()
    }
    guard byte == UInt8(ascii: "\"") else { throw unexpected(isAboutContainer: true) }
    return true
  }

  /// Reads a key from its quote on, and its colon.
  func readKey() throws -> UnsafeRawBufferPointer {
    let place = offset
    var key = try scanString()
    let frame = frames + depth
    if let known = frame.pointee.table?.position(of: key) {
      try note(known, at: place)
    } else {
      try add(key, at: place)
    }
    if base[position] != UInt8(ascii: ":") {
      // The window may move on while the colon is looked for.
      if key.baseAddress != scratch.bytes.baseAddress {
        scratch.removeAll()
        scratch.append(key)
        key = scratch.bytes
      }
      guard try nextTokenByte() == UInt8(ascii: ":") else { throw unexpected() }
    }
    position += 1
    isValuePending = true
    return key
  }

  private func note(_ known: Int, at place: Int64) throws {
    guard frames[depth].note(known) else {
      throw frames[depth].table?.withKey(known) { duplicateKey($0, at: place) } ?? unexpected()
    }
    frames[depth].count += 1
  }

  private func add(_ key: UnsafeRawBufferPointer, at place: Int64) throws {
    let frame = frames + depth
    guard frame.pointee.keys.insert(key) else { throw duplicateKey(key, at: place) }
    frame.pointee.tablePosition = -1
    frame.pointee.count += 1
    guard frame.pointee.count <= limits.keys, frame.pointee.keys.byteCount <= limits.tokenLength
    else { throw failure(.tooManyKeys(limit: limits.keys), isAboutContainer: true) }
  }

  private func duplicateKey(_ key: UnsafeRawBufferPointer, at place: Int64) -> JSONStreamError {
    JSONStreamError(
      .syntax(.duplicateKey), line: line, offset: place,
      path: path(depth - 1) + Self.pathPart(key))
  }

  // MARK: - Arrays

  /// Reads up to the first element of an array.
  package func beginArray() throws { try begin(UInt8(ascii: "["), isObject: false) }

  /// Goes to the next element, or past the end of the array.
  /// - Returns: false at the end.
  package func nextElement() throws -> Bool {
    if isValuePending { try skipValue() }
    precondition(depth > 0 && !frames[depth].isObject, "there is no array that is being read")
    let byte = try nextTokenByte()
    if byte == UInt8(ascii: "]") {
      endContainer()
      return false
    }
    if frames[depth].count > 0 {
      guard byte == UInt8(ascii: ",") else { throw unexpected(isAboutContainer: true) }
      position += 1
    }
    frames[depth].count += 1
    isValuePending = true
    return true
  }

  // MARK: - Both

  private func begin(_ bracket: UInt8, isObject: Bool) throws {
    guard try nextTokenByte() == bracket else {
      throw mismatch(expected: isObject ? .object : .array)
    }
    guard depth < limits.depth else { throw failure(.syntax(.tooDeep)) }
    position += 1
    depth += 1
    frames[depth].begin(isObject: isObject)
    isValuePending = false
  }

  private func endContainer() {
    position += 1
    frames[depth].end()
    depth -= 1
  }
}
