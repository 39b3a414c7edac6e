/// Cuts a stream of bytes into messages, in whichever framing its first bytes show.
///
/// A pure state machine: how the stream is split into calls makes no difference to the events.
/// It holds at most one message's limit of bytes, and none of a message that is in one piece.
package struct FrameReader {
  private enum Framer {
    case undecided(FramingDetector)
    case lines(LineFramer)
    case contentLength(HeaderFramer)
  }

  private let limit: Int
  private var framer: Framer = .undecided(FramingDetector())

  /// - Parameter limit: the longest message in bytes, without its framing.
  package init(limit: Int) {
    self.limit = limit
  }

  /// `nil` until the first bytes have shown it.
  var framing: MessageFraming? {
    switch framer {
    case .undecided: nil
    case .lines: .lines
    case .contentLength: .contentLength
    }
  }

  /// The bytes held for a message that is not whole yet.
  var heldBytes: Int {
    switch framer {
    case .undecided: 0
    case .lines(let framer): framer.heldBytes
    case .contentLength(let framer): framer.heldBytes
    }
  }

  /// Reads on. The bytes of a message are valid only during the call that hands them over.
  package mutating func consume(
    _ bytes: UnsafeRawBufferPointer, _ receive: (FrameEvent, MessageFraming) -> Void
  ) {
    switch framer {
    case .undecided(var detector):
      let used = detector.consume(bytes)
      decide(detector)
      guard framing != nil else { return }
      detector.opening.withUnsafeBytes { consume($0, receive) }
      consume(UnsafeRawBufferPointer(rebasing: bytes[used...]), receive)
    case .lines(var lines):
      // Taken out meanwhile, so that its buffer has one owner and is not copied.
      framer = .undecided(FramingDetector())
      lines.consume(bytes) { receive($0, .lines) }
      framer = .lines(lines)
    case .contentLength(var headers):
      framer = .undecided(FramingDetector())
      headers.consume(bytes) { receive($0, .contentLength) }
      framer = .contentLength(headers)
    }
  }

  /// Says that no more bytes come: a last line counts without its line break, too.
  mutating func finish(_ receive: (FrameEvent, MessageFraming) -> Void) {
    if case .undecided(let detector) = framer, !detector.opening.isEmpty {
      framer = .lines(LineFramer(limit: limit))
      detector.opening.withUnsafeBytes { consume($0, receive) }
    }
    if case .lines(var lines) = framer {
      lines.finish { receive($0, .lines) }
      framer = .lines(lines)
    }
  }

  private mutating func decide(_ detector: FramingDetector) {
    switch detector.framing {
    case nil: framer = .undecided(detector)
    case .lines: framer = .lines(LineFramer(limit: limit))
    case .contentLength: framer = .contentLength(HeaderFramer(limit: limit))
    }
  }
}
