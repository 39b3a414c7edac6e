import Foundation

/// Bytes that need not be stored: parts, each so many times.
package struct HostileContent: Sendable {
  private var parts: [(bytes: [UInt8], count: Int)] = []

  package init() {}

  package init(_ bytes: [UInt8]) { parts = [(bytes, 1)] }

  package init(_ text: String) { self.init(Array(text.utf8)) }

  package func followed(by text: String, times count: Int = 1) -> Self {
    var content = self
    content.parts.append((Array(text.utf8), count))
    return content
  }

  package func followed(by bytes: [UInt8]) -> Self {
    var content = self
    content.parts.append((bytes, 1))
    return content
  }

  package var size: Int { parts.reduce(0) { $0 + $1.bytes.count * $1.count } }

  /// All of it at once, which only small contents are for.
  package var bytes: [UInt8] {
    parts.flatMap { Array(repeatElement($0.bytes, count: $0.count).joined()) }
  }

  /// Gives the bytes in order, in parts of up to some 64 KiB, until `body` has had enough.
  ///
  /// - Parameter body: returns whether to go on.
  package func forEachPart(_ body: ([UInt8]) throws -> Bool) rethrows {
    for part in parts where !part.bytes.isEmpty {
      let together = max(1, 65_536 / part.bytes.count)
      let block = Array(repeatElement(part.bytes, count: min(together, part.count)).joined())
      for _ in 0..<(part.count / together) {
        guard try body(block) else { return }
      }
      let rest = (part.count % together) * part.bytes.count
      if rest > 0, try !body(Array(block.prefix(rest))) { return }
    }
  }

  /// Writes a file with it.
  package func write(to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil),
      let file = FileHandle(forWritingAtPath: path)
    else { throw CocoaError(.fileWriteUnknown) }
    defer { try? file.close() }
    try forEachPart {
      try file.write(contentsOf: Data($0))
      return true
    }
  }

  /// With the mark `{folder}` replaced in parts that come once.
  func inFolder(_ folder: String) -> Self {
    var content = self
    for index in parts.indices where parts[index].count == 1 {
      guard let text = String(validating: parts[index].bytes, as: UTF8.self),
        text.contains("{folder}")
      else { continue }
      content.parts[index].bytes = Array(text.replacing("{folder}", with: folder).utf8)
    }
    return content
  }
}
