package import Concurrency
import Databases
package import JSONCoding
package import SQLiteImages

/// Lays the rows of a document over the tables of a database, which has another schema than the
/// document, or to which the document adds none.
///
/// Each table that the document names loses its rows and gets the document's. A column that a row
/// lacks takes its default; a table or column that the database lacks is an error, all of them in
/// one. What SQLite, a module or a migration tool keeps for itself stays the database's own.
package final class DocumentOverlay {
  private let reader: JSONStreamReader
  private let target: TableReplacer
  private let cancellation: Cancellation
  private let progress: (Int) -> Void
  private var missing = MissingParts()
  private var report = OverlayReport()
  private var rows = 0
  private var filled: Set<String> = []
  private var moduleTables = ModuleTables()
  /// The manifest at the end.
  private(set) var manifest: [UInt8]?

  /// - Parameter progress: called with the count of rows so far.
  package init(
    over target: TableReplacer, cancellation: Cancellation,
    limits: JSONStreamReader.Limits = JSONStreamReader.Limits(),
    source: @escaping JSONStreamReader.Source, progress: @escaping (Int) -> Void
  ) {
    reader = JSONStreamReader(limits: limits, bufferSize: 256 << 10, source: source)
    self.target = target
    self.cancellation = cancellation
    self.progress = progress
  }

  /// The caller commits, or rolls back on an error.
  ///
  /// - Throws: ``DumpError`` for a document or a row that is not right, ``ContractError`` of the kind
  ///   `incompatible` for what the database lacks, ``ArchiveError`` for a version that is not known.
  package func run() throws -> OverlayReport {
    do {
      try readDocument()
    } catch let error as JSONStreamError {
      throw DumpError(error)
    } catch let error as BuildError {
      throw DumpError(error, line: reader.line, path: reader.path)
    }
    try missing.check()
    report.keptTables =
      target.tables.filter { $0.isReplaceable && !filled.contains($0.name) }.map(\.name).sorted()
    return report
  }

  private func readDocument() throws {
    let outline = ExportOutline(reader)
    var hasData = false
    try outline.begin()
    while let section = try outline.next() {
      switch section {
      case .schema: try readSchema()
      case .data:
        try readTables(hasApplicationValues: outline.hasApplicationValues)
        hasData = true
      case .manifest: manifest = Array(try reader.readRawValue())
      default: continue
      }
    }
    guard hasData else {
      throw DumpError(
        .invalid, "The document has no member data, so it has no rows.", line: nil, path: "$")
    }
  }

  private func readSchema() throws {
    try reader.beginArray()
    while try reader.nextElement() {
      try cancellation.check()
      var name = ""
      var sql: String?
      try reader.beginObject()
      while let key = try reader.nextKeyText() {
        if key == "name" {
          name = try reader.readText()
        } else if key == "sql", try reader.peekKind() == .string {
          sql = try reader.readText()
        }
      }
      if let sql, sql.prefix(21).uppercased() == "CREATE VIRTUAL TABLE " {
        moduleTables.add(VirtualTable(name: name, sql: sql))
      }
    }
  }

  private func readTables(hasApplicationValues: Bool) throws {
    let tables = Dictionary(
      target.tables.map { ($0.name.lowercased(), $0) }
    ) { first, _ in first }
    try reader.beginObject()
    while let name = try reader.nextKeyText() {
      try cancellation.check()
      let table = tables[name.lowercased()]
      let isPassedOver =
        OverlayTable.staysAsItIs(name)
        || table.map { !$0.isReplaceable } ?? moduleTables.contain(name)
      if isPassedOver {
        report.skippedTables.append(name)
        continue
      }
      guard let table else {
        missing.add(name, at: reader.path)
        continue
      }
      guard filled.insert(table.name).inserted else {
        throw reader.error("this table appears twice")
      }
      try read(table, hasApplicationValues: hasApplicationValues)
    }
  }

  private func read(_ table: OverlayTable, hasApplicationValues: Bool) throws {
    let rowsBefore = rows
    let tableReader = try OverlayTableReader(
      table, in: target, reader, hasApplicationValues: hasApplicationValues)
    if missing.isEmpty { try target.clear(table.name) }
    try reader.beginArray()
    while try reader.nextElement() {
      if rows & 1023 == 0 {
        try cancellation.check()
        progress(rows)
      }
      rows += 1
      try tableReader.readRow(&missing)
    }
    report.replaced.append(TableRows(name: table.name, rows: rows - rowsBefore))
    report.defaultedColumns += tableReader.defaultedColumns
    report.jsonTexts += tableReader.counts(\.jsonTexts)
    report.emptyDates += tableReader.counts(\.emptyDates)
    report.datesAsTheyCame += tableReader.counts(\.datesAsTheyCame)
  }
}

/// The tables in which the virtual tables of a document keep their data.
private struct ModuleTables {
  private var names: Set<String> = []

  mutating func add(_ table: VirtualTable) {
    names.formUnion(([table.name] + table.storage).map { $0.lowercased() })
  }

  func contain(_ name: String) -> Bool { names.contains(name.lowercased()) }
}
