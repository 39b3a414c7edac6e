import BackupProtocol
import Foundation

/// Numbers and times as people read them.
enum Words {
  static func bytes(_ count: Int) -> String {
    let units = ["B", "KB", "MB", "GB", "TB"]
    var value = Double(count)
    var unit = 0
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    return unit == 0 ? "\(count) B" : String(format: "%.1f %@", value, units[unit])
  }

  static func milliseconds(_ count: Int?) -> String {
    guard let count else { return "-" }
    return count < 1000 ? "\(count) ms" : String(format: "%.1f s", Double(count) / 1000)
  }

  static func time(_ time: Timestamp) -> String {
    String(time.description.prefix(19)).replacingOccurrences(of: "T", with: " ") + " UTC"
  }

  /// What became of a backup. One that is there, and that a verification found wrong, is damaged.
  static func status(_ backup: Backup) -> String {
    guard backup.status == .completed, let error = backup.error else {
      return backup.status.rawValue
    }
    return error.kind == .incompatible ? "unreadable" : "damaged"
  }

  /// Whether a backup was verified, as far as that is known.
  static func proof(_ backup: Backup) -> String {
    if backup.verifiedAt != nil { return "verified" }
    return backup.rebuiltAt == nil || backup.error != nil ? "-" : "unknown"
  }

  /// A backup that was just made or taken in.
  static func finished(_ backup: Backup) -> String {
    """
    \(backup.fileName)
    id \(backup.id), \(bytes(backup.fileSize)), \
    \(backup.rowCount.map(String.init) ?? "an unknown number of") rows in \
    \(backup.tableCount ?? 0) tables, \(milliseconds(backup.durationMs)), \
    \(backup.verifiedAt == nil ? "not verified" : "verified")
    """ + (passedOver(by: backup).map { "\nPassed over: \($0)" } ?? "")
      + notes(on: backup).map { "\nNote: \($0)" }.joined()
  }

  /// Rows that break rules of the schema, and what the proof could not check: no damage, and worth knowing.
  static func notes(on backup: Backup) -> [String] {
    (backup.proof?.findings ?? []) + (backup.proof?.limits ?? [])
  }

  /// What an import passed over; nil if nothing was.
  static func passedOver(by backup: Backup) -> String? {
    backup.passedOver?.map { "\($0.count) × \($0.what)" }.joined(separator: ", ")
  }

  /// Where a list goes on, if it does.
  static func pageFooter(_ shown: Int, _ total: Int, _ cursor: String?) -> String {
    guard let cursor else { return "" }
    return "\n\(shown) of \(total); continue with --cursor \(cursor)"
  }

  /// A table with ids in its first column, which fits into a terminal where that can be.
  ///
  /// - Parameter width: columns of the terminal; nil for all of the text. Where the table is wider, ids are
  ///   cut to a beginning that no other row has, which commands take for the whole, and then lines are cut.
  static func list(_ rows: [[String]], width: Int?) -> String {
    let whole = table(rows)
    guard let width, whole.split(separator: "\n").contains(where: { $0.count > width }) else {
      return whole
    }
    let ids = rows.dropFirst().map { $0[0] }
    let length = (10...).first { length in
      Set(ids.map { $0.prefix(length) }).count == ids.count || ids.allSatisfy { $0.count <= length }
    }
    let short = rows.map { [String($0[0].prefix(length ?? 10))] + $0.dropFirst() }
    return table(short).split(separator: "\n").map { line in
      line.count > width ? line.prefix(width - 1) + "…" : line
    }.joined(separator: "\n")
  }

  /// Columns of text, as wide as they need to be.
  static func table(_ rows: [[String]]) -> String {
    guard let columns = rows.first?.count else { return "" }
    let rows = rows.map { $0.map { $0.printable() } }
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).map { text, width in
        text + String(repeating: " ", count: width - text.count)
      }.joined(separator: "  ").trimmingSuffix()
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate func trimmingSuffix() -> String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
