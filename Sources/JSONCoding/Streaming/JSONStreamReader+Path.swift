extension JSONStreamReader {
  /// The place of the value that is to be read or was read last: `$.data.Customer[17].balance`.
  package var path: String { path(depth) }

  /// How far the text has been read, in bytes.
  package var offset: Int64 { windowOffset + Int64(position) }

  /// An error of the caller's own about the value that is to be read or was read last.
  /// - Parameter clause: What is wrong, without a full stop: "the table has no such column".
  package func error(_ clause: String) -> JSONStreamError { failure(.content(clause)) }

  /// - Parameters:
  ///   - place: A position in the window, ``position`` by default.
  ///   - isAboutContainer: Whether the innermost object or array itself is at fault, not one of
  ///     its values.
  func failure(
    _ reason: JSONStreamError.Reason, at place: Int? = nil, isAboutContainer: Bool = false
  ) -> JSONStreamError {
    JSONStreamError(
      reason, line: line, offset: windowOffset + Int64(place ?? position),
      path: path(isAboutContainer ? depth - 1 : depth))
  }

  /// What stands at ``position`` cannot stand there.
  func unexpected(isAboutContainer: Bool = false) -> JSONStreamError {
    let problem: JSONParseError.Problem =
      isAtEnd && position == end ? .unexpectedEnd : .unexpectedByte
    return failure(.syntax(problem), isAboutContainer: isAboutContainer)
  }

  func path(_ depth: Int) -> String {
    var path = "$"
    for level in stride(from: 1, through: depth, by: 1) where frames[level].count > 0 {
      if frames[level].isObject {
        path += frames[level].withCurrentKey(Self.pathPart) ?? ""
      } else {
        path += "[\(frames[level].count - 1)]"
      }
    }
    return path
  }

  /// `.name` or `["strange name"]`, shortened where it is too long for a message.
  static func pathPart(_ key: UnsafeRawBufferPointer) -> String {
    let text = JSONDecodingError.excerpt(String(decoding: key.prefix(400), as: UTF8.self))
    let isWord = text.utf8.allSatisfy {
      $0 == 0x5F || $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 >= 0x80
    }
    if isWord, !text.isEmpty { return "." + text }
    return "[" + String(decoding: JSONValue.string(text).serialized, as: UTF8.self) + "]"
  }
}
