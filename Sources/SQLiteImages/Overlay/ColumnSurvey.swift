import Concurrency
import GRDB
import GRDBSQLite

/// Looks at the rows of a database for how its columns keep their values.
struct ColumnSurvey {
  /// So many columns have to agree before a column without rows is taken to be like them.
  private static let agreeingColumns = 3
  /// Of each table, for what its columns have in common with those of others.
  private static let sampledRows = 200

  private let db: Database
  private let cancellation: Cancellation
  /// The declared types whose columns all keep milliseconds, as an application of Prisma has them.
  private let typesOfMilliseconds: Set<String>

  init(_ db: Database, tables: [OverlayTable], cancellation: Cancellation) throws {
    self.db = db
    self.cancellation = cancellation
    var forms: [String: [StoredDateForm?]] = [:]
    for table in tables where table.isReplaceable && table.columns.contains(where: \.hasDates) {
      let evidence = try Self.read(
        table, limit: Self.sampledRows, db, cancellation, which: \.hasDates)
      for (column, found) in zip(table.columns, evidence) where column.hasDates && !found.isSilent {
        forms[column.declaredType.uppercased(), default: []].append(found.dates)
      }
    }
    typesOfMilliseconds = Set(
      forms.filter { _, forms in
        forms.count >= Self.agreeingColumns && forms.allSatisfy { $0 == .number(.milliseconds) }
      }.keys)
  }

  /// What all rows of a table tell, for each column.
  func evidence(of table: OverlayTable) throws -> [ColumnEvidence] {
    let found = try Self.read(table, limit: nil, db, cancellation) {
      $0.hasDates || $0.mayCountTime || $0.hasBytes
    }
    return zip(table.columns, found).map { column, evidence in
      evidence.isSilent && typesOfMilliseconds.contains(column.declaredType.uppercased())
        ? ColumnEvidence(dates: .number(.milliseconds)) : evidence
    }
  }

  private static func read(
    _ table: OverlayTable, limit: Int?, _ db: Database, _ cancellation: Cancellation,
    which isWanted: (OverlayColumn) -> Bool
  ) throws -> [ColumnEvidence] {
    var evidence = table.columns.map { _ in ColumnEvidence() }
    let wanted = table.columns.indices.filter { isWanted(table.columns[$0]) }
    guard !wanted.isEmpty else { return evidence }
    let list = wanted.map { quoted(table.columns[$0].name) }.joined(separator: ", ")
    let statement = try db.makeStatement(
      sql: "SELECT \(list) FROM \(quoted(table.name)) NOT INDEXED"
        + (limit.map { " LIMIT \($0)" } ?? ""))
    let row = statement.sqliteStatement
    defer { sqlite3_reset(row) }
    var open = Array(wanted.enumerated())
    var count = 0
    while !open.isEmpty {
      switch sqlite3_step(row) {
      case SQLITE_ROW: break
      case SQLITE_DONE: return evidence
      case let code:
        throw DatabaseError(
          resultCode: ResultCode(rawValue: code),
          message: String(cString: sqlite3_errmsg(sqlite3_db_handle(row))))
      }
      for (place, index) in open {
        Self.look(row, CInt(place), &evidence[index], isOfDates: table.columns[index].hasDates)
      }
      count += 1
      if count & 1023 == 1 {
        try cancellation.check()
        open.removeAll { evidence[$0.element].isDecided && !table.columns[$0.element].hasBytes }
      }
    }
    return evidence
  }

  private static func look(
    _ row: OpaquePointer, _ column: CInt, _ evidence: inout ColumnEvidence, isOfDates: Bool
  ) {
    switch sqlite3_column_type(row, column) {
    case SQLITE_NULL: return
    case SQLITE_INTEGER: evidence.add(sqlite3_column_int64(row, column), isOfDates: isOfDates)
    case SQLITE_FLOAT: evidence.add(sqlite3_column_double(row, column))
    case SQLITE_TEXT:
      let text = sqlite3_column_text(row, column)
      evidence.add(
        text: UnsafeRawBufferPointer(start: text, count: Int(sqlite3_column_bytes(row, column))))
    default: evidence.addBytes()
    }
  }
}
