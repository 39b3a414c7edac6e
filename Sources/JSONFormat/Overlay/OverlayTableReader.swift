import JSONCoding
import SQLiteImages

/// Reads the rows of one table of a document into the table of the same name in a database.
final class OverlayTableReader {
  /// Sets of columns whose statements are kept.
  private static let keptInserters = 64

  private let table: OverlayTable
  private let target: TableReplacer
  private let reader: JSONStreamReader
  private let columns: [OverlayColumn]
  /// Those of a document with values as an application has them.
  private let takers: [ApplicationColumn]
  private let keys: JSONKeyTable
  private let byLowercase: [String: Int]
  private let tagged: TaggedValueReader?
  private let plain: ApplicationValueReader
  private let arena: RowArena

  private var values: [StoredValue]
  private var isPresent: [Bool]
  private var inserters: [[Bool]: RowInserter] = [:]
  private var last: (columns: [Bool], inserter: RowInserter)?
  private var wasMissing: [Bool]

  /// Takes a look at the rows of the table, which are still there.
  ///
  /// - Parameter hasApplicationValues: whether values come as an application has them.
  init(
    _ table: OverlayTable, in target: TableReplacer, _ reader: JSONStreamReader,
    hasApplicationValues: Bool
  ) throws {
    self.table = table
    self.target = target
    self.reader = reader
    columns = table.columns
    takers =
      hasApplicationValues
      ? zip(columns, try target.evidence(of: table)).map(ApplicationColumn.init) : []
    keys = JSONKeyTable(columns.map { JSONRowKey.key(ofColumn: $0.name) })
    byLowercase = Dictionary(
      keys.keys.enumerated().map { ($0.element.lowercased(), $0.offset) }
    ) { first, _ in first }
    let values = TaggedValueReader(reader)
    arena = values.arena
    tagged = hasApplicationValues ? nil : values
    plain = ApplicationValueReader(reader: reader, arena: values.arena)
    self.values = Array(repeating: .null, count: columns.count)
    isPresent = Array(repeating: false, count: columns.count)
    wasMissing = isPresent
  }

  /// Columns that some row did not have.
  var defaultedColumns: [String] {
    columns.indices.filter { wasMissing[$0] && !columns[$0].isGenerated }.map {
      "\(table.name).\(columns[$0].name)"
    }
  }

  /// The columns for which a count is not 0, each with its count.
  func counts(_ count: KeyPath<ApplicationColumn, Int>) -> [OverlayReport.ColumnCount] {
    takers.filter { $0[keyPath: count] > 0 }.map {
      OverlayReport.ColumnCount(column: "\(table.name).\($0.name)", values: $0[keyPath: count])
    }
  }

  /// Reads the next row. It is inserted unless something is missing in the database.
  func readRow(_ missing: inout MissingParts) throws {
    arena.removeAll()
    for index in isPresent.indices { isPresent[index] = false }
    try reader.beginObject()
    while let match = try reader.nextKey(in: keys) {
      guard let position = position(match) else {
        if isRowid { continue }
        missing.add(missingColumn, at: reader.path)
        continue
      }
      guard !isPresent[position] else { throw reader.error("this column appears twice") }
      isPresent[position] = true
      values[position] =
        try tagged?.read() ?? plain.read(for: takers[position])
    }
    for index in isPresent.indices {
      if columns[index].isGenerated {
        // Its value follows from the others.
        isPresent[index] = false
      } else if !isPresent[index] {
        wasMissing[index] = true
      }
    }
    if missing.isEmpty { try insert() }
  }

  private func position(_ match: JSONKeyMatch) -> Int? {
    if case .known(let position) = match { return position }
    return reader.withCurrentKey { byLowercase[String(decoding: $0, as: UTF8.self).lowercased()] }
      .flatMap { $0 }
  }

  private var currentKey: String {
    reader.withCurrentKey { String(decoding: $0.prefix(400), as: UTF8.self) } ?? ""
  }

  /// Row ids that no column has are given out anew.
  private var isRowid: Bool { tagged != nil && currentKey == JSONRowKey.rowid }

  private var missingColumn: String {
    let key = currentKey
    return "\(table.name).\(key.hasPrefix("$$") ? String(key.dropFirst()) : key)"
  }

  private func insert() throws {
    let inserter = try inserter()
    var place = 0
    for index in isPresent.indices where isPresent[index] {
      inserter[place] = values[index]
      place += 1
    }
    try inserter.insert()
  }

  private func inserter() throws -> RowInserter {
    if let last, last.columns == isPresent { return last.inserter }
    let found = try inserters[isPresent] ?? make()
    last = (isPresent, found)
    return found
  }

  private func make() throws -> RowInserter {
    let names = columns.indices.filter { isPresent[$0] }.map { columns[$0].name }
    guard !names.isEmpty else { throw reader.error("this row has no values") }
    if inserters.count == Self.keptInserters { inserters.removeAll() }
    let made = try target.inserter(into: table.name, columns: names)
    inserters[isPresent] = made
    return made
  }
}
