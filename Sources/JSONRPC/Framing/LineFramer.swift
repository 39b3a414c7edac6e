#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One message a line, ended by LF or CRLF; blank lines are skipped.
struct LineFramer {
  private let limit: Int
  private var held: [UInt8] = []
  private var isSkipping = false

  init(limit: Int) {
    self.limit = limit
  }

  var heldBytes: Int { held.count }

  mutating func consume(_ bytes: UnsafeRawBufferPointer, _ receive: (FrameEvent) -> Void) {
    var rest = bytes
    while let start = rest.baseAddress, rest.count > 0 {
      guard let found = memchr(start, 0x0A, rest.count) else {
        hold(rest, receive)
        return
      }
      let length = UnsafeRawPointer(found) - start
      endLine(UnsafeRawBufferPointer(start: start, count: length), receive)
      rest = UnsafeRawBufferPointer(rebasing: rest[(length + 1)...])
    }
  }

  /// The last line needs no line break.
  mutating func finish(_ receive: (FrameEvent) -> Void) {
    endLine(UnsafeRawBufferPointer(start: nil, count: 0), receive)
  }

  /// One byte above the limit is held, since it may turn out to be the CR of a CRLF.
  private mutating func hold(_ part: UnsafeRawBufferPointer, _ receive: (FrameEvent) -> Void) {
    guard !isSkipping else { return }
    guard held.count + part.count <= limit + 1 else {
      held = []
      isSkipping = true
      receive(.tooLarge)
      return
    }
    held.append(contentsOf: part)
  }

  private mutating func endLine(_ part: UnsafeRawBufferPointer, _ receive: (FrameEvent) -> Void) {
    if !isSkipping, held.isEmpty {
      emit(part, receive)
    } else {
      hold(part, receive)
      if !isSkipping { held.withUnsafeBytes { emit($0, receive) } }
      held.removeAll(keepingCapacity: held.capacity <= 1 << 16)
    }
    isSkipping = false
  }

  private func emit(_ line: UnsafeRawBufferPointer, _ receive: (FrameEvent) -> Void) {
    let end = line.last == 0x0D ? line.count - 1 : line.count
    let message = UnsafeRawBufferPointer(rebasing: line[..<end])
    guard message.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
    receive(end <= limit ? .message(message) : .tooLarge)
  }
}
