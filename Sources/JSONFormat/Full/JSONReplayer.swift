package import Concurrency
package import JSONCoding
package import SQLiteImages

/// Builds a database from a full document that nobody vouches for.
///
/// Tables are made as soon as their definitions come, rows go into them as they come, and indexes,
/// views and triggers are made behind the last row.
package final class JSONReplayer {
  let reader: JSONStreamReader
  let builder: ImageBuilder
  let cancellation: Cancellation
  let progress: (Int) -> Void
  /// Of the schema, as it is kept until the rows have been read.
  var schema: DocumentSchema?
  var rows = 0
  /// The manifest at the end.
  package private(set) var manifest: [UInt8]?

  /// - Parameter progress: called with the count of rows so far.
  package init(
    into builder: ImageBuilder, cancellation: Cancellation,
    limits: JSONStreamReader.Limits = JSONStreamReader.Limits(),
    source: @escaping JSONStreamReader.Source,
    progress: @escaping (Int) -> Void = { _ in }
  ) {
    reader = JSONStreamReader(limits: limits, bufferSize: 256 << 10, source: source)
    self.builder = builder
    self.cancellation = cancellation
    self.progress = progress
  }

  /// - Throws: ``DumpError``, ``ArchiveError`` for a version that is not known, `CancellationError`,
  ///   or what the source or the system throws.
  package func run() throws {
    do {
      try readDocument()
    } catch let error as JSONStreamError {
      throw DumpError(error)
    } catch let error as BuildError {
      throw DumpError(error, line: reader.line, path: reader.path)
    }
  }

  private func readDocument() throws {
    let outline = ExportOutline(reader)
    var hasSettings = false
    var hasData = false
    try outline.begin()
    while let section = try outline.next() {
      guard !outline.isPartial else {
        throw DumpError(
          .refused, "A document without a schema can only be laid over a database.",
          line: reader.line, path: "$")
      }
      switch section {
      case .database:
        try readSettings()
        hasSettings = true
      case .schema:
        guard hasSettings else { throw reader.error("the member database must come first") }
        schema = try readSchema()
      case .data:
        guard let schema else { throw reader.error("the member schema must come first") }
        try readTables(schema)
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

  private func readTables(_ schema: DocumentSchema) throws {
    let values = TaggedValueReader(reader)
    var missing = schema.tables
    try reader.beginObject()
    while let name = try reader.nextKeyText() {
      try cancellation.check()
      guard missing.remove(name) != nil else {
        throw reader.error("the document's schema has no table of this name that stores rows")
      }
      try readRows(of: name, values)
    }
    missing.subtract(Self.optionalTables)
    if let name = missing.min() {
      throw reader.error("the rows of the table \(name) are missing")
    }
    for kind in [ImageContent.Definition.Kind.index, .view, .trigger] {
      for (place, sql) in schema.deferred[kind] ?? [] {
        do {
          try builder.define(sql)
        } catch let error as BuildError {
          throw DumpError(error, line: nil, path: "$.schema[\(place)]")
        }
      }
    }
  }

  /// Statistics that not every build of SQLite keeps. Documents of version 1.0 may lack their rows.
  private static let optionalTables = InternalTable.statistics.dropFirst()

  private func readRows(of name: String, _ values: TaggedValueReader) throws {
    if Self.optionalTables.contains(name) { try builder.createStatistics(name) }
    guard let table = try builder.table(named: name) else {
      throw reader.error("the document's schema has no such table")
    }
    if name == "sqlite_sequence" { try builder.emptySequences() }
    let inserter = try JSONRowReader(table, reader, values, builder)
    try reader.beginArray()
    while try reader.nextElement() {
      if rows & 1023 == 0 {
        try cancellation.check()
        progress(rows)
      }
      rows += 1
      try inserter.insertRow()
    }
  }
}

extension DumpError {
  init(_ error: JSONStreamError) {
    let reason: Reason =
      switch error.reason {
      case .tooLong, .tooManyKeys, .syntax(.tooDeep): .limit
      default: .invalid
      }
    let hint: String? =
      switch error.reason {
      case .mismatch, .outOfRange, .content: "Correct this value in the document, or remove it."
      case .syntax, .tooLong, .tooManyKeys: nil
      }
    let problem = error.problem
    self.init(
      reason, problem.prefix(1).uppercased() + problem.dropFirst() + ".", line: error.line,
      path: error.path, hint: hint)
  }
}
