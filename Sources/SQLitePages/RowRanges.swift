/// Row ids of a table with rows that can differ. All others have the same rows on both sides.
package struct RowRanges {
  /// Rising and apart.
  package private(set) var ranges: [ClosedRange<Int64>] = []
  /// Rows before each range and after the one before it.
  private var equalBefore: [Int] = []
  /// Rows after the last range.
  private var equalAfter = 0
  /// Leaves that both sides have, and ranges between them, as they were added.
  package private(set) var leaves = (equal: 0, differing: 0)

  package static let everything = RowRanges([.min ... .max])

  /// Bounds the memory for a table of any size.
  private static let mostRanges = 1 << 17

  /// Both sides have the same rows, of this number.
  package static func nothing(rows: Int) -> RowRanges {
    var ranges = RowRanges()
    ranges.equalAfter = rows
    return ranges
  }

  init(_ ranges: [ClosedRange<Int64>] = []) { for range in ranges { add(range) } }

  /// Rows in the ranges, about; nil where these are all rows of the table.
  package var expectedRows: Int? {
    guard leaves.equal > 0 else { return ranges.isEmpty ? 0 : nil }
    return leaves.differing * (equalRows / leaves.equal + 1)
  }

  /// Rows outside of the ranges, of each side.
  package var equalRows: Int { equalBefore.reduce(equalAfter, +) }

  mutating func addEqual(_ rows: Int) {
    equalAfter += rows
    leaves.equal += 1
  }

  /// - Parameter range: begins after all that were added before.
  mutating func add(_ range: ClosedRange<Int64>) {
    leaves.differing += 1
    if equalAfter == 0, let last = ranges.last {
      ranges[ranges.count - 1] = last.lowerBound...range.upperBound
      return
    }
    ranges.append(range)
    equalBefore.append(equalAfter)
    equalAfter = 0
    if ranges.count > Self.mostRanges { joinPairs() }
  }

  /// Makes one range of every two, and forgets that rows between them are equal.
  private mutating func joinPairs() {
    var (joined, before) = ([ClosedRange<Int64>](), [Int]())
    for index in stride(from: 0, to: ranges.count, by: 2) {
      let last = min(index + 1, ranges.count - 1)
      joined.append(ranges[index].lowerBound...ranges[last].upperBound)
      before.append(equalBefore[index])
    }
    (ranges, equalBefore) = (joined, before)
  }
}
