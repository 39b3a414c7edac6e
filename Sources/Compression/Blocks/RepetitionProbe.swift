/// Finds content in which deflate would search for repetitions in vain, such as pictures written as
/// hexadecimal digits or Base64.
///
/// There the only matches are short and by chance. To encode them is slower by six times than Huffman
/// coding alone, and a tenth larger where the content is hexadecimal digits.
final class RepetitionProbe {
  /// As far as deflate looks back, twice.
  static let pieceLength = 64 << 10

  private static let tableBits: UInt64 = 12
  /// One string in 32 is looked at, chosen by its content, so that it is chosen wherever it is.
  private static let samplingBits: UInt64 = 5

  private let seen: UnsafeMutablePointer<UInt64>

  init() { seen = .allocate(capacity: 1 << Int(Self.tableBits)) }

  deinit { seen.deallocate() }

  /// Whether one string of 8 bytes in 16, or more, was there before, in a piece of at most
  /// ``pieceLength`` bytes.
  func hasRepetitions(_ piece: UnsafeRawBufferPointer) -> Bool {
    guard piece.count >= Self.pieceLength / 16 else { return true }
    seen.initialize(repeating: 0, count: 1 << Int(Self.tableBits))
    let expected = piece.count >> Int(Self.samplingBits)
    var sampled = 0
    var repeated = 0
    for offset in 0...piece.count - 8 {
      let text = piece.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let hash = text &* 0x9E37_79B9_7F4A_7C15
      guard hash >> (64 - Self.samplingBits) == 0 else { continue }
      sampled += 1
      let place = Int(hash >> (64 - Self.samplingBits - Self.tableBits))
      if seen[place] == text {
        repeated += 1
        if repeated >= expected / 16 { return true }
      } else {
        seen[place] = text
      }
    }
    // Runs of one byte are all chosen, or none is.
    return sampled < expected / 2
  }
}
