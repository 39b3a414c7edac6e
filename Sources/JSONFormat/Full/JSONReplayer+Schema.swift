import Concurrency
import JSONCoding
import SQLiteImages

/// What a document says about the schema that is needed behind it.
struct DocumentSchema {
  /// The names of those tables whose rows the document has to have.
  var tables: Set<String> = []
  /// Definitions that wait for the rows, with their positions in the schema.
  var deferred: [ImageContent.Definition.Kind: [(place: Int, sql: String)]] = [:]
}

extension JSONReplayer {
  func readSettings() throws {
    let keys = JSONKeyTable(["pageSize", "encoding", "autoVacuum", "applicationId", "userVersion"])
    var settings = ImageSettings()
    var count = 0
    try reader.beginObject()
    while let match = try reader.nextKey(in: keys) {
      count += 1
      switch match {
      case .known(0):
        let size = try reader.readInteger()
        guard (512...65_536).contains(size), size & (size - 1) == 0 else {
          throw reader.error("the page size must be a power of two from 512 to 65536")
        }
        settings.pageSize = Int(size)
      case .known(1):
        guard let encoding = TextEncoding(rawValue: try reader.readText()) else {
          throw reader.error("SQLite has no such encoding")
        }
        settings.encoding = encoding
      case .known(2):
        guard let mode = ["none", "full", "incremental"].firstIndex(of: try reader.readText())
        else { throw reader.error("this must be none, full or incremental") }
        settings.autoVacuum = mode
      case .known(3): settings.applicationID = try readHeaderNumber()
      case .known: settings.userVersion = try readHeaderNumber()
      case .unknown: throw reader.error("unknown property of a database")
      }
    }
    guard count == keys.keys.count else {
      throw reader.error("a property of the database is missing")
    }
    builder.use(settings)
  }

  private func readHeaderNumber() throws -> Int32 {
    guard let number = Int32(exactly: try reader.readInteger()) else {
      throw reader.error("this number has more than 32 bits")
    }
    return number
  }

  func readSchema() throws -> DocumentSchema {
    let keys = JSONKeyTable(["type", "name", "sql"])
    var schema = DocumentSchema()
    var place = 0
    var size = 0
    try reader.beginArray()
    while try reader.nextElement() {
      try cancellation.check()
      let entry = try readEntry(keys)
      size += 100 + entry.name.utf8.count + (entry.sql?.utf8.count ?? 0)
      guard size < Self.schemaBytes else {
        throw DumpError(
          .limit, "The schema takes more than \(Self.schemaBytes) bytes.", line: reader.line,
          path: "$.schema")
      }
      builder.order(SchemaPlace(kind: entry.kind.rawValue, name: entry.name))
      try take(entry, at: place, into: &schema)
      place += 1
    }
    try makeInternalTables(schema)
    return schema
  }

  /// Of all definitions together.
  private static var schemaBytes: Int { 256 << 20 }

  private struct Entry {
    let kind: ImageContent.Definition.Kind
    let name: String
    let sql: String?
  }

  private func readEntry(_ keys: JSONKeyTable) throws -> Entry {
    var kind: ImageContent.Definition.Kind?
    var name: String?
    var sql: String??
    try reader.beginObject()
    while let match = try reader.nextKey(in: keys) {
      switch match {
      case .known(0):
        kind = .init(rawValue: try reader.readText())
        if kind == nil { throw reader.error("this must be table, index, view or trigger") }
      case .known(1): name = try reader.readText()
      case .known:
        if try reader.peekKind() == .null {
          try reader.readNull()
          sql = .some(nil)
        } else {
          sql = try reader.readText()
        }
      case .unknown: throw reader.error("unknown property of a definition")
      }
    }
    guard let kind, let name, let sql else {
      throw reader.error("a definition must have a type, a name and sql")
    }
    return Entry(kind: kind, name: name, sql: sql)
  }

  private func take(_ entry: Entry, at place: Int, into schema: inout DocumentSchema) throws {
    guard let sql = entry.sql else {
      if entry.kind == .index { return }
      guard entry.kind == .table, InternalTable.columns(of: entry.name) != nil else {
        throw reader.error("a definition that you write must have sql")
      }
      schema.tables.insert(entry.name)
      return
    }
    guard !sql.utf8.contains(0) else { throw reader.error("there is a NUL character in the sql") }
    switch (entry.kind, Self.opening(of: sql)) {
    case (.table, ["CREATE", "TABLE"]):
      try builder.define(sql)
      schema.tables.insert(entry.name)
    case (.table, ["CREATE", "VIRTUAL"]): try builder.declareVirtualTable(entry.name, sql: sql)
    case (.index, ["CREATE", "INDEX"]), (.index, ["CREATE", "UNIQUE"]),
      (.view, ["CREATE", "VIEW"]),
      (.trigger, ["CREATE", "TRIGGER"]):
      schema.deferred[entry.kind, default: []].append((place, sql))
    default:
      throw DumpError(
        .refused, "The sql does not define the \(entry.kind.rawValue) that the entry names.",
        line: reader.line, path: reader.path)
    }
  }

  private static func opening(of sql: String) -> [String] {
    var scanner = StatementScanner()
    var bytes = Array(sql.utf8)
    _ = bytes.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { scanner.scan($0, count: min(buffer.count, 200)) }
    }
    return Array(scanner.opening.prefix(2))
  }

  /// Makes what nobody can define, empty.
  private func makeInternalTables(_ schema: DocumentSchema) throws {
    if schema.tables.contains(InternalTable.sequences) { try builder.createSequences() }
    if schema.tables.contains("sqlite_stat1") { try builder.createStatistics("sqlite_stat1") }
  }
}
