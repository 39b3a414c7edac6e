/// A set of numbers from 0 to 63: the values of one field of a schedule.
struct NumberSet: Sendable, Equatable {
  private var bits: UInt64 = 0

  init(_ numbers: some Sequence<Int>) {
    for number in numbers { insert(number) }
  }

  mutating func insert(_ number: Int) { bits |= 1 << UInt64(number) }

  func contains(_ number: Int) -> Bool { bits & (1 << UInt64(number)) != 0 }

  /// In ascending order.
  var numbers: [Int] { (0..<64).filter(contains) }

  var count: Int { bits.nonzeroBitCount }
  var last: Int { 63 - bits.leadingZeroBitCount }
}
