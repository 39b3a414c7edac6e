/// Speaks newline-delimited JSON-RPC, or any other lines, with a child.
struct LineClient {
  let child: ChildProcess
  private var buffer = [UInt8](repeating: 0, count: 65_536)
  private var filled = 0
  private var used = 0

  init(_ child: ChildProcess) {
    self.child = child
  }

  /// Sends one line, which ends in LF, and takes the bytes of the next one that comes back.
  @discardableResult
  mutating func roundTrip(_ line: [UInt8]) throws -> Int {
    try child.writer.write(line)
    return try takeLine()
  }

  /// As `roundTrip`, for a reply to look into.
  mutating func roundTripText(_ line: [UInt8]) throws -> String {
    try child.writer.write(line)
    return try takeText()
  }

  /// Takes the next line, for a message to look into.
  mutating func takeText() throws -> String {
    var text: [UInt8] = []
    while text.last != UInt8(ascii: "\n") {
      if used == filled { try fill() }
      text.append(buffer[used])
      used += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Takes the next line and gives its length.
  mutating func takeLine() throws -> Int {
    var length = 0
    while true {
      while used < filled {
        used += 1
        length += 1
        if buffer[used - 1] == UInt8(ascii: "\n") { return length }
      }
      try fill()
    }
  }

  private mutating func fill() throws {
    filled = child.read(into: &buffer)
    used = 0
    if filled == 0 { throw BenchError("The program closed its output before it replied.") }
  }

  static func request(_ id: Int, _ method: String, params: String = "") -> [UInt8] {
    Array(#"{"jsonrpc":"2.0","id":\#(id),"method":"\#(method)"\#(params)}"#.utf8)
      + [UInt8(ascii: "\n")]
  }
}
