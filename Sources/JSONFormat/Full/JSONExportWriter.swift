package import BackupFiles
package import BackupProtocol
package import Concurrency
import Databases
package import JSONCoding
package import SQLiteImages

/// Writes a database as one JSON object, without losing anything of a value, a row to a line.
///
/// For the layout see `ExportFormat.md` and `schemas/export.schema.json`.
package struct JSONExportWriter {
  let content: ImageContent
  let header: ExportHeader
  let cancellation: Cancellation
  /// Called with the count of rows that have been written so far.
  let written: (Int) -> Void
  private let sink: JSONStreamWriter.Sink
  private let output: JSONStreamWriter

  package init(
    content: ImageContent, header: ExportHeader, cancellation: Cancellation,
    written: @escaping (Int) -> Void, sink: @escaping JSONStreamWriter.Sink
  ) {
    self.content = content
    self.header = header
    self.cancellation = cancellation
    self.written = written
    self.sink = sink
    output = JSONStreamWriter(sink: sink)
  }

  /// Writes all but the last line.
  package func write() throws -> RowsSummary {
    try content.checkDefinitions()
    try output.beginObject()
    try header.write(to: output, isPartial: false)
    try writeSettings()
    try writeSchema()
    output.newline(indent: 1)
    try output.key("data")
    try output.beginObject()
    var hash = ContentHash()
    var rows = 0
    var tables: [TableRows] = []
    for table in content.tables {
      let count = try write(table, after: rows, hash: &hash)
      rows += count
      tables.append(TableRows(name: table.name, rows: count))
    }
    output.newline(indent: 1)
    try output.endObject()
    try output.flush()
    try write(",\n")
    written(rows)
    let counted = Set(content.description.schema.tableNames)
    return RowsSummary(
      checksum: hash.value,
      tables: tables.filter { counted.contains($0.name) }.sorted { $0.name < $1.name })
  }

  /// Writes the last line.
  package func write(_ manifest: Manifest) throws {
    try write(ExportHeader.manifestMark)
    try JSONValueEncoder().encode(manifest).serialized.withUnsafeBytes(sink)
    try write("}\n")
  }

  private func write(_ text: String) throws {
    var text = text
    try text.withUTF8 { try sink(UnsafeRawBufferPointer($0)) }
  }

  private func writeSettings() throws {
    output.newline(indent: 1)
    try output.key("database")
    try output.beginObject()
    try output.key("pageSize")
    try output.integer(Int64(content.description.pageSize))
    try output.key("encoding")
    try output.string(content.encoding.rawValue)
    try output.key("autoVacuum")
    try output.string(content.description.autoVacuum)
    try output.key("applicationId")
    try output.integer(Int64(content.description.applicationID))
    try output.key("userVersion")
    try output.integer(Int64(content.description.userVersion))
    try output.endObject()
  }

  private func writeSchema() throws {
    let definitions = Dictionary(
      content.definitions.map { (SchemaPlace(kind: $0.kind.rawValue, name: $0.name), $0.sql) }
    ) { first, _ in first }
    output.newline(indent: 1)
    try output.key("schema")
    try output.beginArray()
    for place in content.schemaOrder {
      output.newline(indent: 2)
      try output.beginObject()
      try output.key("type")
      try output.string(place.kind)
      try output.key("name")
      try output.string(place.name)
      try output.key("sql")
      if let sql = definitions[place] { try output.string(sql) } else { try output.null() }
      try output.endObject()
    }
    output.newline(indent: 1)
    try output.endArray()
  }

  private func write(
    _ table: StoredTable, after rowsBefore: Int, hash: inout ContentHash
  ) throws -> Int {
    output.newline(indent: 2)
    try output.key(table.name)
    try output.beginArray()
    let writer = JSONRowWriter(table, output)
    let tableHash = TableHash(table.name)
    var rows = 0
    try content.forEachRow(of: table) { row in
      if rows & 1023 == 0 {
        try cancellation.check()
        written(rowsBefore + rows)
      }
      rows += 1
      tableHash.add(row)
      try writer.write(row)
    }
    hash.add(tableHash)
    if rows > 0 { output.newline(indent: 2) }
    try output.endArray()
    return rows
  }
}
