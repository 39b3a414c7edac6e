import SampleShop
import Testing

@testable import BackupService
@testable import Confirmations

@Suite("A one-time code")
struct OneTimeCodeTests {
  @Test("has as many digits as it should, zeros in front among them", arguments: 6...10)
  func length(digits: Int) {
    var random = SeededRandom(seed: 7)
    let codes = (0..<2000).map { _ in OneTimeCode.make(digits: digits) { random.next() } }
    #expect(
      codes.allSatisfy { $0.utf8.count == digits && $0.allSatisfy { "0123456789".contains($0) } })
    #expect(codes.contains { $0.first == "0" })
    #expect(Set(codes).count > 1990)
  }

  @Test("is taken from the random source without favour")
  func noBias() {
    // With a plain remainder the numbers below 2^64 mod 10^n would come more often: here the source
    // gives only what lies above the last whole multiple, and then a number that counts.
    let bound: UInt64 = 10_000_000_000
    var given: [UInt64] = [.max, .max - 5, 42]
    let code = OneTimeCode.make(digits: 10) { given.isEmpty ? 0 : given.removeFirst() }
    #expect(code.utf8.count == 10)
    #expect(UInt64(code).map { $0 < bound } == true)
  }

  @Test("has each digit in each place about as often as the others")
  func uniform() {
    var random = SeededRandom(seed: 11)
    let rounds = 20_000
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 10), count: 8)
    for _ in 0..<rounds {
      for (place, digit) in OneTimeCode.make(digits: 8, random: { random.next() }).enumerated() {
        counts[place][digit.wholeNumberValue ?? 0] += 1
      }
    }
    // Chi-squared with 9 degrees of freedom: above 33.7 once in ten thousand.
    for place in counts {
      let expected = Double(rounds) / 10
      let chi = place.reduce(0) {
        $0 + (Double($1) - expected) * (Double($1) - expected) / expected
      }
      #expect(chi < 33.7, "\(place)")
    }
  }

  @Test("may be typed as people type it")
  func typed() {
    #expect(OneTimeCode.normalized(" 1234 5678\n") == "12345678")
    #expect(OneTimeCode.normalized("1234-5678") == "12345678")
    #expect(OneTimeCode.normalized("1234x5678") == "1234x5678")
  }
}
