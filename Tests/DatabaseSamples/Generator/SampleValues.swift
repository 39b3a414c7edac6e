import SampleShop

/// Values that are hard to carry from one place to another.
enum SampleValues {
  static let integers: [Int64] = [
    0, 1, -1, 2, 9, 10, 127, 128, -128, -129, 255, 32767, 32768, -32769, 8_388_607, -8_388_609,
    2_147_483_647, 2_147_483_648, -2_147_483_648, -2_147_483_649, 140_737_488_355_327,
    140_737_488_355_328, 9_007_199_254_740_991, 9_007_199_254_740_992, 9_007_199_254_740_993,
    -9_007_199_254_740_993, 1_772_357_400_000, .max, .max - 1, .min, .min + 1,
  ]

  static let reals: [Double] = [
    0, -0.0, 1, -1, 0.1, 0.2, 0.3, 1 / 3, 2 / 3, 1e15, 1e16, 1e17, 123_456_789_012_345_680,
    9_007_199_254_740_992, 9_223_372_036_854_775_808, -9_223_372_036_854_775_808, 1e22, 1e23, 1e100,
    .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .leastNormalMagnitude,
    .leastNonzeroMagnitude, -.leastNonzeroMagnitude, Double(bitPattern: 0xF_FFFF_FFFF_FFFF),
    .infinity,
    -.infinity, .pi, 0.30000000000000004, 1.7976931348623155e308, 4.35, 2.675, 1.005, 1e-7,
    17.170000000000002, 8.41e21, Double(bitPattern: 0x4B2A),
  ]

  static let longBlob = Array([[UInt8]](repeating: Array(0...255), count: 280).joined())

  static func integer(_ random: inout SeededRandom) -> StoredValue {
    switch random.below(4) {
    case 0: .integer(Int64(random.number(-20...20)))
    case 1: .integer(Int64(bitPattern: random.next()) >> random.below(64))
    default: .integer(random.pick(integers))
    }
  }

  static func real(_ random: inout SeededRandom) -> StoredValue {
    switch random.below(5) {
    case 0:
      let any = Double(bitPattern: random.next())
      return .real(any.isFinite ? any : 0.5)
    case 1: return .real(Double(random.number(-99_999_999...99_999_999)) / 100)
    case 2: return .real(Double(random.next() >> 11) / 9_007_199_254_740_992)
    case 3:
      let seventeen = Double(random.number(10_000_000_000_000_000...99_999_999_999_999_999))
      return .real(seventeen / random.pick([1, 1e3, 1e8, 1e16, 1e20]))
    default: return .real(random.pick(reals))
    }
  }

  static func blob(_ random: inout SeededRandom) -> StoredValue {
    switch random.below(6) {
    case 0: .blob([])
    case 1: .blob(Array(0...255))
    case 2: .blob(Array("plain text".utf8))
    case 3: .blob([0])
    default: .blob((0..<random.below(40)).map { _ in UInt8(random.below(256)) })
    }
  }

  /// Of any type; text in the encoding given.
  static func any(_ random: inout SeededRandom, _ encoding: TextEncoding) -> StoredValue {
    switch random.below(9) {
    case 0: .null
    case 1, 2: integer(&random)
    case 3, 4: real(&random)
    case 5: blob(&random)
    default: .text(SampleTexts.bytes(&random, encoding))
    }
  }

  static func of(
    strictType: String, _ random: inout SeededRandom, _ encoding: TextEncoding
  ) -> StoredValue {
    if random.chance(8) { return .null }
    switch strictType {
    case "INT", "INTEGER": return integer(&random)
    case "REAL": return real(&random)
    case "TEXT": return .text(SampleTexts.bytes(&random, encoding))
    case "BLOB": return blob(&random)
    default: return any(&random, encoding)
    }
  }
}
