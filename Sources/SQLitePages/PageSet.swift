/// A set of page numbers, a bit for each.
package struct PageSet {
  private var bits: [UInt64]

  package init(count: Int) { bits = [UInt64](repeating: 0, count: count / 64 + 1) }

  package func contains(_ page: Int) -> Bool { bits[page / 64] & (1 << UInt64(page % 64)) != 0 }

  package mutating func set(_ page: Int, _ isMember: Bool) {
    let bit = UInt64(1) << UInt64(page % 64)
    if isMember { bits[page / 64] |= bit } else { bits[page / 64] &= ~bit }
  }
}
