import Concurrency
import Databases
import GRDB
import SQLiteImages
import SQLitePages

/// Makes the rows of one table those of the image: first rows that are gone or changed are deleted,
/// then rows that are missing or changed are inserted, so that rows can exchange unique values. A row
/// whose changed columns no other row can be in the way of is updated, which leaves other indexes alone.
///
/// Both sides are merged in the order of storage. A row is written when the live side has been read
/// beyond it, as a query could meet a row again that is written at its place.
struct TableTransfer {
  let shape: TableShape
  let ranges: RowRanges
  private let live: Database
  private let image: Database
  private let progress: RowProgress?
  private let cancellation: Cancellation

  init(
    _ shape: TableShape, _ ranges: RowRanges, live: Database, image: Database,
    progress: RowProgress?, cancellation: Cancellation
  ) {
    self.shape = shape
    self.ranges = ranges
    self.live = live
    self.image = image
    self.progress = progress
    self.cancellation = cancellation
  }

  /// Adds the first rows that differ. Changes nothing.
  func addWitnesses(to list: inout WitnessList) throws {
    if ranges.ranges.isEmpty { return }
    try merge { now, then in
      if let now, let then, now.hasSameContent(as: then) { return true }
      return list.add(shape, before: now, after: then)
    }
  }

  func run() throws {
    if ranges.ranges.isEmpty { return }
    let writer = try RowWriter(shape, live)
    try merge { now, then in
      guard let now else { return true }
      if let then {
        let columns = now.changedColumns(from: then)
        if columns.isEmpty || writer.updates(columns) { return true }
      }
      try writer.delete(now)
      return true
    } beyond: {
      try writer.write()
    }
    try merge { now, then in
      guard let then else {
        throw RowsUnsuitable("rows of the table “\(shape.name)” cannot be deleted")
      }
      if let now {
        let columns = now.changedColumns(from: then)
        if columns.isEmpty { return true }
        try writer.update(columns, of: then)
      } else {
        try writer.insert(then)
      }
      return true
    } beyond: {
      try writer.write()
    }
  }

  /// - Throws: ``RowsUnsuitable`` where a row is not that of the image now.
  func verify() throws {
    if ranges.ranges.isEmpty { return }
    try merge { now, then in
      guard let now, let then, now.hasSameContent(as: then) else {
        throw RowsUnsuitable(
          "a row of the table “\(shape.name)” is not the same after it was written")
      }
      return true
    }
  }

  /// - Parameters:
  ///   - body: returns false to end.
  ///   - beyond: called when the live side is at the next row.
  private func merge(
    _ body: (_ now: StoredRowCursor?, _ then: StoredRowCursor?) throws -> Bool,
    beyond: () throws -> Void = {}
  ) throws {
    var a = try StoredRowCursor(shape, live, ranges.ranges)
    var b = try StoredRowCursor(shape, image, ranges.ranges)
    try a.step()
    try b.step()
    var count = 0
    while a.hasRow || b.hasRow {
      count += 1
      progress?.advance()
      if count & 0xfff == 0 { try cancellation.check() }
      let order = !a.hasRow ? 1 : !b.hasRow ? -1 : a.compareOrder(with: b)
      guard try body(order <= 0 ? a : nil, order >= 0 ? b : nil) else { return }
      if order <= 0 { try a.step() }
      try beyond()
      if order >= 0 { try b.step() }
    }
  }
}
