/// A block of headers with `Content-Length`, a blank line, then as many bytes.
///
/// Header names are case-insensitive, other headers are ignored, and a lone LF ends a line, too.
/// After a header that cannot be understood everything is skipped up to the next `Content-Length:`,
/// wherever it stands, since nothing says where the broken message ends.
struct HeaderFramer {
  private enum State {
    case headers
    case body(remaining: Int)
    case skippedBody(remaining: Int)
    case lost(matched: Int)
  }

  private static let lengthName = Array("content-length:".utf8)
  private static let headerLimit = 8192

  private let limit: Int
  private var state = State.headers
  private var line: [UInt8] = []
  private var header = HeaderBlock()
  private var held: [UInt8] = []

  init(limit: Int) {
    self.limit = limit
  }

  var heldBytes: Int { held.count + line.count }

  mutating func consume(_ bytes: UnsafeRawBufferPointer, _ receive: (FrameEvent) -> Void) {
    var rest = bytes
    while !rest.isEmpty {
      let used =
        switch state {
        case .headers: readHeaders(rest, receive)
        case .body(let remaining): readBody(rest, remaining: remaining, receive)
        case .skippedBody(let remaining): skipBody(rest, remaining: remaining)
        case .lost(let matched): findHeader(rest, matched: matched)
        }
      rest = UnsafeRawBufferPointer(rebasing: rest[used...])
    }
  }

  private mutating func readHeaders(
    _ bytes: UnsafeRawBufferPointer, _ receive: (FrameEvent) -> Void
  ) -> Int {
    for (index, byte) in bytes.enumerated() {
      if byte != 0x0A {
        line.append(byte)
        if line.count + header.size <= Self.headerLimit { continue }
        lose("The headers are longer than \(Self.headerLimit) bytes.", receive)
      } else {
        endHeaderLine(receive)
      }
      if case .headers = state { continue }
      return index + 1
    }
    return bytes.count
  }

  private mutating func endHeaderLine(_ receive: (FrameEvent) -> Void) {
    if line.last == 0x0D { line.removeLast() }
    defer { line = [] }
    if line.isEmpty {
      guard header.size > 0 else { return }
      guard let length = header.contentLength else {
        return lose("The header Content-Length is missing.", receive)
      }
      header = HeaderBlock()
      begin(bodyOf: length, receive)
    } else if let problem = header.add(line) {
      lose(problem, receive)
    }
  }

  private mutating func begin(bodyOf length: Int, _ receive: (FrameEvent) -> Void) {
    if length > limit {
      receive(.tooLarge)
      state = .skippedBody(remaining: length)
    } else if length == 0 {
      receive(.message(UnsafeRawBufferPointer(start: nil, count: 0)))
    } else {
      state = .body(remaining: length)
    }
  }

  private mutating func readBody(
    _ bytes: UnsafeRawBufferPointer, remaining: Int, _ receive: (FrameEvent) -> Void
  ) -> Int {
    let part = UnsafeRawBufferPointer(rebasing: bytes.prefix(remaining))
    guard part.count == remaining else {
      held.append(contentsOf: part)
      state = .body(remaining: remaining - part.count)
      return part.count
    }
    if held.isEmpty {
      receive(.message(part))
    } else {
      held.append(contentsOf: part)
      held.withUnsafeBytes { receive(.message($0)) }
      held.removeAll(keepingCapacity: held.capacity <= 1 << 16)
    }
    state = .headers
    return part.count
  }

  private mutating func skipBody(_ bytes: UnsafeRawBufferPointer, remaining: Int) -> Int {
    let used = min(bytes.count, remaining)
    state = used == remaining ? .headers : .skippedBody(remaining: remaining - used)
    return used
  }

  private mutating func findHeader(_ bytes: UnsafeRawBufferPointer, matched: Int) -> Int {
    var matched = matched
    for (index, byte) in bytes.enumerated() {
      let lowercase = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      if lowercase == Self.lengthName[matched] {
        matched += 1
      } else {
        matched = lowercase == Self.lengthName[0] ? 1 : 0
      }
      if matched == Self.lengthName.count {
        line = Self.lengthName
        state = .headers
        return index + 1
      }
    }
    state = .lost(matched: matched)
    return bytes.count
  }

  private mutating func lose(_ problem: String, _ receive: (FrameEvent) -> Void) {
    line = []
    header = HeaderBlock()
    state = .lost(matched: 0)
    receive(.malformedHeader(problem))
  }
}
