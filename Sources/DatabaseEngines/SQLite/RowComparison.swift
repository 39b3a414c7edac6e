import GRDB
import GRDBSQLite

/// Compares the rows of one table in two databases, in one pass over each and bounded memory.
///
/// Both sides are read in the order of storage and merged. Where a table's key is another than its
/// row id, rows that the merge could not pair are matched by their key in a working file; they are
/// few, as a row that stayed as it was also stayed where it was.
struct RowComparison {
  private let shape: TableShape
  private let now: Database
  private let then: Database
  private let cancellation: Cancellation

  init(_ shape: TableShape, now: Database, then: Database, cancellation: Cancellation) {
    self.shape = shape
    self.now = now
    self.then = then
    self.cancellation = cancellation
  }

  /// - Parameter leftovers: empty; it is so again afterwards.
  func run(leftovers: LeftoverRows) throws -> TableComparison {
    var tally = TableComparison(
      name: shape.name, rowsNow: 0, rowsInImage: 0, added: 0, removed: 0, changed: 0,
      method: .primaryKey)
    if case .rowid(_, let isKey) = shape.order {
      if shape.key.isEmpty { tally.method = .rowid }
      if !isKey {
        try merge(into: &tally, leftovers: leftovers)
        try leftovers.settle(into: &tally)
        return tally
      }
    }
    try merge(into: &tally, leftovers: nil)
    return tally
  }

  private func merge(into tally: inout TableComparison, leftovers: LeftoverRows?) throws {
    var a = try RowCursor(shape, now)
    var b = try RowCursor(shape, then)
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
