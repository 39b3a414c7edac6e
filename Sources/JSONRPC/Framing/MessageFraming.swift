/// How messages are told apart on a stream of bytes.
package enum MessageFraming: Sendable, Hashable {
  /// One message a line.
  case lines
  /// A `Content-Length` header before each message, as in the Language Server Protocol's base
  /// protocol, <https://microsoft.github.io/language-server-protocol/specifications/base/0.9/specification/>.
  case contentLength

  /// Appends a message in this framing.
  package func append(_ message: [UInt8], to bytes: inout [UInt8]) {
    switch self {
    case .lines:
      bytes.append(contentsOf: message)
      bytes.append(UInt8(ascii: "\n"))
    case .contentLength:
      bytes.append(contentsOf: "Content-Length: \(message.count)\r\n\r\n".utf8)
      bytes.append(contentsOf: message)
    }
  }
}

/// What comes out of a framing state machine.
package enum FrameEvent {
  /// A whole message. The bytes are valid only during the call.
  case message(UnsafeRawBufferPointer)
  /// A message above the size limit, of which nothing was kept.
  case tooLarge
  /// A header that cannot be understood, and why. What follows it is skipped up to the next one.
  case malformedHeader(String)
}
