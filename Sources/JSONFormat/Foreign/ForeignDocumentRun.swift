import BackupProtocol
import Concurrency
import Databases
import JSONCoding
import SQLiteImages

/// One pass over an application's document.
final class ForeignDocumentRun {
  /// How many unknown lists are remembered, and named in the error.
  private static let namedLists = 50

  private let document: ForeignDocument
  private let reader: JSONStreamReader
  private let writer: PartialDocumentWriter?
  private let names: TableNameMap
  private var missing = MissingParts()
  private var unknownLists: [(name: String, path: String)] = []
  private var filled: [String: Int] = [:]
  private var rows = 0
  private(set) var summary = ForeignDocument.Summary()

  init(document: ForeignDocument, reader: JSONStreamReader, writer: PartialDocumentWriter?) {
    self.document = document
    self.reader = reader
    self.writer = writer
    names = TableNameMap(configured: document.importTables, tables: document.tables)
  }

  func read() throws {
    var hasData = false
    try reader.beginObject()
    while let key = try reader.nextKeyText() {
      switch key {
      case "version": try checkVersion()
      case "backupDate",
        "createdAt" where key == "backupDate" || document.isOurs:
        if try reader.peekKind() == .string {
          summary.backupDate = Timestamp(try reader.readText())
        }
      case "label" where document.isOurs:
        if try reader.peekKind() == .string {
          summary.label = Backup.acceptable(label: try reader.readText())
        }
      case "data":
        try readLists()
        hasData = true
      case ExportSection.format.rawValue:
        let isOurs = try reader.peekKind() == .string && reader.readText() == ExportHeader.format
        guard !isOurs || document.isOurs else {
          throw reader.error("a document of Strongroom begins with format and formatVersion")
        }
      default: continue
      }
    }
    try reader.finish()
    guard hasData else {
      throw DumpError(
        .invalid, "The document cannot be imported: it has no member data.", line: nil,
        path: "$")
    }
    try checkLists()
    try missing.check()
    summary.tables = filled.map { TableRows(name: $0, rows: $1) }.sorted { $0.name < $1.name }
  }

  private func checkVersion() throws {
    let version: String
    switch try reader.peekKind() {
    case .null: return
    case .number:
      version = String(decoding: try reader.readNumberText(), as: UTF8.self)
    default: version = try reader.readText()
    }
    guard version == "1" || version.hasPrefix("1.") else {
      throw ContractError(
        "The version of the document is unknown.",
        ErrorData(
          kind: .incompatible, hint: "Update Strongroom, then try again.", path: reader.path,
          expected: "1.0", found: String(version.prefix(40)), part: "version"))
    }
  }

  private func checkLists() throws {
    guard let first = unknownLists.first else { return }
    let list = unknownLists.map(\.name).joined(separator: ", ")
    throw ContractError(
      "The database has no tables for these lists of the document: \(list).",
      ErrorData(
        kind: .incompatible,
        hint: "Name the table of each list in the setting importTables.", path: first.path,
        found: list, part: "content", setting: "importTables"))
  }

  private func readLists() throws {
    try reader.beginObject()
    while let name = try reader.nextKeyText() {
      try document.cancellation.check()
      // The application had no list, which is another thing than an empty one.
      if try reader.peekKind() == .null { continue }
      guard let table = names.table(for: name) else {
        if unknownLists.count < Self.namedLists {
          unknownLists.append((String(name.prefix(100)), reader.path))
        }
        continue
      }
      guard filled[table.name] == nil else {
        throw reader.error("two lists have rows of the table \(table.name)")
      }
      try writer?.beginTable(table.name)
      let count = try readRows(of: table)
      try writer?.endTable(isEmpty: count == 0)
      filled[table.name] = count
    }
  }

  private func readRows(of table: OverlayTable) throws -> Int {
    let columns = ForeignColumns(table, reader)
    var count = 0
    try reader.beginArray()
    while try reader.nextElement() {
      if rows & 1023 == 0 { try document.cancellation.check() }
      rows += 1
      count += 1
      try columns.readRow(into: writer?.output, &missing)
    }
    return count
  }
}

/// The columns of a table as the rows of a document name them.
private final class ForeignColumns {
  private let table: OverlayTable
  private let reader: JSONStreamReader
  private let keys: JSONKeyTable
  /// As a partial document has them.
  private let written: [String]
  private let byName: NameIndex
  private var isPresent: [Bool]

  init(_ table: OverlayTable, _ reader: JSONStreamReader) {
    self.table = table
    self.reader = reader
    keys = JSONKeyTable(table.columns.map(\.name))
    written = table.columns.map { JSONRowKey.key(ofColumn: $0.name) }
    byName = NameIndex(table.columns.map(\.name))
    isPresent = Array(repeating: false, count: table.columns.count)
  }

  func readRow(into output: JSONStreamWriter?, _ missing: inout MissingParts) throws {
    for index in isPresent.indices { isPresent[index] = false }
    try reader.beginObject()
    output?.newline(indent: 3)
    try output?.beginObject()
    while let match = try reader.nextKey(in: keys) {
      guard let position = position(match) else {
        let key = reader.withCurrentKey { String(decoding: $0.prefix(400), as: UTF8.self) } ?? ""
        missing.add("\(table.name).\(key)", at: reader.path)
        continue
      }
      guard !isPresent[position] else { throw reader.error("this column appears twice") }
      isPresent[position] = true
      guard let output else { continue }
      try output.key(written[position])
      try output.raw(try reader.readRawValue())
    }
    try output?.endObject()
  }

  private func position(_ match: JSONKeyMatch) -> Int? {
    if case .known(let position) = match { return position }
    return reader.withCurrentKey { byName.position(of: String(decoding: $0, as: UTF8.self)) }
      .flatMap { $0 }
  }
}
