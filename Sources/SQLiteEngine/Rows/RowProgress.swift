import GRDB
import SQLiteImages
import SQLitePages

/// How far a replacement of rows has come, by the rows that it has read. It reads both sides three
/// times: to delete, to insert, and to look at what was written.
final class RowProgress {
  private let total: Int64
  private var done: Int64 = 0
  private let report: (Int64, Int64) -> Void

  /// - Parameter total: rows that will be read, about.
  init(of total: Int, _ report: @escaping (Int64, Int64) -> Void) {
    self.total = Int64(max(1, total))
    self.report = report
    report(0, self.total)
  }

  func advance() {
    done += 1
    // The end is told once it is reached.
    if done & 0xff == 0 { report(min(done, total - 1), total) }
  }

  func finish() { report(total, total) }
}

extension RowRestore.Plan {
  /// - Parameter image: tells the number of rows of a table that is read whole.
  func expectedRows(_ image: Database) throws -> Int {
    func count(_ table: String) throws -> Int {
      try Int.fetchOne(image, sql: "SELECT count(*) FROM main.\(quoted(table))") ?? 0
    }
    var rows = 0
    for transfer in transfers {
      rows += 3 * (try transfer.ranges.expectedRows ?? count(transfer.shape.name))
    }
    for table in rewrites { rows += 2 * (try count(table)) }
    return rows
  }
}
