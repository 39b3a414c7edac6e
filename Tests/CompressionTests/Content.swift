@testable import Compression

/// Content of several kinds, the same in every run.
enum Content: String, CaseIterable, Sendable {
  case zeros, text, random

  func bytes(_ count: Int) -> [UInt8] {
    var generator = SplitMix64(state: 42)
    switch self {
    case .zeros:
      return [UInt8](repeating: 0, count: count)
    case .text:
      let words = ["invoice", "cylinder", "customer", "paid", "due", "2025-01-", "total "]
      var result: [UInt8] = []
      while result.count < count {
        result += words[Int.random(in: 0..<words.count, using: &generator)].utf8
        result.append(UInt8.random(in: 0x30...0x39, using: &generator))
      }
      return Array(result.prefix(count))
    case .random:
      var result: [UInt8] = []
      while result.count < count { result += generator.next().littleEndianBytes }
      return Array(result.prefix(count))
    }
  }
}

/// A generator of numbers that follow from its state.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
