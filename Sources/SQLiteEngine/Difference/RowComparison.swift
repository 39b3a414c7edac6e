import Concurrency
import Databases
import GRDB
import GRDBSQLite
import SQLiteImages
import SQLitePages

/// Compares the rows of one table in two databases, in one pass over each and bounded memory.
///
/// Both sides are read in the order of storage and merged. Where a table's key is another than its
/// row id, rows that the merge could not pair are matched by their key in a working file; they are
/// few, as a row that stayed as it was also stayed where it was.
struct RowComparison {
  private let shape: TableShape
  private let now: Database
  private let then: Database
  private let ranges: RowRanges
  private let cancellation: Cancellation

  /// - Parameter ranges: where rows can differ.
  init(
    _ shape: TableShape, now: Database, then: Database, ranges: RowRanges,
    cancellation: Cancellation
  ) {
    self.shape = shape
    self.now = now
    self.then = then
    self.ranges = ranges
    self.cancellation = cancellation
  }

  /// - Parameter leftovers: empty; it is so again afterwards.
  /// - Returns: what differs, and how many rows of both sides were read.
  func run(leftovers: LeftoverRows) throws -> (TableComparison, rowsRead: Int) {
    var tally = TableComparison(
      name: shape.name, rowsNow: 0, rowsInImage: 0, added: 0, removed: 0, changed: 0,
      method: .primaryKey)
    if case .rowid(_, let isKey) = shape.order {
      if shape.key.isEmpty { tally.method = .rowid }
      if !isKey {
        try merge(into: &tally, leftovers: leftovers)
        try leftovers.settle(into: &tally)
        return withEqualRows(tally)
      }
    }
    try merge(into: &tally, leftovers: nil)
    return withEqualRows(tally)
  }

  private func withEqualRows(_ tally: TableComparison) -> (TableComparison, rowsRead: Int) {
    let (now, then) = (tally.rowsNow ?? 0, tally.rowsInImage ?? 0)
    var whole = tally
    whole.rowsNow = now + ranges.equalRows
    whole.rowsInImage = then + ranges.equalRows
    return (whole, now + then)
  }

  private func merge(into tally: inout TableComparison, leftovers: LeftoverRows?) throws {
    if ranges.ranges.isEmpty { return }
    var a = try StoredRowCursor(shape, now, ranges.ranges)
    var b = try StoredRowCursor(shape, then, ranges.ranges)
    var counts = (now: 0, then: 0, added: 0, removed: 0, changed: 0)
    try a.step()
    try b.step()
    while a.hasRow || b.hasRow {
      if (counts.now + counts.then) & 0xfff == 0 { try cancellation.check() }
      let order = !a.hasRow ? 1 : !b.hasRow ? -1 : a.compareOrder(with: b)
      if order == 0 {
        if !a.hasSameContent(as: b) {
          if let leftovers {
            try leftovers.add(a, isNow: true)
            try leftovers.add(b, isNow: false)
          } else {
            counts.changed += 1
          }
        }
      } else if let leftovers {
        try leftovers.add(order < 0 ? a : b, isNow: order < 0)
      } else if order < 0 {
        counts.removed += 1
      } else {
        counts.added += 1
      }
      if order <= 0 {
        counts.now += 1
        try a.step()
      }
      if order >= 0 {
        counts.then += 1
        try b.step()
      }
    }
    tally.rowsNow = counts.now
    tally.rowsInImage = counts.then
    tally.added = counts.added
    tally.removed = counts.removed
    tally.changed = counts.changed
  }
}
