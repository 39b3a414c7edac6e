/// Tells the framing from the first bytes: a header starts with `Content-`, anything else is a line.
struct FramingDetector {
  private(set) var framing: MessageFraming?

  /// What was read without a decision, or led to it; a byte order mark and blanks are left out.
  private(set) var opening: [UInt8] = []

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let headerStart = Array("content-".utf8)

  /// Reads on until the framing is known.
  /// - Returns: how many bytes were used.
  mutating func consume(_ bytes: UnsafeRawBufferPointer) -> Int {
    for (index, byte) in bytes.enumerated() {
      if opening.isEmpty, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { continue }
      opening.append(byte)
      if opening == Self.byteOrderMark {
        opening = []
      } else if !Self.byteOrderMark.starts(with: opening) {
        decide()
      }
      if framing != nil { return index + 1 }
    }
    return bytes.count
  }

  private mutating func decide() {
    let start = opening.map { $0 | 0x20 }
    if start == Self.headerStart {
      framing = .contentLength
    } else if !Self.headerStart.starts(with: start) {
      framing = .lines
    }
  }
}
